"""reach() says of each parameter whether backward() would give it a gradient, and if not, why."""

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from autograd_guide import reach


def scalar(value: float = 2.0) -> Tensor:
    """Return a leaf that requires a gradient."""
    return torch.tensor(value, requires_grad=True)


def rows(loss: object, parameters: object) -> dict[str, tuple[str, str]]:
    """Return what reach says, by the name of the parameter."""
    table = reach(loss, parameters)  # type: ignore[arg-type]
    return {name: (reached, why) for name, reached, why in table.cells}


CUTS: dict[str, Callable[[Tensor], Tensor]] = {
    "int": lambda p: p.int() * scalar(),
    "gt": lambda p: (p > 1) * scalar(),
    "detach": lambda p: p.detach() + scalar(),
    "item": lambda p: torch.tensor(p.item()) * scalar(),
    "__float__": lambda p: math.sin(p) * scalar(),
    "tolist": lambda p: torch.tensor(p.tolist()) * scalar(),
    "argmax": lambda p: torch.stack([p, p]).argmax() * scalar(),
}


@pytest.mark.filterwarnings("ignore:Converting a tensor")
@pytest.mark.parametrize("name", CUTS)
def test_the_operation_that_cuts_a_way_is_named(name: str) -> None:
    """Each of these operations gives a result without a history."""
    p = scalar()
    assert rows(lambda: CUTS[name](2 * p), {"p": p}) == {"p": ("False", f"cut by {name}")}


def test_a_way_through_no_grad_is_named() -> None:
    """Under no_grad it is not the operation that cuts."""
    p, q = scalar(), scalar()

    def loss() -> Tensor:
        with torch.no_grad():
            half = p / 2
        return half * q

    assert rows(loss, {"p": p, "q": q}) == {"p": ("False", "cut by no_grad"), "q": ("True", "")}


def test_one_way_that_is_not_cut_is_enough() -> None:
    """A gradient comes along any way that is left."""
    p = scalar()
    assert rows(lambda: p.detach() * p, {"p": p}) == {"p": ("True", "")}


def test_what_is_reached_is_what_backward_gives_a_gradient() -> None:
    """And nothing is computed by asking."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 3), nn.Linear(3, 2))
    model[0].requires_grad_(requires_grad=False)
    unused = nn.Linear(1, 1)
    named = {**dict(model.named_parameters()), "unused": unused.weight}
    said = rows(lambda: model(torch.ones(4, 2)).sum(), named)
    assert all(parameter.grad is None for parameter in named.values())
    model(torch.ones(4, 2)).sum().backward()
    assert {name: parameter.grad is not None for name, parameter in named.items()} == {
        name: reached == "True" for name, (reached, _) in said.items()
    }
    assert said["0.weight"] == ("False", "frozen")
    assert said["unused"] == ("False", "not in the graph")


def test_a_tensor_that_is_no_leaf_is_reached_and_keeps_nothing() -> None:
    """Unless it was asked to keep its gradient."""
    p = torch.ones(2, requires_grad=True).double()
    assert rows(lambda: (2 * p).prod() + 1, {"p": p}) == {"p": ("True", "not a leaf")}
    p.retain_grad()
    assert rows(lambda: (2 * p).prod() + 1, {"p": p}) == {"p": ("True", "")}


def test_a_finished_loss_is_taken_too() -> None:
    """Then the operation that cuts is not known."""
    p, q = scalar(), scalar()
    loss = p * q.round().int()
    assert rows(loss, {"p": p, "q": q}) == {"p": ("True", ""), "q": ("False", "not in the graph")}
    assert rows(p, [("p", p)]) == {"p": ("True", "")}
    assert rows(p.detach(), {"p": p}) == {"p": ("False", "not in the graph")}


def test_a_thousand_links_are_no_trouble() -> None:
    """The walk does not recurse."""
    p = total = scalar()
    for _ in range(5000):
        total = total + p
    assert rows(total, {"p": p}) == {"p": ("True", "")}


def test_the_words_can_be_another_languages() -> None:
    """Titles and reasons are passed in."""
    p = scalar()
    table = reach(
        p.detach,
        {"p": p},
        titles=("参数", "到达", "原因"),
        reasons=("冻结", "没有路", "断在 {}", "不是叶子"),
    )
    assert (table.titles, table.cells) == (
        ["参数", "到达", "原因"],
        [["p", "False", "断在 detach"]],
    )


@pytest.mark.parametrize(
    ("loss", "parameters", "error", "sentence"),
    [
        (3, {"p": scalar()}, TypeError, "loss must be a tensor, got int"),
        (lambda: 3.0, {"p": scalar()}, TypeError, "loss must be a tensor, got float"),
        (scalar(), {}, ValueError, "parameters must hold at least one tensor, got none"),
        (scalar(), {"p": 3}, TypeError, "the parameter p must be a tensor, got int"),
    ],
)
def test_bad_input_gets_one_sentence(
    loss: object, parameters: object, error: type[Exception], sentence: str
) -> None:
    """It names what was wrong and what was expected."""
    with pytest.raises(error, match=sentence):
        rows(loss, parameters)
