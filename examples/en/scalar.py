"""The gradient of one number, by autograd and checked by hand.

Run it:

    pip install torch numpy
    python scalar.py

Expected output:

    y = 2x² at x = 10: 200.0
    before backward(): x.grad = None
    after backward():  x.grad = 40.0
    by nudging x:      40.0000

    sin(x²) at x = 10: slope 17.2464
    by hand:           17.2464

    torch.autograd.grad returns 40.0 and leaves x.grad = None
"""

import math

import torch


def f(x):
    """Return the parabola 2x², for a number or a tensor."""
    return 2 * x**2


def nudge(function, x, h=1e-5):
    """Return the slope at x without autograd: the central difference."""
    return (function(x + h) - function(x - h)) / (2 * h)


# One number in, one number out.
x = torch.tensor(10.0, requires_grad=True)
y = f(x)
print(f"y = 2x² at x = 10: {y.item()}")
print("before backward(): x.grad =", x.grad)
y.backward()
print("after backward():  x.grad =", x.grad.item())
print(f"by nudging x:      {nudge(f, 10.0):.4f}")
print()

# A chain: the slopes of the links are multiplied.
x = torch.tensor(10.0, requires_grad=True)
torch.sin(x**2).backward()
print(f"sin(x²) at x = 10: slope {x.grad.item():.4f}")
print(f"by hand:           {math.cos(10.0**2) * 2 * 10.0:.4f}")
print()

# The slope as a return value.
x = torch.tensor(10.0, requires_grad=True)
(slope,) = torch.autograd.grad(f(x), x)
print(f"torch.autograd.grad returns {slope.item()} and leaves x.grad = {x.grad}")
