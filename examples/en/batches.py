"""Batches: how a DataLoader deals out 100 samples, and what that does to the gradient.

Run it:

    pip install torch scikit-learn
    python batches.py

Expected output:

    sizes of the batches: [16, 16, 16, 16, 16, 16, 4]
    with drop_last: 6 batches
    the same order with the same seed: True
    the same order in the next epoch: False

    gradient of each batch at w = 0, b = 0
      16 samples   -117.89   -24.79
      16 samples    -81.40    -6.20
      16 samples   -141.79   -58.80
      16 samples    -84.44   -31.58
      16 samples    -67.37   -41.86
      16 samples    -45.02   -15.41
       4 samples    -61.58   -97.20
    all samples     -88.53   -32.47
    weighted mean   -88.53   -32.47
    plain mean      -85.64   -39.40
"""

import torch
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

features, targets = make_regression(
    n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
)
x = torch.tensor(features, dtype=torch.float32)
y = torch.tensor(targets, dtype=torch.float32).reshape(-1, 1)  # a column, like x
dataset = TensorDataset(x, y)


def epoch(generator):
    """Return the batches of one epoch."""
    return list(DataLoader(dataset, batch_size=16, shuffle=True, generator=generator))


def gradient(xs, ys):
    """Return the gradient of the mean squared error of w x + b at w = 0, b = 0."""
    w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    loss = nn.functional.mse_loss(w * xs + b, ys)
    return torch.cat(torch.autograd.grad(loss, [w, b]))


def show(name, slopes):
    """Print the slopes with respect to w and b."""
    print(f"{name:<13} {slopes[0]:8.2f} {slopes[1]:8.2f}")


# How the samples are dealt out.
generator = torch.Generator().manual_seed(0)
batches, again = epoch(generator), epoch(generator)
fresh = epoch(torch.Generator().manual_seed(0))
print("sizes of the batches:", [len(xs) for xs, _ in batches])
print(f"with drop_last: {len(DataLoader(dataset, batch_size=16, drop_last=True))} batches")
print("the same order with the same seed:", torch.equal(batches[0][0], fresh[0][0]))
print("the same order in the next epoch:", torch.equal(batches[0][0], again[0][0]))
print()

# What each batch says of the gradient, and how the parts make up the whole.
print("gradient of each batch at w = 0, b = 0")
parts = torch.stack([gradient(xs, ys) for xs, ys in batches])
sizes = torch.tensor([len(xs) for xs, _ in batches])
for size, part in zip(sizes.tolist(), parts, strict=True):
    show(f"{size:4d} samples", part)
show("all samples", gradient(x, y))
show("weighted mean", (parts * sizes[:, None] / 100).sum(dim=0))
show("plain mean", parts.mean(dim=0))
