"""Bad input raises one clear sentence: which value, and what was expected."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import torch
from torch import Tensor

from autograd_guide import (
    Table,
    draw_graph,
    gradient_descent,
    numerical_gradient,
    plot_descent,
    plot_jacobian,
    plot_landscape,
    plot_lines,
    plot_product,
    plot_tangent,
)

NAN = float("nan")
TEXT: Any = "1"
HALF: Any = 1.5
ONES = torch.ones(2, 2)


def square(x: Tensor) -> Tensor:
    """Return x²."""
    return x**2


def pair(x: Tensor) -> Tensor:
    """Return two elements, where one is wanted."""
    return torch.stack([x, x])


RUN = gradient_descent(square, 1.0, 0.1, 1)


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (
            lambda: gradient_descent(square, 1.0, 0.0, 1),
            ValueError,
            "lr must be .* above 0, got 0.0",
        ),
        (lambda: gradient_descent(square, 1.0, -1, 1), ValueError, "lr must be .* above 0, got -1"),
        (lambda: gradient_descent(square, 1.0, NAN, 1), ValueError, "lr must be .* got nan"),
        (lambda: gradient_descent(square, 1.0, TEXT, 1), TypeError, "lr must be a number, got str"),
        (
            lambda: gradient_descent(square, 1.0, True, 1),
            TypeError,
            "lr must be a number, got bool",
        ),
        (
            lambda: gradient_descent(square, 1.0, 0.1, 0),
            ValueError,
            "steps must be at least 1, got 0",
        ),
        (
            lambda: gradient_descent(square, 1.0, 0.1, HALF),
            TypeError,
            "steps must be a whole number",
        ),
        (
            lambda: gradient_descent(square, NAN, 0.1, 1),
            ValueError,
            "start must hold finite numbers",
        ),
        (lambda: gradient_descent(pair, 1.0, 0.1, 1), ValueError, r"one element, got shape \(2,\)"),
        (
            lambda: gradient_descent(lambda _: 1.0, 1.0, 0.1, 1),
            TypeError,
            "return a tensor, got float",
        ),
        (lambda: numerical_gradient(square, torch.tensor(1)), TypeError, "x .* got torch.int64"),
        (lambda: numerical_gradient(square, TEXT), TypeError, "x must be a number or a tensor"),
        (lambda: numerical_gradient(square, NAN), ValueError, "x must hold finite numbers"),
        (lambda: numerical_gradient(pair, 1.0), ValueError, r"one element, got shape \(2,\)"),
        (lambda: numerical_gradient(square, 1.0, h=0), ValueError, "h must be .* above 0, got 0"),
        (lambda: draw_graph(torch.ones(1), {}), ValueError, "root must be .* without grad_fn"),
        (
            lambda: plot_tangent(square, [5.0], (0, 1), curve="y", tangent="t"),
            ValueError,
            r"must lie in the span \(0, 1\), got 5.0",
        ),
        (
            lambda: plot_tangent(square, [0.0], (1, 0), curve="y", tangent="t"),
            ValueError,
            r"span must be .* the smaller one first, got \(1, 0\)",
        ),
        (lambda: plot_descent(square, {}, (0, 1)), ValueError, "at least one run, got none"),
        (lambda: plot_descent(square, {"": RUN}, (0, NAN)), ValueError, "span must be"),
        (
            lambda: plot_jacobian(ONES, torch.ones(3), rows="ab", columns="ab"),
            ValueError,
            r"shapes \(m, n\) and \(m,\), got \(2, 2\) and \(3,\)",
        ),
        (
            lambda: plot_jacobian(ONES, torch.ones(2), rows="a", columns="ab"),
            ValueError,
            r"must hold \(2, 2\) names, got \(1, 2\)",
        ),
        (lambda: plot_landscape(square, (1, 0)), ValueError, "span must be"),
        (lambda: plot_landscape(square, (0, 1)), ValueError, r"one element, got shape \(2,\)"),
        (lambda: plot_lines({}, xlabel="x", ylabel="y"), ValueError, "at least one series"),
        (
            lambda: plot_product(ONES, torch.ones(3, 2), ("a", "b", "c")),
            ValueError,
            r"shapes \(m, k\) and \(k, n\), got \(2, 2\) and \(3, 2\)",
        ),
        (lambda: Table([]), ValueError, "at least one row"),
        (lambda: Table([{"a": 1}, {"b": 1}]), ValueError, r"row 2 must have .*'a'.*'b'"),
    ],
    ids=count(),
)
def test_bad_input_raises_one_clear_sentence(
    call: Callable[[], object], error: type[Exception], sentence: str
) -> None:
    """Each wrong argument is named, with what was expected instead."""
    with pytest.raises(error, match=sentence) as caught:
        call()
    assert "\n" not in str(caught.value)
