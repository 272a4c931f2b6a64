"""Every derivative that the package computes agrees with three oracles.

They are autograd, central differences in float64 that share no code with the package, and the
derivative worked out by hand.
"""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from autograd_guide import gradient_descent, numerical_gradient, plot_jacobian, plot_tangent

POINT = torch.tensor([[0.3, -1.2, 2.0], [1.5, 0.7, -0.4]], dtype=torch.float64)

Rule = Callable[[Tensor], Tensor]

# A function to one element and its gradient, worked out by hand.
FUNCTIONS: dict[str, tuple[Rule, Rule]] = {
    "parabola": (lambda x: (x**2).sum() + 20, lambda x: 2 * x),
    "cube": (lambda x: (x**3).sum(), lambda x: 3 * x**2),
    "sine": (lambda x: x.sin().sum(), torch.cos),
    "product": (lambda x: x.exp().prod(), lambda x: x.exp().prod() * torch.ones_like(x)),
    "norm": (lambda x: x.norm(), lambda x: x / x.norm()),
    "rational": (lambda x: (1 / (1 + x**2)).mean(), lambda x: -2 * x / (1 + x**2) ** 2 / len(x)),
}
ROWS = POINT[0], POINT[1]


def by_autograd(f: Rule, x: Tensor) -> Tensor:
    """Return the gradient as PyTorch computes it."""
    leaf = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(leaf), leaf)
    return gradient


def by_differences(f: Rule, x: Tensor) -> Tensor:
    """Return the gradient by central differences, moving one element at a time."""
    gradient = torch.zeros_like(x)
    for index in range(x.numel()):
        ends = []
        for step in (1e-5, -1e-5):
            moved = x.clone()
            moved.view(-1)[index] += step
            ends.append(f(moved).item())
        gradient.view(-1)[index] = (ends[0] - ends[1]) / 2e-5
    return gradient


def agree(computed: Tensor, f: Rule, rule: Rule, x: Tensor) -> None:
    """Compare a gradient with all three oracles, element by element."""
    assert computed.shape == x.shape
    for oracle in (by_autograd(f, x), by_differences(f, x), rule(x)):
        torch.testing.assert_close(computed, oracle, rtol=1e-8, atol=1e-9)


functions = pytest.mark.parametrize(("f", "rule"), FUNCTIONS.values(), ids=FUNCTIONS)


@functions
def test_numerical_gradient_agrees_with_three_oracles(f: Rule, rule: Rule) -> None:
    """At a matrix, at its rows and at a vector of one element."""
    for x in (*ROWS, POINT[1, :1]):
        agree(numerical_gradient(f, x), f, rule, x)
    if rule is not FUNCTIONS["rational"][1]:  # its formula is for a vector
        agree(numerical_gradient(f, POINT), f, rule, POINT)


@functions
def test_each_step_of_descent_agrees_with_three_oracles(f: Rule, rule: Rule) -> None:
    """Each step subtracts lr times the gradient at x from x, and each y is f(x)."""
    run = gradient_descent(f, POINT[0], lr=0.01, steps=5)
    assert run.lr == 0.01
    for here, there, y in zip(run.x, run.x[1:], run.y, strict=False):
        agree((here - there) / 0.01, f, rule, here)
        assert y == f(here)


@functions
def test_the_slope_of_a_tangent_agrees_with_three_oracles(f: Rule, rule: Rule) -> None:
    """Each tangent is also drawn through the point of the curve that it touches."""
    points = [-1.2, 0.3, 2.0]
    figure = plot_tangent(lambda x: f(x.reshape(1)), points, (-2, 3), curve="y", tangent="t")
    lines = [line for line in figure.axes[0].lines if line.get_label() == "t"]
    for at, line in zip(points, lines, strict=True):
        slope, anchor = line.get_slope(), line.get_xy1()  # type: ignore[attr-defined]
        point = torch.tensor([at], dtype=torch.float64)
        agree(torch.tensor([slope], dtype=torch.float64), f, rule, point)
        assert anchor == (at, f(point).item())


def test_the_product_below_a_jacobian_agrees_with_three_oracles() -> None:
    """The row vᵀJ is the gradient of the sum of the outputs weighted with v."""
    x, weights = POINT[0], torch.tensor([3.0, -2.0], dtype=torch.float64)

    def outputs(x: Tensor) -> Tensor:
        return torch.stack([x[0] * x[1] ** 2, x[2].sin() + x[0]])

    def rule(x: Tensor) -> Tensor:
        return torch.stack([3 * x[1] ** 2 - 2, 6 * x[0] * x[1], -2 * x[2].cos()])

    jacobian = torch.autograd.functional.jacobian(outputs, x)
    figure = plot_jacobian(jacobian, weights, rows="ab", columns="cde")
    drawn = torch.as_tensor(figure.axes[2].images[0].get_array())[0]
    agree(drawn, lambda x: outputs(x) @ weights, rule, x)


def test_numerical_gradient_uses_the_step_it_is_given() -> None:
    """For x³ the central difference exceeds the derivative by exactly h²."""
    error = numerical_gradient(lambda x: x**3, 1.0, h=0.5).item() - 3
    assert error == pytest.approx(0.25)


def test_numerical_gradient_computes_in_float64_without_recording() -> None:
    """The function is called with float64, whatever was given, and with gradients disabled."""
    seen: list[tuple[torch.dtype, bool]] = []

    def f(x: Tensor) -> Tensor:
        y = x**2
        seen.append((y.dtype, torch.is_grad_enabled()))
        return y

    x = torch.tensor(3.0, requires_grad=True)
    result = numerical_gradient(f, x)
    assert (result.dtype, result.requires_grad) == (torch.float64, False)
    assert set(seen) == {(torch.float64, False)}


@pytest.mark.parametrize("lr", [0.01, 0.3, 0.5, 0.9, 1.0, 1.1])
def test_descent_on_a_parabola_follows_the_closed_form(lr: float) -> None:
    """Each step multiplies x by 1 - 2·lr, and each y is the parabola's value at its x."""
    start = torch.tensor([10.0, -3.0], dtype=torch.float64)
    run = gradient_descent(lambda x: (x**2).sum() + 20, start, lr, steps=15)
    factors = torch.tensor([(1 - 2 * lr) ** k for k in range(16)], dtype=torch.float64)
    assert run.lr == lr
    assert torch.allclose(run.x, factors[:, None] * start, rtol=1e-12, atol=1e-12)
    assert torch.equal(run.y, (run.x**2).sum(dim=1) + 20)


@pytest.mark.parametrize("start", [torch.tensor(10.0, requires_grad=True), torch.tensor([10.0])])
def test_descent_leaves_the_start_alone(start: Tensor) -> None:
    """The caller's tensor keeps its values and gets no gradient, and the history holds no graph."""
    run = gradient_descent(lambda x: x**2, start, 0.1, 3)
    assert start.item() == 10
    assert start.grad is None
    assert not run.x.requires_grad
    assert not run.y.requires_grad
    assert run.y.shape == (4,)
