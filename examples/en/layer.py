"""The gradients of one layer, by autograd and by formula.

Run it:

    pip install torch numpy
    python layer.py

Expected output:

    all features 1: the rows of w.grad are equal
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
    b.grad
      0.9170  -0.4015  -3.2085

    MSELoss            w.grad agrees with the formula: True
    L1Loss             w.grad agrees with the formula: True
    BCEWithLogitsLoss  w.grad agrees with the formula: True
"""

import torch
from torch import nn


def show(rows):
    """Print a matrix row by row."""
    for row in rows.tolist():
        print(" ".join(f"{value:8.4f}" for value in row))


# Two samples, five features, three outputs; every feature is 1.
torch.manual_seed(0)
x, y = torch.ones(2, 5), torch.zeros(2, 3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
mse = nn.MSELoss()
mse(x @ w + b, y).backward()
print("all features 1: the rows of w.grad are equal")
show(w.grad)
print("b.grad")
show(b.grad[None])
print()

# Real features, three losses: only the slope with respect to z changes.
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
    print(f"{name:<18} w.grad agrees with the formula: {agrees}")
