"""backward(), node by node: a figure that shows what the real walk passed on."""

from collections.abc import Mapping

from torch import Tensor
from torch.autograd.graph import get_gradient_edge

from autograd_guide._nodes import nodes_of
from autograd_guide.live.figure import Button, LiveFigure, Slider, fill, short
from autograd_guide.live.plan import Plan
from autograd_guide.live.walk import check_sizes, leaves_of, operation_of, visits_of


def live_backward(  # noqa: PLR0913 - all but the first two are words
    root: Tensor,
    names: Mapping[str, Tensor],
    *,
    label: str,
    forward: str,
    begin: str,
    visit: str,
    buttons: tuple[str, str],
) -> LiveFigure:
    """Call ``root.backward()`` and show the walk, one node a step, as the engine took it.

    A box is a tensor of one element: its name, its value and, once the walk has been there, its
    slope. A node is visited once, after all that use it have passed their slopes on. The tensors
    that have a name keep their gradients.

    Args:
        root: A tensor with one element and a ``grad_fn``; its graph must not be freed yet.
        names: Name → tensor of the graph; others are called by their operation and have no value.
        label: What the slider counts.
        forward: Words for the beginning; ``{name}`` and ``{value}`` of the root are filled in.
        begin: Words for the visit of the root; ``{name}`` and ``{slope}`` are filled in.
        visit: Words for each other visit; ``{sum}`` is filled in too: slope × factor, added up.
        buttons: What the buttons for one step back and one step on are called.

    Raises:
        ValueError: ``root`` has no ``grad_fn``, a tensor has several elements, or words name an
            unknown field.

    >>> import torch
    >>> x = torch.tensor(10.0, requires_grad=True)
    >>> square = x**2
    >>> figure = live_backward(
    ...     2 * square, {"x": x, "x²": square}, label="step", forward="{name} = {value:g}",
    ...     begin="{name}: {slope:g}", visit="{name}: {sum} = {slope:g}", buttons=("<", ">"),
    ... )
    >>> [figure.state(step) for step in range(4)]
    ['Mul = 200', 'Mul: 1', 'x²: 1 × 2 = 2', 'x: 2 × 20 = 40']
    >>> x.grad, square.grad
    (tensor(40.), tensor(2.))
    """
    if root.grad_fn is None:
        msg = "root must be the result of recorded operations, got a tensor without grad_fn"
        raise ValueError(msg)
    nodes = list(nodes_of(root.grad_fn))
    tensors = {get_gradient_edge(each).node: each for each in (root, *leaves_of(nodes))}
    tensors |= {get_gradient_edge(each).node: each for each in names.values()}
    check_sizes(tensors.values())
    titles = {node: operation_of(node) for node in nodes}
    titles |= {get_gradient_edge(each).node: name for name, each in names.items()}
    values = {node: tensor.item() for node, tensor in tensors.items()}
    visits = visits_of(root, nodes, kept=names.values())

    def says(step: int) -> str:
        first = visits[0].node
        if step == 0:
            return fill("forward", forward, name=titles[first], value=values[first])
        here = visits[step - 1]
        fields = {"name": titles[here.node], "slope": here.slope}
        if step == 1:
            return fill("begin", begin, **fields)
        return fill("visit", visit, sum=here.sum, **fields)

    texts = {node: (titles[node], short(values[node]) if node in values else "") for node in nodes}
    plan = Plan(visits, texts)
    steps = [str(step) for step in range(len(visits) + 1)]
    back, on = (Button(word, {0: move}) for word, move in zip(buttons, ("-1", "+1"), strict=True))
    return LiveFigure(
        plan.svg,
        [Slider(label, steps)],
        plan.parts(),
        says,
        rest=[len(visits)],
        whole=" ".join(says(step) for step in range(len(visits) + 1)),
        handle=([0], plan.place),
        buttons=[back, on],
    )
