"""Is the line any good? A wrong loss curve, a missing reshape, and points that it has not seen.

Run it:

    pip install torch scikit-learn
    python diagnosis.py

Expected output:

    loss in epoch    1     30    100
    right       1993.5  114.8  114.5
    wrong        142.4   25.0   13.1

    target (16, 1): w = 42.80, b = 13.80, MSE 114
    target (16,):   w = 5.25, b = 15.48, MSE 1533

    fitted to 80 points: w = 42.79, b = 13.78
    MSE on these 80: 118.5, on the other 20: 97.1
    200 splits: ratio from 0.41 to 2.29, median 0.99
"""

import torch
from sklearn.datasets import make_regression
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def right_curve(epochs):
    """Return the loss of each epoch: begun anew, each sample counted once."""
    return [sum(loss * size for loss, size in batches) / 100 for batches in epochs]


def wrong_curve(epochs):
    """Return what many programs plot instead: their sums are never set back to 0."""
    curve, total, samples = [], 0.0, 0
    for batches in epochs:
        total += sum(loss for loss, _ in batches)  # the last 4 samples count like 16
        samples += sum(size for _, size in batches)
        curve.append(total / samples)  # batch means, divided by a number of samples
    return curve


def held_out(x, y, seed):
    """Fit a line to 80 points; return it, and its error on these and on the other 20."""
    x_fit, x_test, y_fit, y_test = train_test_split(x, y, test_size=0.2, random_state=seed)
    columns = torch.cat([x_fit, torch.ones_like(x_fit)], dim=1)
    w, b = torch.linalg.lstsq(columns, y_fit).solution
    return w, b, mse(w * x_fit + b, y_fit), mse(w * x_test + b, y_test)


def mse(prediction, target):
    """Return the mean squared error. If the shapes differ, it says nothing."""
    return ((prediction - target) ** 2).mean()


def train(x, y):
    """Train a line; return it with the loss and the size of each batch, epoch by epoch."""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    epochs = []
    for _ in range(100):
        epochs.append([])
        for batch_x, target in loader:
            prediction = model(batch_x)
            loss = mse(prediction, target)  # assert prediction.shape == target.shape is missing
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epochs[-1].append((loss.item(), len(target)))
    return model, epochs


def show(target, model, x, y):
    """Print a trained line and its error on all points."""
    with torch.no_grad():
        w, b, error = model.weight.item(), model.bias.item(), mse(model(x), y)
    print(f"target {target:<8} w = {w:.2f}, b = {b:.2f}, MSE {error:.0f}")


x, y = make_regression(n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0)
x = torch.tensor(x, dtype=torch.float32)
y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)

# One training, two curves.
line, epochs = train(x, y)
print("loss in epoch    1     30    100")
for name, curve in [("right     ", right_curve(epochs)), ("wrong     ", wrong_curve(epochs))]:
    print(name, f"{curve[0]:7.1f} {curve[29]:6.1f} {curve[99]:6.1f}")
print()

# Without reshape each prediction is compared with each target, and nothing is said.
flat_line, _ = train(x, y.flatten())
show("(16, 1):", line, x, y)
show("(16,):", flat_line, x, y)
print()

# One split of 20 points is a weak sign: other splits, other ratios.
w, b, fit, test = held_out(x, y, seed=0)
print(f"fitted to 80 points: w = {w.item():.2f}, b = {b.item():.2f}")
print(f"MSE on these 80: {fit:.1f}, on the other 20: {test:.1f}")
errors = torch.tensor([held_out(x, y, seed)[2:] for seed in range(200)])
ratio = errors[:, 1] / errors[:, 0]  # error on the 20 points / error on the 80
print(f"200 splits: ratio from {ratio.min():.2f} to {ratio.max():.2f}, median {ratio.median():.2f}")
