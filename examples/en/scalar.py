"""The derivative at one number, by autograd and checked by hand.

Run it:

    pip install torch numpy
    python scalar.py

Expected output:

    y = 2x² at x = 10: 200.0
    before backward(): x.grad = None
    after backward():  x.grad = 40.0
    by nudging x:      40.0000

    x = 10.0 → u = x² = 100.0, local slope ×20
    u = 100.0 → y = 2u = 200.0, local slope ×2
    multiplied along the path: 40

    sin(x²) at x = 10: slope 17.2464
    by hand:           17.2464

    torch.autograd.grad returns 40.0 and leaves x.grad = None
"""

import math

import torch

# One number in, one number out.
x = torch.tensor(10.0, requires_grad=True)  # from here on PyTorch records what becomes of x
y = 2 * x**2
print(f"y = 2x² at x = 10: {y.item()}")
print("before backward(): x.grad =", x.grad)
y.backward()  # walk back from y to x
print("after backward():  x.grad =", x.grad.item())


def nudge(function, x, h=1e-5):
    """Return the slope at x without autograd: nudge x up and down."""
    return (function(x + h) - function(x - h)) / (2 * h)


print(f"by nudging x:      {nudge(lambda x: 2 * x**2, 10.0):.4f}")
print()

# The same in two steps: each has a local slope, and the two are multiplied.
u = x**2
y = 2 * u
(du_dx,) = torch.autograd.grad(u, x, retain_graph=True)  # u is walked again below
(dy_du,) = torch.autograd.grad(y, u)
print(f"x = {x.item()} → u = x² = {u.item()}, local slope ×{du_dx:g}")
print(f"u = {u.item()} → y = 2u = {y.item()}, local slope ×{dy_du:g}")
print(f"multiplied along the path: {dy_du * du_dx:g}")
print()

# A chain through sin: cos(x²) times 2x.
x = torch.tensor(10.0, requires_grad=True)
torch.sin(x**2).backward()
print(f"sin(x²) at x = 10: slope {x.grad.item():.4f}")
print(f"by hand:           {math.cos(10.0**2) * 2 * 10.0:.4f}")
print()

# The slope as a return value.
x = torch.tensor(10.0, requires_grad=True)
(slope,) = torch.autograd.grad(2 * x**2, x)
print(f"torch.autograd.grad returns {slope.item()} and leaves x.grad = {x.grad}")
