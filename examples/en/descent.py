"""Gradient descent on y = x² + 20, with the values that belong together printed together.

Run it:

    pip install torch matplotlib
    python descent.py
    python descent.py --lr 0.9 --steps 20 --start -7 --save descent.png

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
"""

import argparse
import math
import sys

import matplotlib.pyplot as plt
import torch


def f(x):
    """Return x² + 20; the lowest point is (0, 20)."""
    return x**2 + 20


def descend(start, lr, steps):
    """Return the positions and the values that gradient descent passes, start included."""
    x = torch.tensor(start, requires_grad=True)
    xs, ys = [x.item()], [f(x).item()]
    for _ in range(steps):
        f(x).backward()  # the slope at the present x
        with torch.no_grad():
            x -= lr * x.grad  # one step downhill, not recorded
        x.grad = None  # or the next slope would be added to this one
        xs.append(x.item())
        ys.append(f(x).item())  # the value at the new x
        if not math.isfinite(ys[-1]):
            sys.exit(f"Step {len(ys) - 1} has left the range of float32: --lr {lr} is too large.")
    return xs, ys


def report(xs, ys, lr):
    """Print some steps, the formula on paper, and when y stops changing."""
    print("step        x            y")
    for k in sorted({0, 1, 10, 100, len(xs) - 1}):
        if k < len(xs):
            print(f"{k:4d} {xs[k]:11.6f} {ys[k]:12.6f}")
    k, factor = len(xs) - 1, 1 - 2 * lr
    paper = xs[0] * factor**k
    print(f"On paper x would be {xs[0]} · ({factor:g})^{k} = {paper:.2e}, here it is {xs[-1]:.2e}.")
    if ys[-1] == 20:
        print(f"y = {ys[-1]} exactly, from step {ys.index(20)} on.")


def draw(xs, ys, save):
    """Draw the curve and the path; write it to a file, or show it where there is a screen."""
    widest = max(abs(x) for x in xs) * 1.1 + 0.1
    grid = torch.linspace(-widest, widest, 200)
    plt.plot(grid.numpy(), f(grid).numpy())
    plt.plot(xs, ys, "o-", markersize=3)
    plt.xlabel("x")
    plt.ylabel("y = x² + 20")
    if save:
        plt.savefig(save)
    elif plt.get_backend().lower() != "agg":
        plt.show()


def number(text, kind=float, above=-1e18, below=1e18):
    """Return the number that the text says, if it lies between the two bounds."""
    try:
        value = kind(text)
    except ValueError:
        value = math.nan
    if not above < value < below:
        wanted = "a whole number" if kind is int else "a number"
        message = f"must be {wanted} above {above} and below {below}, got {text}"
        raise argparse.ArgumentTypeError(message)
    return value


def rate(text):
    """Return a learning rate: a number above 0."""
    return number(text, above=0)


def count(text):
    """Return a number of steps: a whole number above 0."""
    return number(text, int, above=0)


def main():
    """Read the options, descend, report and draw."""
    about = "Gradient descent on y = x² + 20."
    parser = argparse.ArgumentParser(description=about, usage=argparse.SUPPRESS)
    parser.add_argument("--lr", type=rate, default=0.01, help="learning rate (0.01)")
    parser.add_argument("--steps", type=count, default=1000, help="how many steps (1000)")
    parser.add_argument("--start", type=number, default=10.0, help="the first x (10)")
    parser.add_argument("--save", metavar="FILE", help="write the picture here: .png, .svg, .pdf")
    options = parser.parse_args()
    if options.save and not options.save.lower().endswith((".png", ".svg", ".pdf")):
        sys.exit(f"--save must name a .png, .svg or .pdf file, got {options.save}")
    xs, ys = descend(options.start, options.lr, options.steps)
    report(xs, ys, options.lr)
    try:
        draw(xs, ys, options.save)
    except (OSError, ValueError) as error:
        sys.exit(f"--save {options.save}: the picture could not be written ({error}).")
    hint = "Add --save descent.png to keep the picture."
    print(f"The picture is in {options.save}." if options.save else hint)


if __name__ == "__main__":
    main()
