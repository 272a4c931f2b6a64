"""Batches: an own Dataset, how a DataLoader deals it out, and what that does to the gradient.

Run it:

    pip install torch scikit-learn
    python batches.py

Expected output:

    sample 0: (-0.360, -5.456)
    shapes of a batch: (16, 1) and (16, 1)
    sizes of the batches: [16, 16, 16, 16, 16, 16, 4]
    with drop_last: 6 batches
    TensorDataset, same seed, same batches: True
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
from torch.utils.data import DataLoader, Dataset, TensorDataset


class Points(Dataset):
    """100 points round a line: index → sample."""

    def __init__(self):
        """Make the points."""
        self.x, self.y = make_regression(
            n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
        )

    def __len__(self):
        """Return how many samples there are."""
        return len(self.y)

    def __getitem__(self, index):
        """Return one sample: x and y."""
        return self.x[index, 0], self.y[index]


def collate(samples):
    """Make of a list of samples a column of x and a column of y: samples → batch."""
    return torch.tensor(samples, dtype=torch.float32).split(1, dim=1)


def epoch(dataset, generator, collate_fn=None):
    """Return the batches of one epoch."""
    loader = DataLoader(
        dataset, batch_size=16, shuffle=True, generator=generator, collate_fn=collate_fn
    )
    return list(loader)


def gradient(x, y):
    """Return the gradient of the mean squared error of w x + b at w = 0, b = 0."""
    w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    loss = nn.functional.mse_loss(w * x + b, y)
    return torch.cat(torch.autograd.grad(loss, [w, b]))


def show(name, slopes):
    """Print the slopes with respect to w and b."""
    print(f"{name:<13} {slopes[0]:8.2f} {slopes[1]:8.2f}")


# From samples to batches.
points = Points()
generator = torch.Generator().manual_seed(0)
batches, again = epoch(points, generator, collate), epoch(points, generator, collate)
print(f"sample 0: ({points[0][0]:.3f}, {points[0][1]:.3f})")
print("shapes of a batch:", tuple(batches[0][0].shape), "and", tuple(batches[0][1].shape))
print("sizes of the batches:", [len(x) for x, _ in batches])
print(f"with drop_last: {len(DataLoader(points, batch_size=16, drop_last=True))} batches")

# For tensors that fit into memory all this is ready-made.
x, y = collate([points[index] for index in range(len(points))])
ready_made = epoch(TensorDataset(x, y), torch.Generator().manual_seed(0))
is_same = all(map(torch.equal, ready_made[0], batches[0]))
print("TensorDataset, same seed, same batches:", is_same)
print("the same order in the next epoch:", torch.equal(batches[0][0], again[0][0]))
print()

# The gradient of each batch is an estimate; weighted by their sizes they make up the whole.
print("gradient of each batch at w = 0, b = 0")
parts = torch.stack([gradient(*batch) for batch in batches])
sizes = torch.tensor([len(x) for x, _ in batches])
for size, part in zip(sizes.tolist(), parts, strict=True):
    show(f"{size:4d} samples", part)
show("all samples", gradient(x, y))
show("weighted mean", (parts * sizes[:, None] / 100).sum(dim=0))
show("plain mean", parts.mean(dim=0))
