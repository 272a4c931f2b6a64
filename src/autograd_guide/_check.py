"""What the helpers ask of their arguments: each check raises one clear sentence."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

# What a function returns is checked, not trusted.
Function = Callable[[Tensor], object]


def positive(name: str, value: float) -> float:
    """Return ``value`` if it is a finite number above zero.

    >>> positive("lr", 0.0)
    Traceback (most recent call last):
    ValueError: lr must be a finite number above 0, got 0.0
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{name} must be a number, got {type(value).__name__}"
        raise TypeError(msg)
    if not (math.isfinite(value) and value > 0):
        msg = f"{name} must be a finite number above 0, got {value}"
        raise ValueError(msg)
    return value


def count(name: str, value: int) -> int:
    """Return ``value`` if it is a whole number of at least one.

    >>> count("steps", 2.5)
    Traceback (most recent call last):
    TypeError: steps must be a whole number, got float
    """
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{name} must be a whole number, got {type(value).__name__}"
        raise TypeError(msg)
    if value < 1:
        msg = f"{name} must be at least 1, got {value}"
        raise ValueError(msg)
    return value


def tensor(name: str, value: object) -> Tensor:
    """Return ``value`` if it is a tensor.

    >>> tensor("loss", 3)
    Traceback (most recent call last):
    TypeError: loss must be a tensor, got int
    """
    if not isinstance(value, Tensor):
        msg = f"{name} must be a tensor, got {type(value).__name__}"
        raise TypeError(msg)
    return value


def floating(name: str, value: Tensor | float, dtype: torch.dtype = torch.float32) -> Tensor:
    """Return ``value`` as a detached tensor of finite floating point numbers.

    A plain number becomes a tensor of ``dtype``; a tensor keeps its own.

    >>> floating("x", torch.tensor([1, 2]))
    Traceback (most recent call last):
    TypeError: x must hold floating point numbers, got torch.int64
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = torch.tensor(float(value), dtype=dtype)
    if not isinstance(value, Tensor):
        msg = f"{name} must be a number or a tensor, got {type(value).__name__}"
        raise TypeError(msg)
    if not value.is_floating_point():
        msg = f"{name} must hold floating point numbers, got {value.dtype}"
        raise TypeError(msg)
    if not value.isfinite().all():
        msg = f"{name} must hold finite numbers, got {value.tolist()}"
        raise ValueError(msg)
    return value.detach()


def interval(name: str, value: tuple[float, float]) -> tuple[float, float]:
    """Return ``value`` if it is two finite numbers, the smaller one first.

    >>> interval("span", (3.0, 1.0))
    Traceback (most recent call last):
    ValueError: span must be two finite numbers, the smaller one first, got (3.0, 1.0)
    """
    low, high = value
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        msg = f"{name} must be two finite numbers, the smaller one first, got {value}"
        raise ValueError(msg)
    return low, high


def scalar_result(f: Function, x: Tensor) -> Tensor:
    """Return ``f(x)`` if it is a tensor with one element.

    >>> scalar_result(lambda x: 2 * x, torch.ones(3))
    Traceback (most recent call last):
    ValueError: the function must return a tensor with one element, got shape (3,)
    """
    y = f(x)
    if not isinstance(y, Tensor):
        msg = f"the function must return a tensor, got {type(y).__name__}"
        raise TypeError(msg)
    if y.numel() != 1:
        msg = f"the function must return a tensor with one element, got shape {tuple(y.shape)}"
        raise ValueError(msg)
    return y
