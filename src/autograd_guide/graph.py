"""The graph that autograd recorded, drawn from a live tensor."""

from collections.abc import Iterator, Mapping
from functools import partial

import pygraphviz
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from torch import Tensor
from torch.autograd.graph import Node, get_gradient_edge

from autograd_guide._nodes import children_of, leaf_of, nodes_of
from autograd_guide.narrow import WIDTH, redraw
from autograd_guide.style import GREEN, GREY, ORANGE

_LONG = 4  # elements up to which a tensor's values are written out, not its shape
_TEXT, _LINE, _PAD = 12.0, 17.0, 9.0  # size of the letters, height of a line, margin, in points


def draw_graph(
    root: Tensor,
    names: Mapping[str, Tensor],
    *,
    downwards: bool = False,
    factors: bool = False,
    back: bool = False,
) -> Figure:
    """Draw what ``backward()`` would walk: from the leaves on the left to ``root`` on the right.

    A box is a tensor: its name, its value (its shape, beyond four elements) and, where it is
    kept, its gradient. A rounded node is the backward function of one operation.

    Args:
        root: A tensor that autograd computed (it has a ``grad_fn``).
        names: Tensors of the graph to show as boxes; leaves and ``root`` are shown in any case.
        downwards: Put the leaves at the top and ``root`` at the bottom: for long graphs.
        factors: Write at each arrow into an operation by what it multiplies a gradient on its way
            back: the operation's local derivative, where that is a single number.
        back: Turn the arrows round: they show the way of ``backward()``.

    Raises:
        ValueError: ``root`` has no ``grad_fn``, or ``factors`` are asked for after ``backward()``
            has freed what the operations kept.

    >>> import torch
    >>> x = torch.tensor(10.0, requires_grad=True)
    >>> figure = draw_graph(2 * x**2, {"x": x})
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['MulBackward0', '200', 'PowBackward0', 'x = 10']
    >>> figure = draw_graph(2 * x**2, {"x": x}, factors=True)
    >>> [text.get_text() for text in figure.axes[0].texts][4:]  # of 2 · a and of x²: 2 and 2 · 10
    ['×2', '×20']
    """
    if root.grad_fn is None:
        msg = "root must be the result of recorded operations, got a tensor without grad_fn"
        raise ValueError(msg)
    nodes = list(nodes_of(root.grad_fn))
    boxes = _boxes(nodes, {"": root, **names})
    labels = {}
    for number, node in enumerate(nodes):
        if leaf_of(node) is None:
            labels[f"op{number}"] = [node.name()]
        if node in boxes:
            labels[f"box{number}"] = _lines(*boxes[node])
    edges = list(_edges(nodes, boxes, factors=factors))
    figure = _draw(labels, edges, "TB" if downwards else "LR", back=back)
    if downwards or figure.get_figwidth() <= WIDTH:
        return figure
    looks = {"downwards": True, "factors": factors, "back": back}
    return redraw(figure, partial(draw_graph, root, names, **looks))


_Box = tuple[str, Tensor]


def _boxes(nodes: list[Node], names: Mapping[str, Tensor]) -> dict[Node, _Box]:
    """Return name and tensor for every node whose result is to be seen."""
    leaves = {node: ("", leaf) for node in nodes if (leaf := leaf_of(node)) is not None}
    named = {get_gradient_edge(tensor).node: (name, tensor) for name, tensor in names.items()}
    return leaves | named


def _lines(name: str, tensor: Tensor) -> list[str]:
    """Return what a box says: the value and, if it is kept, the gradient."""
    lines = [f"{name} = {_value(tensor)}" if name else _value(tensor)]
    if (tensor.is_leaf or tensor.retains_grad) and tensor.grad is not None:
        lines.append(f"{name}.grad = {_value(tensor.grad)}")
    return lines


def _value(tensor: Tensor) -> str:
    if tensor.numel() > _LONG:
        return str(tuple(tensor.shape))
    numbers = [f"{number:.4g}" for number in tensor.flatten().tolist()]
    return numbers[0] if tensor.dim() == 0 else f"[{', '.join(numbers)}]"


_Edge = tuple[str, str, str]


def _edges(nodes: list[Node], boxes: Mapping[Node, _Box], *, factors: bool) -> Iterator[_Edge]:
    """Yield for each arrow where it begins, where it ends, and what stands at it."""
    for number, node in enumerate(nodes):
        if node in boxes and leaf_of(node) is None:
            yield f"op{number}", f"box{number}", ""
        children = children_of(node)
        signs = _factors(node) if factors and children else [""] * len(children)
        for child, sign in zip(children, signs, strict=True):
            yield f"{'box' if child in boxes else 'op'}{nodes.index(child)}", f"op{number}", sign


def _factors(node: Node) -> list[str]:
    """Return the local derivative of an operation by each of its recorded inputs, as a label."""
    inputs = [child for child, _ in node.next_functions]
    try:
        slopes = node(torch.ones(()))  # type: ignore[operator] # a gradient of 1 comes back as the local derivative
    except RuntimeError as error:
        if "freed" not in str(error):  # of a shape that takes no single number
            return [""] * len(children_of(node))
        msg = "factors must be drawn before backward(), or after backward(retain_graph=True)"
        raise ValueError(msg) from error
    several = slopes if isinstance(slopes, tuple) else (slopes,)
    pairs = zip(several, inputs, strict=True)
    return [_factor(slope) for slope, child in pairs if child is not None]


def _factor(slope: Tensor | None) -> str:
    return "" if slope is None or slope.numel() != 1 else f"×{slope.item():.4g}"


def _draw(
    labels: Mapping[str, list[str]], edges: list[_Edge], rankdir: str, *, back: bool
) -> Figure:
    """Let Graphviz place the nodes and Matplotlib draw them, with the fonts of other figures."""
    plan = pygraphviz.AGraph(directed=True, strict=False, rankdir=rankdir, ranksep="0.25")
    for key, lines in labels.items():
        width, height = _size(lines)
        plan.add_node(key, label="", shape="box", width=width, height=height)
    for number, (start, end, sign) in enumerate(edges):
        plan.add_edge(start, end, key=number, **_place_for(sign), dir="back" if back else "forward")
    plan.layout("dot")
    *_, right, top = (float(number) for number in plan.graph_attr["bb"].split(","))
    figure = Figure(figsize=((right + 8) / 72, (top + 8) / 72))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-4, right + 4), ylim=(-4, top + 4))
    axes.set_axis_off()
    for key, lines in labels.items():
        _draw_node(axes, _points(plan.get_node(key).attr["pos"])[0], lines, tensor="box" in key)
    for number, (start, end, sign) in enumerate(edges):
        drawn = plan.get_edge(start, end, key=number).attr
        _draw_edge(axes, drawn["pos"], ORANGE if back else GREY)
        if sign:
            x, y = _points(drawn["lp"])[0]
            axes.text(x, y, sign, size=_TEXT, color=ORANGE, ha="center", va="center")
    return figure


def _place_for(sign: str) -> dict[str, str]:
    """Return what makes Graphviz keep a place for a sign: a table of its size, or nothing."""
    if not sign:
        return {}
    width, height = (round(72 * inches) for inches in _size([sign]))
    cell = f'<td width="{width}" height="{height}" fixedsize="true"></td>'
    return {"label": f'<<table border="0" cellborder="0"><tr>{cell}</tr></table>>'}


def _size(lines: list[str]) -> tuple[float, float]:
    """Return the width and height, in inches, of a node with this text."""
    widths = [TextPath((0, 0), line, size=_TEXT).get_extents().width for line in lines]
    return (max(widths) + 2 * _PAD) / 72, (len(lines) * _LINE + _PAD) / 72


def _draw_node(axes: Axes, centre: tuple[float, float], lines: list[str], *, tensor: bool) -> None:
    (x, y), (width, height) = centre, (72 * inches for inches in _size(lines))
    style = "square,pad=0" if tensor else f"round,pad=0,rounding_size={_PAD}"
    corner = (x - width / 2, y - height / 2)
    frame = FancyBboxPatch(corner, width, height, style, fill=False, lw=1.3)
    frame.set_edgecolor(GREEN if tensor else GREY)
    axes.add_patch(frame)
    for place, line in enumerate(lines):
        lift = (len(lines) - 1) * _LINE / 2 - place * _LINE
        colour = ORANGE if place else "black"
        axes.text(x, y + lift, line, size=_TEXT, color=colour, ha="center", va="center")


def _draw_edge(axes: Axes, position: str, colour: str) -> None:
    """Draw one arrow along the Bézier curve that Graphviz gives with its tip at ``e`` or ``s``."""
    end, position = position[0], position[2:]
    tip, *curve = _points(position)
    curve = curve if end == "e" else curve[::-1]
    codes = [Path.MOVETO, *[Path.CURVE4] * (len(curve) - 1), Path.LINETO]
    path = Path([*curve, tip], codes)
    axes.add_patch(FancyArrowPatch(path=path, arrowstyle="-|>", color=colour, mutation_scale=9))


def _points(position: str) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in position.replace("\\\n", "").split())
    return [(float(x), float(y)) for x, y in pairs]
