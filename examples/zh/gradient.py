"""什么是梯度：轻推输入，量出斜率；先看一个输入，再看两个。

运行方法：

    pip install torch numpy
    python gradient.py

运行结果：

    2x² 在 x = 10 处的斜率，步子越来越小
    h = 1      float64 42.000000   float32  42.0000
    h = 0.01   float64 40.020000   float32  40.0208
    h = 0.0001 float64 40.000200   float32  40.1306
    h = 1e-06  float64 40.000002   float32  45.7764

    x² + 3y² 在 (1, 2) 处的梯度：[2.0000, 12.0000]
    最陡的方向：81 度；梯度指向 80.54 度
    逆着它走一小步：高度从 13.000 变成 6.690
"""

import math

import torch


def f(x):
    """返回 2x²。"""
    return 2 * x**2


def g(p):
    """p = (x, y) 时返回 x² + 3y²。"""
    return p[0] ** 2 + 3 * p[1] ** 2


def measured_gradient(function, p, h=1e-5):
    """逐个输入上下轻推，再除以推动的距离。"""
    nudges = torch.eye(len(p), dtype=p.dtype) * h
    return torch.stack([(function(p + e) - function(p - e)) / (2 * h) for e in nudges])


def climb(p, degrees, size=1e-4):
    """返回从 p 往这个方向走时，g 上升得有多陡。"""
    angle = math.radians(degrees)
    step = size * torch.tensor([math.cos(angle), math.sin(angle)], dtype=p.dtype)
    return (g(p + step) - g(p)).item() / size


# 一个输入：比值会稳定下来，直到 float32 的位数用完。
print("2x² 在 x = 10 处的斜率，步子越来越小")
x = torch.tensor(10.0)
for h in [1, 1e-2, 1e-4, 1e-6]:
    double = (f(10.0 + h) - f(10.0)) / h
    single = ((f(x + h) - f(x)) / h).item()
    print(f"h = {h:<6} float64 {double:.6f}   float32 {single:8.4f}")
print()

# 两个输入：两个斜率，一个箭头。
p = torch.tensor([1.0, 2.0], dtype=torch.float64)
gradient = measured_gradient(g, p)
print(f"x² + 3y² 在 (1, 2) 处的梯度：[{gradient[0]:.4f}, {gradient[1]:.4f}]")
best = max(range(360), key=lambda degrees: climb(p, degrees))
uphill = math.degrees(math.atan2(gradient[1], gradient[0]))
print(f"最陡的方向：{best} 度；梯度指向 {uphill:.2f} 度")
lower = p - 0.05 * gradient
print(f"逆着它走一小步：高度从 {g(p):.3f} 变成 {g(lower):.3f}")
