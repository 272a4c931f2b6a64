"""深层网络里的梯度：量一量 30 层，三种办法，还有没走的岔路带来的 nan。

运行方法：

    pip install torch
    python deep.py

运行结果：

    30 层里，第一层上梯度的长度
      只有 sigmoid：      4e-25
      加上归一化：        1e+00
      加上残差：          1e+00
      ReLU，权重 × 0.8：  1e-03
      ReLU，权重 × 1.0：  8e-01
      ReLU，权重 × 1.2：  2e+02
    直接用 where： nan
    输入安全时： 1.0
"""

import torch
from torch import nn


def first_gradient(layer, depth=30, width=64):
    """返回第一层上梯度的长度；最后一层上是 1。"""
    torch.manual_seed(0)
    h = torch.randn(128, width, dtype=torch.float64, requires_grad=True)
    sizes = []
    for _ in range(depth):
        h = layer(h)
        h.register_hook(lambda gradient: sizes.append(gradient.norm().item()))
    upstream = torch.randn_like(h)
    h.backward(upstream / upstream.norm())
    return sizes[-1]  # backward() 最后才走到第一层


def linear(h):
    """经过一个新的线性层。"""
    return nn.Linear(h.shape[1], h.shape[1], dtype=h.dtype)(h)


def drawn(h, factor):
    """经过一个 ReLU 层，权重是 √(2/n) 的 factor 倍。"""
    n = h.shape[1]
    return torch.relu(h @ torch.randn(n, n, dtype=h.dtype) * factor * (2 / n) ** 0.5)


def normalised(h):
    """先归一化，再经过 sigmoid 层。"""
    return torch.sigmoid(linear(nn.functional.layer_norm(h, h.shape[1:])))


print("30 层里，第一层上梯度的长度")
print(f"  只有 sigmoid：      {first_gradient(lambda h: torch.sigmoid(linear(h))):.0e}")
print(f"  加上归一化：        {first_gradient(normalised):.0e}")
print(f"  加上残差：          {first_gradient(lambda h: h + torch.sigmoid(linear(h))):.0e}")
for factor in [0.8, 1.0, 1.2]:
    size = first_gradient(lambda h, factor=factor: drawn(h, factor))
    print(f"  ReLU，权重 × {factor}：  {size:.0e}")

a = torch.tensor(100.0, requires_grad=True)
torch.where(a <= 0, torch.exp(a), 1 + a).backward()
print("直接用 where：", a.grad.item())
a.grad = None
safe = torch.where(a <= 0, a, 0.0)
torch.where(a <= 0, torch.exp(safe), 1 + a).backward()
print("输入安全时：", a.grad.item())
