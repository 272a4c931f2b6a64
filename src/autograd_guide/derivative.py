"""The gradient without autograd: central differences in float64."""

import torch
from torch import Tensor

from autograd_guide import _check


def numerical_gradient(f: _check.Function, x: Tensor | float, h: float = 1e-5) -> Tensor:
    """Nudge every element of ``x`` up and down by ``h`` and measure how far ``f`` moves.

    Each element of the result is (f(x + h·e) - f(x - h·e)) / 2h, the central difference; its
    error falls with h² until rounding takes over (Numerical Recipes, section 5.7).

    Args:
        f: Takes a float64 tensor of the shape of ``x``, returns a tensor with one element.
        x: Where to measure: a number or a floating point tensor of any shape.
        h: Half the distance between the two measurements, in units of ``x``.

    Returns:
        A float64 tensor of the shape of ``x``.

    Raises:
        TypeError: ``x`` holds no floating point numbers, or ``f`` returns no tensor.
        ValueError: ``x`` is not finite, ``h`` is not above 0, ``f`` returns several elements.

    >>> numerical_gradient(lambda x: 2 * x**2, 10.0).round(decimals=4)  # 4x = 40
    tensor(40., dtype=torch.float64)
    >>> numerical_gradient(lambda x: (x**2).sum(), torch.tensor([1.0, -3.0])).round(decimals=4)
    tensor([ 2., -6.], dtype=torch.float64)
    """
    _check.positive("h", h)
    point = _check.floating("x", x, torch.float64).double()
    nudges = torch.eye(point.numel(), dtype=point.dtype).reshape(-1, *point.shape) * h
    with torch.no_grad():
        slopes = [
            (_check.scalar_result(f, point + e) - _check.scalar_result(f, point - e)).item()
            / (2 * h)
            for e in nudges
        ]
    return torch.tensor(slopes, dtype=point.dtype).reshape(point.shape)
