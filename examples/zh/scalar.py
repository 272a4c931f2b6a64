"""一个数的梯度：先用 autograd 算，再用手算核对。

运行方法：

    pip install torch numpy
    python scalar.py

运行结果：

    y = 2x² 在 x = 10 处的值：200.0
    backward() 之前：x.grad = None
    backward() 之后：x.grad = 40.0
    轻推 x 得到：    40.0000

    sin(x²) 在 x = 10 处的斜率：17.2464
    手算结果：                17.2464

    torch.autograd.grad 返回 40.0，x.grad 仍是 None
"""

import math

import torch


def f(x):
    """返回抛物线 2x² 的值；x 可以是数，也可以是张量。"""
    return 2 * x**2


def nudge(function, x, h=1e-5):
    """不用 autograd，用中心差分求 x 处的斜率。"""
    return (function(x + h) - function(x - h)) / (2 * h)


# 一个数进去，一个数出来。
x = torch.tensor(10.0, requires_grad=True)
y = f(x)
print(f"y = 2x² 在 x = 10 处的值：{y.item()}")
print("backward() 之前：x.grad =", x.grad)
y.backward()
print("backward() 之后：x.grad =", x.grad.item())
print(f"轻推 x 得到：    {nudge(f, 10.0):.4f}")
print()

# 一条链：各环的斜率相乘。
x = torch.tensor(10.0, requires_grad=True)
torch.sin(x**2).backward()
print(f"sin(x²) 在 x = 10 处的斜率：{x.grad.item():.4f}")
print(f"手算结果：                {math.cos(10.0**2) * 2 * 10.0:.4f}")
print()

# 直接把斜率拿到手。
x = torch.tensor(10.0, requires_grad=True)
(slope,) = torch.autograd.grad(f(x), x)
print(f"torch.autograd.grad 返回 {slope.item()}，x.grad 仍是 {x.grad}")
