"""Gradients add up: three times, forgotten, and on purpose, to step every k batches.

Run it:

    pip install torch numpy
    python accumulation.py

Expected output:

    x.grad after each backward(): 40.0 80.0 120.0
    after zero_grad(): None

    x after 0, 22, 44, 66 and 88 steps
    cleared:    10.000   6.412   4.111   2.636   1.690
    forgotten:  10.000 -10.016  10.024 -10.024  10.017

    10 samples, one step each for 4, 4 and the 2 left over
    batches of 4, a step every 1: w = [0.1039, 0.0266, -0.2124]
    batches of 2, a step every 2: w = [0.1039, 0.0266, -0.2124]
    batches of 1, a step every 4: w = [0.1039, 0.0266, -0.2124]
    the same up to rounding: True
"""

import torch

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


def train(inputs, targets, size, every):
    """Fit w to the samples: small batches of this size, a step every so many of them."""
    w = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    batches = list(zip(inputs.split(size), targets.split(size), strict=True))
    samples = 0
    for number, (x, y) in enumerate(batches, start=1):
        ((x @ w - y) ** 2).sum().backward()  # is added to w.grad; frees what was saved
        samples += len(y)
        if number % every == 0 or number == len(batches):  # the last group may be smaller
            w.grad /= samples  # from the sum to the mean of this group, whatever its size
            optimizer.step()
            optimizer.zero_grad()
            samples = 0
    return w.detach()


def descend(clear):
    """Return the positions of gradient descent on x² + 20, with or without clearing."""
    x = torch.tensor(10.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.01)
    positions = [x.item()]
    for _ in range(88):
        if clear:
            optimizer.zero_grad()
        (x**2 + 20).backward()
        optimizer.step()
        positions.append(x.item())
    return positions


# Forgotten: on this parabola x swings to and fro and does not settle.
print("x after 0, 22, 44, 66 and 88 steps")
print("cleared:  ", *(f"{x:7.3f}" for x in descend(clear=True)[::22]))
print("forgotten:", *(f"{x:7.3f}" for x in descend(clear=False)[::22]))
print()

# On purpose: the same steps from smaller batches.
torch.manual_seed(0)
inputs, targets = torch.randn(10, 3), torch.randn(10)
print("10 samples, one step each for 4, 4 and the 2 left over")
results = []
for size, every in [(4, 1), (2, 2), (1, 4)]:
    results.append(train(inputs, targets, size, every))
    values = ", ".join(f"{value:.4f}" for value in results[-1].tolist())
    print(f"batches of {size}, a step every {every}: w = [{values}]")
is_same = all(torch.allclose(w, results[0], atol=1e-6) for w in results)
print("the same up to rounding:", is_same)
