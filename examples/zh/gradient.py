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


def slope(function, x, h):
    """把 x 推动 h：输出的变化是推动量的多少倍？"""
    return (function(x + h) - function(x)) / h


def gradient(function, p, h=1e-5):
    """逐个输入往两边各推一点：每个输入有一个偏导数。"""
    nudges = torch.eye(len(p), dtype=p.dtype) * h  # 第 i 行只推动输入 i
    return torch.stack([(function(p + e) - function(p - e)) / (2 * h) for e in nudges])


def f(x):
    """返回 2x²。"""
    return 2 * x**2


def g(p):
    """p = (x, y) 时返回 x² + 3y²。"""
    return p[0] ** 2 + 3 * p[1] ** 2


# 一个输入：比值会稳定下来，直到 float32 的位数不够用。
print("2x² 在 x = 10 处的斜率，步子越来越小")
for h in [1, 1e-2, 1e-4, 1e-6]:
    double = slope(f, torch.tensor(10.0, dtype=torch.float64), h)
    single = slope(f, torch.tensor(10.0), h)
    print(f"h = {h:<6} float64 {double:.6f}   float32 {single:8.4f}")
print()

# 两个输入：两个偏导数合成一个箭头，没有哪个方向比它上升得更快。
p = torch.tensor([1.0, 2.0], dtype=torch.float64)
uphill = gradient(g, p)
print(f"x² + 3y² 在 (1, 2) 处的梯度：[{uphill[0]:.4f}, {uphill[1]:.4f}]")


def climb(degrees, length=1e-4):
    """从 p 往这个方向走一小步，返回 g 升高了多少。"""
    angle = torch.tensor(math.radians(degrees), dtype=p.dtype)
    return g(p + length * torch.stack([angle.cos(), angle.sin()])) - g(p)


best = max(range(360), key=climb)
angle = math.degrees(math.atan2(uphill[1], uphill[0]))
print(f"最陡的方向：{best} 度；梯度指向 {angle:.2f} 度")
print(f"逆着它走一小步：高度从 {g(p):.3f} 变成 {g(p - 0.05 * uphill):.3f}")
