"""The gradient of each sample: train a line on data with wrong targets, with and without a limit.

Run it:

    pip install torch
    python samples.py

Expected output:

    no limit   w =  -4.63, b =  9.73
    limit 0.5  w =   2.91, b =  1.06
"""

import torch
from torch import nn
from torch.func import functional_call, grad, vmap


def data():
    """Return 100 points round the line y = 3x + 1; the first 5 targets are wrong by 100."""
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(100, 1, generator=generator)
    y = 3 * x + 1 + 0.1 * torch.randn(100, 1, generator=generator)
    y[:5] += 100
    return x, y


def sample_gradients(model, x, y):
    """Return a row for each sample: its gradient with respect to all parameters."""

    def loss(parameters, x, y):
        return ((functional_call(model, parameters, (x,)) - y) ** 2).mean()

    parameters = {name: p.detach() for name, p in model.named_parameters()}
    found = vmap(grad(loss), in_dims=(None, 0, 0))(parameters, x, y)
    return torch.cat([g.flatten(1) for g in found.values()], dim=1)


def fit(x, y, limit, steps=300, lr=0.5):
    """Train a line by gradient descent; no sample's gradient counts with more than `limit`."""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    for _ in range(steps):
        rows = sample_gradients(model, x, y)
        lengths = rows.norm(dim=1, keepdim=True)
        step = (rows * (limit / lengths).clamp(max=1)).mean(dim=0)
        with torch.no_grad():
            model.weight -= lr * step[:1]  # step is the gradient for w and the one for b
            model.bias -= lr * step[1:]
    return model


if __name__ == "__main__":
    x, y = data()
    for name, limit in [("no limit", float("inf")), ("limit 0.5", 0.5)]:
        model = fit(x, y, limit)
        w, b = model.weight.item(), model.bias.item()
        print(f"{name:10} w = {w:6.2f}, b = {b:5.2f}")
