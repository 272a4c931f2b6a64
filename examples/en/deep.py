"""When gradients go wrong: 30 layers measured, three cures, and a nan from an unused branch.

Run it:

    pip install torch
    python deep.py

Expected output:

    length of the gradient at the first of 30 layers
      sigmoid:             4e-25
      with normalisation:  1e+00
      with residuals:      1e+00
      ReLU, weights × 0.8: 1e-03
      ReLU, weights × 1.0: 8e-01
      ReLU, weights × 1.2: 2e+02
    where:            nan
    with a safe input: 1.0
"""

import torch
from torch import nn


def first_gradient(layer, depth=30, width=64):
    """Return the length of the gradient at the first layer; at the last one it is 1."""
    torch.manual_seed(0)
    h = torch.randn(128, width, dtype=torch.float64, requires_grad=True)
    sizes = []
    for _ in range(depth):
        h = layer(h)
        h.register_hook(lambda gradient: sizes.append(gradient.norm().item()))
    upstream = torch.randn_like(h)
    h.backward(upstream / upstream.norm())
    return sizes[-1]  # backward() comes to the first layer last


def linear(h):
    """Apply a new linear layer."""
    return nn.Linear(h.shape[1], h.shape[1], dtype=h.dtype)(h)


def drawn(h, factor):
    """Apply a ReLU layer whose weights are factor times √(2/n)."""
    n = h.shape[1]
    return torch.relu(h @ torch.randn(n, n, dtype=h.dtype) * factor * (2 / n) ** 0.5)


def normalised(h):
    """Normalise, then apply a sigmoid layer."""
    return torch.sigmoid(linear(nn.functional.layer_norm(h, h.shape[1:])))


print("length of the gradient at the first of 30 layers")
print(f"  sigmoid:             {first_gradient(lambda h: torch.sigmoid(linear(h))):.0e}")
print(f"  with normalisation:  {first_gradient(normalised):.0e}")
print(f"  with residuals:      {first_gradient(lambda h: h + torch.sigmoid(linear(h))):.0e}")
for factor in [0.8, 1.0, 1.2]:
    size = first_gradient(lambda h, factor=factor: drawn(h, factor))
    print(f"  ReLU, weights × {factor}: {size:.0e}")

a = torch.tensor(100.0, requires_grad=True)
torch.where(a <= 0, torch.exp(a), 1 + a).backward()
print("where:           ", a.grad.item())
a.grad = None
safe = torch.where(a <= 0, a, 0.0)
torch.where(a <= 0, torch.exp(safe), 1 + a).backward()
print("with a safe input:", a.grad.item())
