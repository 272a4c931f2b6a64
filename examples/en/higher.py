"""Derivatives of derivatives: x⁴ five times, the curvature of a loss, Newton's step, two modes.

Run it:

    pip install torch scikit-learn
    python higher.py

Expected output:

    x**4 at 2: [32.0, 48.0, 48.0, 24.0, 0.0]
    largest curvature 2.141, so the learning rate must stay below 0.934
    loss after 400 steps with 0.925: 114.2
    loss after 400 steps with 0.944: 24215106901.8
    Newton's step: w = 42.62, b = 13.69
    jacfwd, 3 inputs, 5000 outputs: 90,000
    jacrev, 3 inputs, 5000 outputs: 150,000,000
"""

import torch
from sklearn.datasets import make_regression
from torch.func import grad, hessian, jacfwd, jacrev
from torch.utils.flop_counter import FlopCounterMode


def derivatives(f, at, count):
    """Return the first so many derivatives of f at a number."""
    x = torch.tensor(at, requires_grad=True)
    y, found = f(x), []
    for _ in range(count):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        found.append(y.item())
    return found


features, targets = make_regression(
    n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
)
x, y = torch.tensor(features[:, 0]), torch.tensor(targets)
start = torch.zeros(2, dtype=torch.float64)


def loss(p):
    """Return the mean squared error of the line with w and b in p."""
    return ((x * p[0] + p[1] - y) ** 2).mean()


def descend(lr, steps=400):
    """Return the loss after so many steps of gradient descent on all points."""
    p = start
    for _ in range(steps):
        p = p - lr * grad(loss)(p)
    return loss(p).item()


def cost(jacobian, f, inputs):
    """Return how many additions and multiplications the matrix products of a Jacobian take."""
    with FlopCounterMode(display=False) as counter:
        jacobian(f)(torch.ones(inputs))
    return counter.get_total_flops()


print("x**4 at 2:", derivatives(lambda x: x**4, 2.0, 5))

H = hessian(loss)(start)
largest = torch.linalg.eigvalsh(H)[-1].item()
print(f"largest curvature {largest:.3f}, so the learning rate must stay below {2 / largest:.3f}")
for lr in [0.925, 0.944]:
    print(f"loss after 400 steps with {lr}: {descend(lr):.1f}")

w, b = start - torch.linalg.solve(H, grad(loss)(start))
print(f"Newton's step: w = {w:.2f}, b = {b:.2f}")

torch.manual_seed(0)
matrix = torch.randn(5000, 3)
for jacobian in [jacfwd, jacrev]:
    count = cost(jacobian, lambda p: torch.sin(matrix @ p), 3)
    print(f"{jacobian.__name__}, 3 inputs, 5000 outputs: {count:,}")
