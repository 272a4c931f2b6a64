"""Every derivative that the package computes agrees with three oracles."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from autograd_guide import gradient_descent, numerical_gradient

POINT = torch.tensor([[0.3, -1.2, 2.0], [1.5, 0.7, -0.4]], dtype=torch.float64)

Rule = Callable[[Tensor], Tensor]


@pytest.mark.parametrize(
    ("f", "rule"),
    [
        (lambda x: (x**3).sum(), lambda x: 3 * x**2),
        (lambda x: x.sin().sum(), torch.cos),
        (lambda x: x.exp().prod(), lambda x: x.exp().prod() * torch.ones_like(x)),
        (lambda x: x.norm(), lambda x: x / x.norm()),
    ],
    ids=["cube", "sine", "product", "norm"],
)
def test_numerical_gradient_agrees_with_autograd_and_the_rule(f: Rule, rule: Rule) -> None:
    """Nudging, autograd and the formula on paper give one gradient, element by element."""
    x = POINT.clone().requires_grad_()
    (by_autograd,) = torch.autograd.grad(f(x), x)
    nudged = numerical_gradient(f, POINT)
    assert nudged.shape == POINT.shape
    assert torch.allclose(nudged, by_autograd, rtol=1e-8, atol=1e-9)
    assert torch.allclose(nudged, rule(POINT), rtol=1e-8, atol=1e-9)


def test_numerical_gradient_uses_the_step_it_is_given() -> None:
    """On x³ the central difference is too large by exactly h²."""
    error = numerical_gradient(lambda x: x**3, 1.0, h=0.5).item() - 3
    assert error == pytest.approx(0.25)


@pytest.mark.parametrize("lr", [0.01, 0.3, 0.5, 0.9, 1.0, 1.1])
def test_descent_on_a_parabola_follows_the_closed_form(lr: float) -> None:
    """Each step multiplies x by 1 - 2·lr, and every y belongs to the x beside it."""
    start = torch.tensor([10.0, -3.0], dtype=torch.float64)
    run = gradient_descent(lambda x: (x**2).sum() + 20, start, lr, steps=15)
    factors = torch.tensor([(1 - 2 * lr) ** k for k in range(16)], dtype=torch.float64)
    assert run.lr == lr
    assert torch.allclose(run.x, factors[:, None] * start, rtol=1e-12, atol=1e-12)
    assert torch.equal(run.y, (run.x**2).sum(dim=1) + 20)


def test_descent_leaves_the_start_alone() -> None:
    """The caller's tensor keeps its values and gets no gradient."""
    start = torch.tensor(10.0, requires_grad=True)
    gradient_descent(lambda x: x**2, start, 0.1, 3)
    assert start.item() == 10
    assert start.grad is None
