"""What a gradient is: slopes measured by nudging, for one input and for two.

Run it:

    pip install torch numpy
    python gradient.py

Expected output:

    slope of 2x² at x = 10, with ever smaller steps
    h = 1      float64 42.000000   float32  42.0000
    h = 0.01   float64 40.020000   float32  40.0208
    h = 0.0001 float64 40.000200   float32  40.1306
    h = 1e-06  float64 40.000002   float32  45.7764

    gradient of x² + 3y² at (1, 2): [2.0000, 12.0000]
    steepest direction: 81 degrees, the gradient points to 80.54
    one small step against it: height 13.000 becomes 6.690
"""

import math

import torch


def slope(function, x, h):
    """Nudge x by h: how far does the output move, per unit of the nudge?"""
    return (function(x + h) - function(x)) / h


def gradient(function, p, h=1e-5):
    """Nudge one input after the other, up and down: one slope for each input."""
    nudges = torch.eye(len(p), dtype=p.dtype) * h  # row i moves input i alone
    return torch.stack([(function(p + e) - function(p - e)) / (2 * h) for e in nudges])


def f(x):
    """Return 2x²."""
    return 2 * x**2


def g(p):
    """Return x² + 3y² for p = (x, y)."""
    return p[0] ** 2 + 3 * p[1] ** 2


# One input: the ratio settles, until float32 runs out of digits.
print("slope of 2x² at x = 10, with ever smaller steps")
for h in [1, 1e-2, 1e-4, 1e-6]:
    double = slope(f, torch.tensor(10.0, dtype=torch.float64), h)
    single = slope(f, torch.tensor(10.0), h)
    print(f"h = {h:<6} float64 {double:.6f}   float32 {single:8.4f}")
print()

# Two inputs: two slopes, one arrow, and no direction climbs faster.
p = torch.tensor([1.0, 2.0], dtype=torch.float64)
uphill = gradient(g, p)
print(f"gradient of x² + 3y² at (1, 2): [{uphill[0]:.4f}, {uphill[1]:.4f}]")


def climb(degrees, length=1e-4):
    """Return how much higher g is after a small step from p in this direction."""
    angle = torch.tensor(math.radians(degrees), dtype=p.dtype)
    return g(p + length * torch.stack([angle.cos(), angle.sin()])) - g(p)


best = max(range(360), key=climb)
angle = math.degrees(math.atan2(uphill[1], uphill[0]))
print(f"steepest direction: {best} degrees, the gradient points to {angle:.2f}")
print(f"one small step against it: height {g(p):.3f} becomes {g(p - 0.05 * uphill):.3f}")
