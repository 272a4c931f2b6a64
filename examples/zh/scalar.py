"""一个数处的导数：先用 autograd 算，再用手算核对。

运行方法：

    pip install torch numpy
    python scalar.py

运行结果：

    y = 2x² 在 x = 10 处的值：200.0
    backward() 之前：x.grad = None
    backward() 之后：x.grad = 40.0
    轻推 x 得到：    40.0000

    x = 10.0 → u = x² = 100.0，局部导数 ×20
    u = 100.0 → y = 2u = 200.0，局部导数 ×2
    沿路径相乘：40

    sin(x²) 在 x = 10 处的导数：17.2464
    手算结果：                17.2464

    torch.autograd.grad 返回 40.0，x.grad 仍是 None
"""

import math

import torch

# 输入一个数，输出一个数。
x = torch.tensor(10.0, requires_grad=True)  # 从这里起，PyTorch 会记录由 x 算出的一切
y = 2 * x**2
print(f"y = 2x² 在 x = 10 处的值：{y.item()}")
print("backward() 之前：x.grad =", x.grad)
y.backward()  # 从 y 往回走到 x
print("backward() 之后：x.grad =", x.grad.item())


def nudge(function, x, h=1e-5):
    """不用 autograd 求 x 处的导数：把 x 往两边各推一点。"""
    return (function(x + h) - function(x - h)) / (2 * h)


print(f"轻推 x 得到：    {nudge(lambda x: 2 * x**2, 10.0):.4f}")
print()

# 同一个函数分成两步：每一步有自己的局部导数，两个相乘。
u = x**2
y = 2 * u
(du_dx,) = torch.autograd.grad(u, x, retain_graph=True)  # 下面还要经过 u 这一步
(dy_du,) = torch.autograd.grad(y, u)
print(f"x = {x.item()} → u = x² = {u.item()}，局部导数 ×{du_dx:g}")
print(f"u = {u.item()} → y = 2u = {y.item()}，局部导数 ×{dy_du:g}")
print(f"沿路径相乘：{dy_du * du_dx:g}")
print()

# 复合函数求导：cos(x²) 乘以 2x。
x = torch.tensor(10.0, requires_grad=True)
torch.sin(x**2).backward()
print(f"sin(x²) 在 x = 10 处的导数：{x.grad.item():.4f}")
print(f"手算结果：                {math.cos(10.0**2) * 2 * 10.0:.4f}")
print()

# 让导数作为返回值。
x = torch.tensor(10.0, requires_grad=True)
(slope,) = torch.autograd.grad(2 * x**2, x)
print(f"torch.autograd.grad 返回 {slope.item()}，x.grad 仍是 {x.grad}")
