"""Which parameters a loss reaches, and why it does not reach the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import torch
from torch import Tensor
from torch.autograd.graph import Node, get_gradient_edge
from torch.overrides import TorchFunctionMode

from autograd_guide import _check
from autograd_guide._nodes import nodes_of
from autograd_guide.table import Table

FROZEN_NOT_USED_CUT_NOT_LEAF = ("frozen", "not in the graph", "cut by {}", "not a leaf")
LEAVES_TORCH = {"item", "tolist", "numpy", "__float__", "__int__", "__array__"}


def reach(
    loss: Tensor | Callable[[], Tensor],
    parameters: Mapping[str, Tensor] | Iterable[tuple[str, Tensor]],
    *,
    titles: tuple[str, str, str] = ("parameter", "reached", "why no gradient"),
    reasons: tuple[str, str, str, str] = FROZEN_NOT_USED_CUT_NOT_LEAF,
) -> Table:
    """Say for each parameter whether the loss reaches it, and if not, why.

    Run it first when ``.grad`` is None. No gradient is computed; a function is run once, and what
    it changes, such as the mean that a BatchNorm keeps while it trains, is changed.

    Args:
        loss: A function without arguments that computes the loss, such as
            ``lambda: criterion(model(x), y)``: it is called once and watched, so that the operation
            that cuts a way can be named. Or the loss itself: then no cut is seen, and such a
            parameter counts as "not in the graph".
        parameters: Name → tensor, or pairs, such as ``model.named_parameters()``.
        titles: The titles of the columns.
        reasons: What is said of a parameter that does not require a gradient, of one from which no
            way leads to the loss, of one whose ways all end in operations without a gradient
            (``{}`` is their names), and of a tensor that is reached but keeps no ``.grad``, as it
            is no leaf.

    Raises:
        TypeError: The loss is no tensor, or a parameter is none.
        ValueError: There are no parameters.

    >>> a, b, c = (torch.tensor(2.0, requires_grad=True) for _ in range(3))
    >>> reach(lambda: a * b.round().int() + 1, {"a": a, "b": b, "c": c})
    parameter  reached  why no gradient
    a          True
    b          False    cut by int
    c          False    not in the graph
    """
    named = dict(parameters)
    if not named:
        msg = "parameters must hold at least one tensor, got none"
        raise ValueError(msg)
    for name, tensor in named.items():
        _check.tensor(f"the parameter {name}", tensor)
    watch = _Watch(named)
    if not isinstance(loss, Tensor) and callable(loss):
        with watch:
            loss = loss()
    _check.tensor("loss", loss)
    nodes = set(nodes_of(get_gradient_edge(loss).node)) if loss.requires_grad else set()

    def why(name: str, tensor: Tensor) -> str:
        cuts = ", ".join(watch.cuts.get(name, ()))
        if _reached(tensor, nodes):
            return "" if tensor.is_leaf or tensor.retains_grad else reasons[3]
        if not tensor.requires_grad:
            return reasons[0]
        return reasons[2].format(cuts) if cuts else reasons[1]

    rows = [
        (f"`{name}`", _reached(tensor, nodes), why(name, tensor)) for name, tensor in named.items()
    ]
    return Table([dict(zip(titles, row, strict=True)) for row in rows])


def _reached(tensor: Tensor, nodes: set[Node]) -> bool:
    return tensor.requires_grad and get_gradient_edge(tensor).node in nodes


class _Watch(TorchFunctionMode):
    """Follows the values of parameters, and notes where one goes on without its history."""

    def __init__(self, named: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.kept = list(named.values())  # an id must not be used again while one is watching
        self.carries = {id(tensor): {name: None} for name, tensor in named.items()}
        self.cuts: dict[str, dict[str, None]] = {}  # dicts, for the order

    def __torch_function__(
        self,
        func: Callable[..., object],
        types: object,
        args: tuple[object, ...] = (),
        kwargs: dict[str, object] | None = None,
    ) -> object:
        """Call the operation, and note which parameters its results carry."""
        result = func(*args, **(kwargs or {}))
        sources = list(_tensors((args, kwargs or {})))
        names = {name: None for each in sources for name in self.carries.get(id(each), ())}
        for each in _tensors(result):
            self.kept.append(each)
            self.carries.setdefault(id(each), {}).update(names)
        recorded = any(each.requires_grad for each in sources)
        if names and recorded and self._ends(func, result):
            where = func.__name__ if torch.is_grad_enabled() else "no_grad"
            for name in names:
                self.cuts.setdefault(name, {})[where] = None
        return result

    @staticmethod
    def _ends(func: Callable[..., object], result: object) -> bool:
        outputs = list(_tensors(result))
        if outputs:
            return not any(each.requires_grad for each in outputs)
        return func.__name__ in LEAVES_TORCH


def _tensors(value: object) -> Iterator[Tensor]:
    """Yield the tensors in nested lists, tuples and mappings."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Mapping):
        yield from _tensors(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _tensors(each)
