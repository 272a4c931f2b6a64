"""Linear regression: from data to a trained line, a loss curve and a picture.

Run it:

    pip install torch scikit-learn matplotlib
    python regression.py
    python regression.py --epochs 20 --lr 0.1 --batch-size 10 --seed 1 --save line.png

Expected output:

    epoch  10: loss 233.06
    epoch  20: loss 121.84
    epoch  30: loss 114.76
    epoch  40: loss 114.37
    epoch  50: loss 114.49
    epoch  60: loss 114.60
    epoch  70: loss 114.34
    epoch  80: loss 114.35
    epoch  90: loss 114.50
    epoch 100: loss 114.47
    trained:       w = 42.80, b = 13.80, MSE 114.22
    least squares: w = 42.62, b = 13.69, MSE 114.17
    made from:     w = 42.39, b = 14.50
    Add --save line.png to keep the picture.
"""

import argparse
import sys

import matplotlib.pyplot as plt
import torch
from matplotlib import font_manager
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

LABELS = {
    "curve": "Loss of each epoch",
    "epoch": "epoch",
    "loss": "mean squared error",
    "line": "The fitted line",
    "data": "data",
    "trained": "trained",
    "true": "made from",
}
FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK JP", "SimHei"]
BIAS = 14.5


def make_data():
    """Return 100 points round a line, as columns, and the slope of the line."""
    x, y, slope = make_regression(
        n_samples=100, n_features=1, noise=10, coef=True, bias=BIAS, random_state=0
    )
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)  # without it: a wrong line
    return x, y, float(slope)


def train(model, dataset, options):
    """Train the model and return the mean loss of each epoch."""
    loader = DataLoader(dataset, batch_size=options.batch_size, shuffle=True)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=options.lr)
    history = []
    for epoch in range(1, options.epochs + 1):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)  # the last batch may be smaller
        history.append(total / len(dataset))
        if epoch % max(1, options.epochs // 10) == 0:
            print(f"epoch {epoch:3d}: loss {history[-1]:.2f}", flush=True)
        if not history[-1] < 1e30:
            sys.exit(f"The loss ran away in epoch {epoch}: --lr {options.lr} is too large.")
    return history


def report(model, x, y, slope):
    """Print the trained line beside the best one and the one that the data came from."""
    with torch.no_grad():
        w, b = model.weight.item(), model.bias.item()
        mse = nn.functional.mse_loss(model(x), y)
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    best = torch.linalg.lstsq(columns, y).solution
    best_mse = nn.functional.mse_loss(columns @ best, y)
    print(f"trained:       w = {w:.2f}, b = {b:.2f}, MSE {mse:.2f}")
    print(f"least squares: w = {best[0, 0]:.2f}, b = {best[1, 0]:.2f}, MSE {best_mse:.2f}")
    print(f"made from:     w = {slope:.2f}, b = {BIAS:.2f}")


def choose_font():
    """Let Matplotlib use a font that this computer has and that holds the labels."""
    present = [name for name in FONTS if name in font_manager.get_font_names()]
    plt.rcParams["font.family"] = [*present, "DejaVu Sans"]
    if not (present or "".join(LABELS.values()).isascii()):
        print("The labels need a Chinese font: install Noto Sans CJK SC.", file=sys.stderr)


def draw(model, x, y, slope, history, save):
    """Draw the loss curve and the line; write them to a file, or show them on a screen."""
    if not save and plt.get_backend().lower() == "agg":
        return
    choose_font()
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.plot(range(1, len(history) + 1), history)
    left.set(title=LABELS["curve"], xlabel=LABELS["epoch"], ylabel=LABELS["loss"], yscale="log")
    positions = torch.linspace(x.min(), x.max(), 50).reshape(-1, 1)
    with torch.no_grad():
        trained = model(positions)
    right.plot(x.numpy(), y.numpy(), ".", label=LABELS["data"])
    right.plot(positions.numpy(), trained.numpy(), label=LABELS["trained"])
    right.plot(positions.numpy(), (slope * positions + BIAS).numpy(), "--", label=LABELS["true"])
    right.set(title=LABELS["line"], xlabel="x", ylabel="y")
    right.legend()
    if save:
        figure.savefig(save)
    else:
        plt.show()


def number(kind, above, below):
    """Return a function that reads a number between the two bounds."""

    def read(text):
        try:
            value = kind(text)
        except ValueError:
            value = above
        if not above < value < below:
            wanted = "a whole number" if kind is int else "a number"
            message = f"must be {wanted} above {above} and below {below}, got {text}"
            raise argparse.ArgumentTypeError(message)
        return value

    return read


def main():
    """Read the options, train, report and draw."""
    about = "Linear regression with PyTorch."
    parser = argparse.ArgumentParser(description=about, usage=argparse.SUPPRESS)
    epochs, rate, size, seed = (
        number(int, 0, 100_000),
        number(float, 0, 1000),
        number(int, 0, 101),
        number(int, -1, 2**63),
    )
    parser.add_argument("--epochs", type=epochs, default=100, help="epochs (100)")
    parser.add_argument("--lr", type=rate, default=0.01, help="learning rate (0.01)")
    parser.add_argument("--batch-size", type=size, default=16, help="samples in a batch (16)")
    parser.add_argument("--seed", type=seed, default=0, help="seed of the random numbers (0)")
    parser.add_argument("--save", metavar="FILE", help="write the picture here: .png, .svg, .pdf")
    options = parser.parse_args()
    if options.save and not options.save.lower().endswith((".png", ".svg", ".pdf")):
        sys.exit(f"--save must name a .png, .svg or .pdf file, got {options.save}")
    torch.manual_seed(options.seed)
    x, y, slope = make_data()
    model = nn.Linear(1, 1)
    history = train(model, TensorDataset(x, y), options)
    report(model, x, y, slope)
    try:
        draw(model, x, y, slope, history, options.save)
    except (OSError, ValueError) as error:
        sys.exit(f"--save {options.save}: the picture could not be written ({error}).")
    hint = "Add --save line.png to keep the picture."
    print(f"The picture is in {options.save}." if options.save else hint)


if __name__ == "__main__":
    main()
