"""The graph that autograd recorded, drawn from a live tensor."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

import pygraphviz
from torch import Tensor
from torch.autograd.graph import Node, get_gradient_edge

from autograd_guide.style import GREEN, GREY, ORANGE

_FONT = "Helvetica,Arial,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif"
_LONG = 4  # elements up to which a tensor's values are written out, not its shape


class Drawing(NamedTuple):
    """A picture as SVG text; Jupyter shows it."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


def draw_graph(root: Tensor, names: Mapping[str, Tensor]) -> Drawing:
    """Draw what ``backward()`` would walk: from the leaves on the left to ``root`` on the right.

    A box is a tensor: its name, its value (its shape, beyond four elements) and, where it is
    kept, its gradient. A rounded node is the backward function of one operation.

    Args:
        root: A tensor that autograd computed (it has a ``grad_fn``).
        names: Tensors of the graph to show as boxes; leaves and ``root`` are shown in any case.

    Returns:
        The drawing, with ``svg`` as text.

    Raises:
        ValueError: ``root`` has no ``grad_fn``.

    >>> import torch
    >>> x = torch.tensor(10.0, requires_grad=True)
    >>> drawing = draw_graph(2 * x**2, {"x": x})
    >>> [word in drawing.svg for word in ("MulBackward0", "PowBackward0", "x = 10")]
    [True, True, True]
    """
    if root.grad_fn is None:
        msg = "root must be the result of recorded operations, got a tensor without grad_fn"
        raise ValueError(msg)
    nodes = list(_walk(root.grad_fn))
    boxes = _boxes(nodes, {"": root, **names})
    picture = _blank_picture()
    for number, node in enumerate(nodes):
        _add_node(picture, number, node, boxes.get(node))
    for number, node in enumerate(nodes):
        for child in _children(node):
            source = "box" if child in boxes else "op"
            picture.add_edge(f"{source}{nodes.index(child)}", f"op{number}")
    return Drawing(_svg(picture))


def _walk(root: Node) -> Iterator[Node]:
    seen, waiting = {root}, [root]
    while waiting:
        yield (node := waiting.pop(0))
        fresh = [child for child in dict.fromkeys(_children(node)) if child not in seen]
        waiting += fresh
        seen.update(fresh)


def _children(node: Node) -> list[Node]:
    return [child for child, _ in node.next_functions if child is not None]


def _leaf(node: Node) -> Tensor | None:
    """Return the leaf into which an AccumulateGrad node writes, for other nodes nothing."""
    return getattr(node, "variable", None)


def _boxes(nodes: list[Node], names: Mapping[str, Tensor]) -> dict[Node, tuple[str, Tensor]]:
    """Return name and tensor for every node whose result is to be seen."""
    leaves = {node: ("", leaf) for node in nodes if (leaf := _leaf(node)) is not None}
    named = {get_gradient_edge(tensor).node: (name, tensor) for name, tensor in names.items()}
    return leaves | named


def _blank_picture() -> pygraphviz.AGraph:
    picture = pygraphviz.AGraph(directed=True, strict=False, rankdir="LR", bgcolor="transparent")
    picture.node_attr.update(fontname=_FONT, fontsize="13", shape="box", color=GREY)
    picture.edge_attr.update(color=GREY, arrowsize="0.7")
    return picture


def _add_node(
    picture: pygraphviz.AGraph, number: int, node: Node, box: tuple[str, Tensor] | None
) -> None:
    if _leaf(node) is None:
        picture.add_node(f"op{number}", label=node.name(), style="rounded")
    if box is not None:
        picture.add_node(f"box{number}", label=_label(*box), color=GREEN, penwidth="1.6")
        if _leaf(node) is None:
            picture.add_edge(f"op{number}", f"box{number}")


def _label(name: str, tensor: Tensor) -> str:
    """Write value and, if it is kept, gradient as one of Graphviz' HTML-like labels."""
    lines = [escape(f"{name} = {_value(tensor)}" if name else _value(tensor))]
    if (tensor.is_leaf or tensor.retains_grad) and tensor.grad is not None:
        grad = escape(f"{name}.grad = {_value(tensor.grad)}" if name else _value(tensor.grad))
        lines.append(f'<FONT COLOR="{ORANGE}">{grad}</FONT>')
    return f"<{'<BR/>'.join(lines)}>"


def _value(tensor: Tensor) -> str:
    if tensor.numel() > _LONG:
        return str(tuple(tensor.shape))
    numbers = [f"{number:.4g}" for number in tensor.detach().flatten().tolist()]
    return numbers[0] if tensor.dim() == 0 else f"[{', '.join(numbers)}]"


def _svg(picture: pygraphviz.AGraph) -> str:
    """Return the SVG element alone: no XML prologue, no comments with names and versions."""
    drawn: str = picture.draw(format="svg", prog="dot").decode()
    return drawn[drawn.index("<svg") :]
