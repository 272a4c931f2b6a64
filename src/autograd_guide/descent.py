"""Gradient descent that remembers every step."""

from typing import NamedTuple

import torch
from torch import Tensor

from autograd_guide import _check


class Descent(NamedTuple):
    """The history of one run of gradient descent.

    Attributes:
        lr: The learning rate of the run.
        x: The positions, start included: shape ``(steps + 1, *start.shape)``.
        y: The value of the function at each of these positions: shape ``(steps + 1,)``.
    """

    lr: float
    x: Tensor
    y: Tensor


def gradient_descent(f: _check.Function, start: Tensor | float, lr: float, steps: int) -> Descent:
    """Walk downhill: ``steps`` times x ← x - lr · f′(x), and keep what was passed on the way.

    Args:
        f: Takes a tensor of the shape of ``start``, returns a tensor with one element.
        start: The first position: a number (float32) or a floating point tensor.
        lr: The learning rate: how far to go per unit of slope; above 0.
        steps: How many updates; at least 1.

    Returns:
        The history, with every ``y`` computed at the ``x`` beside it.

    Raises:
        TypeError: ``start`` holds no floating point numbers, or ``steps`` is not whole.
        ValueError: ``lr`` or ``steps`` is not above 0, ``start`` is not finite, or ``f`` returns
            several elements.

    >>> run = gradient_descent(lambda x: x**2 + 20, start=10.0, lr=0.1, steps=2)
    >>> [round(x, 4) for x in run.x.tolist()]  # each step multiplies x by 1 - 2 · 0.1
    [10.0, 8.0, 6.4]
    >>> [round(y, 4) for y in run.y.tolist()]
    [120.0, 84.0, 60.96]
    """
    _check.positive("lr", lr)
    _check.count("steps", steps)
    x = _check.floating("start", start).clone().requires_grad_()
    xs, ys = [x.detach().clone()], [_check.scalar_result(f, x)]
    for _ in range(steps):
        (slope,) = torch.autograd.grad(ys[-1], x)
        with torch.no_grad():
            x -= lr * slope
        xs.append(x.detach().clone())
        ys.append(_check.scalar_result(f, x))
    return Descent(lr, torch.stack(xs), torch.stack([y.detach().reshape(()) for y in ys]))
