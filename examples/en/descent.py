"""Gradient descent on y = x² + 20, with the values that belong together printed together.

Run it:

    pip install torch matplotlib
    python descent.py

Expected output:

    step        x            y
       0   10.000000   120.000000
       1    9.800000   116.040001
      10    8.170728    86.760788
     100    1.326196    21.758795
    1000    0.000000    20.000000
    On paper x would be 10.0 · (0.98)^1000 = 1.68e-08, here it is 1.68e-08.
    y = 20.0 exactly, from step 458 on.
    Add --save descent.png to keep the picture.

Then try other values, which print something else:

    python descent.py --lr 0.9 --steps 20 --start -7
"""

import argparse
import contextlib
import math
import sys

import matplotlib.pyplot as plt
import torch


def f(x):
    """Return x² + 20; the lowest point is (0, 20)."""
    return x**2 + 20


def descend(start, lr, steps):
    """Return x and f(x) at each step of gradient descent, start included."""
    x = torch.tensor(start, requires_grad=True)
    history = [(x.item(), f(x).item())]
    for _ in range(steps):
        f(x).backward()  # the derivative at the present x
        with torch.no_grad():
            x -= lr * x.grad  # one step downhill, not recorded
        x.grad = None  # or the next derivative would be added to this one
        history.append((x.item(), f(x).item()))  # the value at the new x
    return history


def report(history, lr):
    """Print some steps, the formula on paper, and when y stops changing."""
    last, (start, _), (x, y) = len(history) - 1, history[0], history[-1]
    if not math.isfinite(y):
        sys.exit(f"x has left the range of float32: --lr {lr} is too large.")
    print("step        x            y")
    for k in sorted({0, 1, min(10, last), min(100, last), last}):
        print(f"{k:4d} {history[k][0]:11.6f} {history[k][1]:12.6f}")
    factor = 1 - 2 * lr
    paper = start and start * factor**last  # 0 stays 0, at any rate
    print(f"On paper x would be {start} · ({factor:g})^{last} = {paper:.2e}, here it is {x:.2e}.")
    if y == 20:
        first = [y for _, y in history].index(20)
        print(f"y = {y} exactly, from step {first} on.")


def draw(history, save):
    """Draw the curve and the path; write them to a file, or show them on a screen."""
    widest = max(abs(x) for x, _ in history) * 1.1 + 0.1
    grid = torch.linspace(-widest, widest, 200)
    plt.plot(grid.numpy(), f(grid).numpy())
    plt.plot(*zip(*history, strict=True), "o-", markersize=3)
    plt.xlabel("x")
    plt.ylabel("y = x² + 20")
    if save:
        plt.savefig(save)
    elif plt.get_backend().lower() != "agg":  # agg: there is no screen
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
    """Read the options, descend, report and draw."""
    rate, count, place = number(float, 1e-9, 1000), number(int, 1, 10**6), number(float, -1e6, 1e6)
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS)
    parser.add_argument("--lr", type=rate, default=0.01, help="learning rate (0.01)")
    parser.add_argument("--steps", type=count, default=1000, help="how many steps (1000)")
    parser.add_argument("--start", type=place, default=10.0, help="the first x (10)")
    parser.add_argument("--save", type=picture, metavar="FILE", help="write the picture here")
    options = parser.parse_args()
    history = descend(options.start, options.lr, options.steps)
    report(history, options.lr)
    try:
        draw(history, options.save)
    except OSError as error:
        sys.exit(f"--save {options.save}: the picture could not be written ({error}).")
    hint = "Add --save descent.png to keep the picture."
    print(f"The picture is in {options.save}." if options.save else hint)


if __name__ == "__main__":
    main()
