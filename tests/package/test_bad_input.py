"""Each public function raises an error of one sentence for a bad argument."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import torch
from torch import Tensor

from autograd_guide import (
    Table,
    _check,
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

NAN, INF = float("nan"), float("inf")
TEXT: Any = "1"
HALF: Any = 1.5
ONES = torch.ones(2, 2)


def square(x: Tensor) -> Tensor:
    """Return x²."""
    return x**2


def pair(x: Tensor) -> Tensor:
    """Return two elements, where the helpers expect a function to one."""
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
        (lambda: gradient_descent(square, 1.0, INF, 1), ValueError, "lr must be .* got inf"),
        (lambda: gradient_descent(square, 1.0, 0.1, True), TypeError, "steps .* got bool"),
        (lambda: gradient_descent(square, True, 0.1, 1), TypeError, "start must .* got bool"),
        (lambda: gradient_descent(square, INF, 0.1, 1), ValueError, "start must .* got inf"),
        (
            lambda: gradient_descent(square, torch.tensor([1.0, NAN]), 0.1, 1),
            ValueError,
            r"start must hold finite numbers, got \[1.0, nan\]",
        ),
        (lambda: plot_landscape(square, (1, 1)), ValueError, "smaller one first, got .1, 1."),
        (lambda: plot_landscape(square, (-INF, 1)), ValueError, "two finite numbers"),
        (lambda: plot_landscape(square, (0, INF)), ValueError, "two finite numbers"),
        (
            lambda: plot_descent(square, {"": RUN}, (0, 1), columns=0),
            ValueError,
            "columns must be at least 1, got 0",
        ),
        (
            lambda: plot_tangent(square, [-0.5], (0, 1), curve="y", tangent="t"),
            ValueError,
            r"must lie in the span \(0, 1\), got -0.5",
        ),
        (
            lambda: plot_jacobian(ONES[0], torch.ones(2), rows="ab", columns="ab"),
            ValueError,
            r"shapes \(m, n\) and \(m,\), got \(2,\) and \(2,\)",
        ),
        (
            lambda: plot_product(torch.ones(2), ONES, ("a", "b", "c")),
            ValueError,
            r"got \(2,\) and \(2, 2\)",
        ),
        (
            lambda: plot_product(ONES, torch.ones(2), ("a", "b", "c")),
            ValueError,
            r"got \(2, 2\) and \(2,\)",
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
    """The message names the argument and what was expected instead, on one line."""
    with pytest.raises(error, match=sentence) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_a_tensor_is_taken_without_its_graph() -> None:
    """A checked tensor requires no gradient, and a plain number becomes a float32 tensor."""
    x = torch.tensor(1.0, requires_grad=True)
    assert not _check.floating("x", x).requires_grad
    assert _check.floating("x", 1).dtype == torch.float32
    assert _check.interval("span", (1, 2)) == (1, 2)
    assert _check.positive("lr", 2) == 2
    assert _check.count("steps", 1) == 1
