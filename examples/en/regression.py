"""Linear regression: from data to a trained line, a loss curve and a picture.

Run it:

    pip install torch scikit-learn matplotlib
    python regression.py

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
    made from:     w = 42.39, b = 14.50, MSE 114.87
    Add --save line.png to keep the picture.

Then try other values, which print something else:

    python regression.py --epochs 20 --lr 0.1 --batch-size 10 --seed 1
"""

import argparse
import contextlib
import sys
import warnings

import matplotlib.pyplot as plt
import torch
from matplotlib import font_manager
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train(model, x, y, options):
    """Train the model on the columns x and y; return the mean loss of each epoch."""
    loader = DataLoader(TensorDataset(x, y), batch_size=options.batch_size, shuffle=True)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=options.lr)
    history = []
    for _ in range(options.epochs):
        total = 0.0
        for batch_x, target in loader:
            prediction = model(batch_x)
            assert prediction.shape == target.shape  # or a wrong line, without an error
            loss = criterion(prediction, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(target)  # the last batch may be smaller
        history.append(total / len(x))
    return history


def make_data():
    """Return 100 points round a line, as columns, and w and b of this line."""
    x, y, w = make_regression(
        n_samples=100, n_features=1, noise=10, coef=True, bias=14.5, random_state=0
    )
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)  # a column, like x
    return x, y, (float(w), 14.5)


def least_squares(x, y):
    """Return w and b of the line with the least error on these points."""
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    return torch.linalg.lstsq(columns, y).solution.flatten().tolist()


def report(history, lines, x, y):
    """Print the losses, then the trained line, the best one and the one behind the data."""
    for epoch, loss in enumerate(history, start=1):
        if epoch % max(1, len(history) // 10) == 0:
            print(f"epoch {epoch:3d}: loss {loss:.2f}")
    names = ["trained:      ", "least squares:", "made from:    "]
    for name, (w, b) in zip(names, lines, strict=True):
        mse = ((w * x + b - y) ** 2).mean()
        print(f"{name} w = {w:.2f}, b = {b:.2f}, MSE {mse:.2f}")


FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK JP", "SimHei"]


def choose_font(text):
    """Let Matplotlib use a font of this computer that has the characters of the text."""
    present = [name for name in FONTS if name in font_manager.get_font_names()]
    plt.rcParams["font.family"] = [*present, "DejaVu Sans"]
    if not (present or text.isascii()):
        print("The labels need a Chinese font: install Noto Sans CJK SC.", file=sys.stderr)
        warnings.filterwarnings("ignore", "Glyph")  # said once, not for each character


def draw(history, lines, x, y, save):
    """Draw the loss curve and the lines; write them to a file, or show them on a screen."""
    if not save and plt.get_backend().lower() == "agg":
        return  # no screen and no file
    title = "Loss of each epoch"
    choose_font(title)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.plot(range(1, len(history) + 1), history)
    left.set(title=title, xlabel="epoch", ylabel="mean squared error", yscale="log")
    right.plot(x.numpy(), y.numpy(), ".", label="data")
    ends = torch.stack([x.min(), x.max()])
    trained, _, made_from = [w * ends + b for w, b in lines]
    right.plot(ends.numpy(), trained.numpy(), label="trained")
    right.plot(ends.numpy(), made_from.numpy(), "--", label="made from")
    right.set(title="The fitted line", xlabel="x", ylabel="y")
    right.legend()
    if save:
        figure.savefig(save)
    else:
        plt.show()


def number(kind, low, high):
    """Return a function that reads a number from low to high."""

    def read(text):
        with contextlib.suppress(ValueError):
            if low <= kind(text) <= high:
                return kind(text)
        name = "a whole number" if kind is int else "a number"
        message = f"must be {name} from {low} to {high}, got {text}"
        raise argparse.ArgumentTypeError(message)

    return read


def picture(text):
    """Read the name of a picture."""
    if not text.lower().endswith((".png", ".svg", ".pdf")):
        raise argparse.ArgumentTypeError(f"must name a .png, .svg or .pdf file, got {text}")
    return text


def main():
    """Read the options, train, report and draw."""
    rate, count = number(float, 1e-9, 1000), number(int, 1, 10**4)
    size, seed = number(int, 1, 100), number(int, 0, 10**9)
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS)
    parser.add_argument("--epochs", type=count, default=100, help="epochs (100)")
    parser.add_argument("--lr", type=rate, default=0.01, help="learning rate (0.01)")
    parser.add_argument("--batch-size", type=size, default=16, help="samples in a batch (16)")
    parser.add_argument("--seed", type=seed, default=0, help="seed of the random numbers (0)")
    parser.add_argument("--save", type=picture, metavar="FILE", help="write the picture here")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    x, y, made_from = make_data()
    model = nn.Linear(1, 1)
    history = train(model, x, y, options)
    if not history[-1] < 1e30:
        sys.exit(f"The loss has diverged: --lr {options.lr} is too large.")
    trained = model.weight.item(), model.bias.item()
    lines = [trained, least_squares(x, y), made_from]
    report(history, lines, x, y)
    try:
        draw(history, lines, x, y, options.save)
    except OSError as error:
        sys.exit(f"--save {options.save}: the picture could not be written ({error}).")
    hint = "Add --save line.png to keep the picture."
    print(f"The picture is in {options.save}." if options.save else hint)


if __name__ == "__main__":
    main()
