"""一层网络的梯度：先用 autograd，再用公式。

运行方法：

    pip install torch numpy
    python layer.py

运行结果：

    特征全是 1：w.grad 的各行都相同
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
    b.grad 是
      0.9170  -0.4015  -3.2085

    MSELoss            w.grad 与公式相符：True
    L1Loss             w.grad 与公式相符：True
    BCEWithLogitsLoss  w.grad 与公式相符：True
"""

import torch
from torch import nn


def show(rows):
    """逐行打印矩阵。"""
    for row in rows.tolist():
        print(" ".join(f"{value:8.4f}" for value in row))


# 两个样本，五个特征，三个输出；特征全是 1。
torch.manual_seed(0)
x, y = torch.ones(2, 5), torch.zeros(2, 3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
mse = nn.MSELoss()
mse(x @ w + b, y).backward()
print("特征全是 1：w.grad 的各行都相同")
show(w.grad)
print("b.grad 是")
show(b.grad[None])
print()

# 真实的特征，三种损失：变的只有对 z 的斜率。
x, y = torch.randn(2, 5), torch.rand(2, 3)
slopes = {
    nn.MSELoss(): lambda z: 2 * (z - y) / 6,
    nn.L1Loss(): lambda z: torch.sign(z - y) / 6,
    nn.BCEWithLogitsLoss(): lambda z: (torch.sigmoid(z) - y) / 6,
}
for criterion, slope in slopes.items():
    w.grad = b.grad = None
    z = x @ w + b
    criterion(z, y).backward()
    dz = slope(z.detach())
    agrees = torch.allclose(w.grad, x.T @ dz) and torch.allclose(b.grad, dz.sum(dim=0))
    name = type(criterion).__name__
    print(f"{name:<18} w.grad 与公式相符：{agrees}")
