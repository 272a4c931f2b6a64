"""Gradients add up: once, twice, three times; forgotten; and on purpose.

Run it:

    pip install torch numpy
    python accumulation.py

Expected output:

    x.grad after each backward(): 40.0 80.0 120.0
    after zero_grad(): None

    x after 0, 22, 44, 66 and 88 steps
    cleared:    10.000   6.412   4.111   2.636   1.690
    forgotten:  10.000 -10.016  10.024 -10.024  10.017
    momentum 1 gives the same numbers: True

    8 samples at once:     [0.9595, -0.4704, -1.0399]
    4 + 4, each divided:   [0.9595, -0.4704, -1.0399]
    4 + 4, not divided:    [1.9190, -0.9407, -2.0797]
"""

import torch


def f(x):
    """Return x² + 20."""
    return x**2 + 20


def descend(clear, momentum=0.0, lr=0.01, steps=88):
    """Return the positions of gradient descent on f, with or without clearing."""
    x = torch.tensor(10.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr, momentum=momentum)
    positions = [x.item()]
    for _ in range(steps):
        if clear:
            optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
        positions.append(x.item())
    return positions


def show(positions):
    """Return every 22nd position as text."""
    return " ".join(f"{x:7.3f}" for x in positions[::22])


# Each backward() adds to .grad.
x = torch.tensor(10.0, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.01)
sums = []
for _ in range(3):
    (2 * x**2).backward()
    sums.append(x.grad.item())
print("x.grad after each backward():", *sums)
optimizer.zero_grad()
print("after zero_grad():", x.grad)
print()

# Forgotten: a pendulum, the same as momentum 1.
forgotten = descend(clear=False)
print("x after 0, 22, 44, 66 and 88 steps")
print("cleared:  ", show(descend(clear=True)))
print("forgotten:", show(forgotten))
print("momentum 1 gives the same numbers:", descend(clear=True, momentum=1.0) == forgotten)
print()

# On purpose: a batch in two parts.
torch.manual_seed(0)
inputs, targets = torch.randn(8, 3), torch.randn(8)
w = torch.zeros(3, requires_grad=True)


def gradient(parts, divide):
    """Return the gradient that the parts of the batch add up to, as text."""
    w.grad = None
    for rows in torch.arange(8).split(8 // parts):
        loss = ((inputs[rows] @ w - targets[rows]) ** 2).mean()
        (loss / parts if divide else loss).backward()
    return "[" + ", ".join(f"{value:.4f}" for value in w.grad.tolist()) + "]"


print("8 samples at once:    ", gradient(1, divide=True))
print("4 + 4, each divided:  ", gradient(2, divide=True))
print("4 + 4, not divided:   ", gradient(2, divide=False))
