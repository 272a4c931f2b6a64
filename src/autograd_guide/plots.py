"""The pictures of the lessons; every label is passed in, so that each language writes its own."""

from collections.abc import Mapping, Sequence
from functools import partial

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from autograd_guide import _check
from autograd_guide.derivative import numerical_gradient
from autograd_guide.descent import Descent
from autograd_guide.narrow import WIDTH, redraw
from autograd_guide.style import BLUE, ORANGE

Span = tuple[float, float]
_NARROW = 2  # panels that stand side by side on a narrow screen


def plot_tangent(  # noqa: PLR0913 - the last three are labels
    f: _check.Function,
    at: Sequence[float],
    span: Span,
    *,
    curve: str,
    tangent: str,
    xlabel: str = "x",
) -> Figure:
    """Draw the curve of ``f`` and, at each point of ``at``, the line with f's slope there.

    Args:
        f: Takes a float64 tensor with one element, returns one of the same shape.
        at: Where to draw tangents; each must lie in ``span``.
        span: The ends of the x axis.
        curve: The curve's name in the legend.
        tangent: A tangent's name in the legend; ``{x}`` and ``{slope}`` are filled in.
        xlabel: What stands below the x axis.

    Raises:
        ValueError: ``span`` is no interval, or a point does not lie in it.

    >>> figure = plot_tangent(lambda x: 2 * x**2, [10.0], (0, 12), curve="y", tangent="{slope:.1f}")
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['y', '40.0']
    """
    low, high = _check.interval("span", span)
    axes = Figure().subplots()
    _draw_curve(axes, f, span, label=curve)
    limits = axes.get_ylim()
    for number, x in enumerate(at, start=1):
        if not low <= x <= high:
            msg = f"every point of at must lie in the span {span}, got {x}"
            raise ValueError(msg)
        slope = numerical_gradient(f, x).item()
        y = _check.scalar_result(f, torch.tensor(x, dtype=torch.float64)).item()
        axes.axline((x, y), slope=slope, color=f"C{number}", label=tangent.format(x=x, slope=slope))
        axes.plot(x, y, "o", color=f"C{number}")
    axes.set(xlabel=xlabel, xlim=span, ylim=limits)
    axes.legend()
    return _figure(axes)


def plot_descent(  # noqa: PLR0913 - the last two are labels
    f: _check.Function,
    runs: Mapping[str, Descent],
    span: Span,
    *,
    columns: int = 3,
    xlabel: str = "x",
    ylabel: str = "y",
) -> Figure:
    """Draw one panel per run: the curve, and the path of the run with an arrow for each step.

    Args:
        f: The function that was minimised, of one number.
        runs: Panel title → history, as ``gradient_descent`` returns it.
        span: The ends of the x axis; steps beyond it are cut off.
        columns: How many panels stand side by side.
        xlabel: What stands below the lowest panels.
        ylabel: What stands at the left.

    Raises:
        ValueError: ``runs`` is empty or ``span`` is no interval.

    >>> from autograd_guide import gradient_descent
    >>> square = lambda x: x**2
    >>> runs = {"lr 0.1": gradient_descent(square, 10.0, 0.1, 5)}
    >>> figure = plot_descent(square, runs, (-11, 11))
    >>> figure.axes[0].get_title(), len(figure.axes[0].lines[-1].get_xdata())  # start and 5 steps
    ('lr 0.1', 6)
    """
    _check.interval("span", span)
    rows = -(-len(runs) // _check.count("columns", columns))
    if not runs:
        msg = "runs must hold at least one run, got none"
        raise ValueError(msg)
    figure = Figure(figsize=(6.8 if columns > _NARROW else WIDTH, 2.3 * rows + 0.3))
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for axes, (title, run) in zip(panels.flat, runs.items(), strict=False):
        _draw_curve(axes, f, span)
        limits = axes.get_ylim()
        _draw_path(axes, run)
        axes.set(title=title, xlim=span, ylim=limits)
    for axes in panels.flat[len(runs) :]:
        axes.remove()
    figure.supxlabel(xlabel, fontsize="medium")
    figure.supylabel(ylabel, fontsize="medium")
    labels = {"xlabel": xlabel, "ylabel": ylabel}
    draw = partial(plot_descent, f, runs, span, columns=_NARROW, **labels)
    return redraw(figure, draw) if columns > _NARROW else figure


def plot_landscape(  # noqa: PLR0913 - the last two are labels
    f: _check.Function,
    span: Span,
    *,
    arrows: Mapping[str, tuple[Sequence[float] | Tensor, Sequence[float] | Tensor]] | None = None,
    paths: Mapping[str, Tensor] | None = None,
    xlabel: str = "x",
    ylabel: str = "y",
) -> Figure:
    """Draw a function of two numbers by its contour lines, with arrows and paths on it.

    Args:
        f: Takes a float64 tensor of shape (2,), returns one with one element.
        span: The ends of both axes.
        arrows: Name in the legend → (where the arrow starts, how far it goes): two numbers each,
            or, for several arrows from one place, shape (n, 2) for how far they go.
        paths: Name in the legend → the places that were passed: shape (n, 2).
        xlabel: What stands below.
        ylabel: What stands at the left.

    Raises:
        ValueError: ``span`` is no interval, or ``f`` returns several elements.

    >>> arrows = {"uphill": ((1, 1), (2, 2))}
    >>> figure = plot_landscape(lambda p: (p**2).sum(), (-3, 3), arrows=arrows)
    >>> [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    ['uphill']
    """
    ticks = torch.linspace(*_check.interval("span", span), 61, dtype=torch.float64)
    places = torch.cartesian_prod(ticks, ticks)
    heights = torch.tensor([_check.scalar_result(f, place).item() for place in places])
    axes = Figure(figsize=(5.2, 5.2)).subplots()
    grid = (values.reshape(61, 61).numpy() for values in (*places.T, heights))
    axes.contour(*grid, levels=14, colors=BLUE, alpha=0.45, linewidths=1)
    for number, (name, path) in enumerate((paths or {}).items(), start=1):
        axes.plot(*path.detach().T.numpy(), color=f"C{number}", label=name)
    for number, (name, (start, arrow)) in enumerate((arrows or {}).items(), start=1):
        ends = _longest_first(torch.as_tensor(arrow).reshape(-1, 2))
        starts = torch.as_tensor(start).expand_as(ends)
        both = (*starts.T.numpy(), *ends.T.numpy())
        fan = axes.quiver(*both, angles="xy", scale_units="xy", scale=1, width=0.012)
        # A rim in the colour of the page tells arrows apart that lie on each other.
        fan.set(facecolor=f"C{number}", edgecolor="white", linewidth=0.8, label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel, xlim=span, ylim=span, aspect="equal")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return _figure(axes)


def plot_lines(
    lines: Mapping[str, Tensor | Sequence[float]], *, xlabel: str, ylabel: str, log: bool = False
) -> Figure:
    """Draw series of numbers over their positions, from 0.

    Args:
        lines: Name in the legend → the numbers, one for each step or epoch.
        xlabel: What the positions are.
        ylabel: What the numbers are.
        log: Give the y axis a logarithmic scale.

    Raises:
        ValueError: ``lines`` is empty.

    >>> figure = plot_lines({"x": [10.0, 8.0, 6.4]}, xlabel="step", ylabel="x")
    >>> figure.axes[0].lines[0].get_ydata().tolist()
    [10.0, 8.0, 6.4]
    """
    if not lines:
        msg = "lines must hold at least one series, got none"
        raise ValueError(msg)
    axes = Figure().subplots()
    for name, numbers in lines.items():
        axes.plot(torch.as_tensor(numbers, dtype=torch.float64).detach().numpy(), label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)  # above: no curve gets there
    return _figure(axes)


def plot_jacobian(  # noqa: PLR0913 - the last four are labels and a scale
    jacobian: Tensor,
    weights: Tensor,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    names: tuple[str, str, str] = ("$v$", "$J$", "$v^T J$"),
    limit: float | None = None,
) -> Figure:
    """Draw a Jacobian as a heat map, the weights of its rows at its left, their product below.

    Args:
        jacobian: Shape (m, n): row i holds the partial derivatives of output i.
        weights: Shape (m,): the vector v of the vector-Jacobian product vᵀJ.
        rows: The m names of the outputs.
        columns: The n names of the inputs.
        names: What the three blocks are called.
        limit: The absolute value with the strongest colour, so that several figures share one
            scale; the largest in this figure unless it is given.

    Raises:
        ValueError: The shapes do not fit, a name is missing, or ``limit`` is not above 0.

    >>> figure = plot_jacobian(
    ...     torch.tensor([[20.0, 10.0], [1.0, 1.0]]), torch.ones(2),
    ...     rows=["y0", "y1"], columns=["x0", "x1"],
    ... )
    >>> [text.get_text() for text in figure.axes[2].texts]  # 20 + 1 and 10 + 1
    ['21', '11']
    """
    if jacobian.dim() != 2 or weights.shape != jacobian.shape[:1]:
        shapes = f"{tuple(jacobian.shape)} and {tuple(weights.shape)}"
        msg = f"jacobian and weights must have the shapes (m, n) and (m,), got {shapes}"
        raise ValueError(msg)
    if (len(rows), len(columns)) != tuple(jacobian.shape):
        got = (len(rows), len(columns))
        msg = f"rows and columns must hold {tuple(jacobian.shape)} names, got {got}"
        raise ValueError(msg)
    m, n = jacobian.shape
    figure = Figure(figsize=(1.3 + 1.1 * n, 1.3 + 0.7 * m))
    grid = figure.add_gridspec(2, 2, width_ratios=(1, n), height_ratios=(m, 1))
    blocks = [weights[:, None], jacobian, (weights @ jacobian)[None]]
    limit = _limit(blocks) if limit is None else _check.positive("limit", limit)
    places = [grid[0, 0], grid[0, 1], grid[1, 1]]
    for block, place, name in zip(blocks, places, names, strict=True):
        _draw_block(figure.add_subplot(place), block, name, limit)
    _name_ticks(figure.axes[1], rows, columns)
    return figure


def plot_product(
    left: Tensor, right: Tensor, names: tuple[str, str, str], *, downwards: bool = False
) -> Figure:
    """Draw the matrix product left @ right = result as three heat maps, in proportion.

    Args:
        left: Shape (m, k).
        right: Shape (k, n).
        names: What left, right and the result are called; their shapes are added.
        downwards: Put the three below each other, for a narrow place.

    Raises:
        ValueError: The shapes do not fit.

    >>> figure = plot_product(torch.ones(5, 2), torch.ones(2, 3), ("A", "B", "C"))
    >>> [axes.get_title() for axes in figure.axes]
    ['A (5, 2)', 'B (2, 3)', 'C (5, 3)']
    """
    if left.dim() != 2 or right.dim() != 2 or left.shape[1] != right.shape[0]:
        shapes = f"{tuple(left.shape)} and {tuple(right.shape)}"
        msg = f"left and right must have the shapes (m, k) and (k, n), got {shapes}"
        raise ValueError(msg)
    blocks = [left.detach(), right.detach(), (left @ right).detach()]
    widths, heights = zip(*((block.shape[1], len(block)) for block in blocks), strict=True)
    if downwards:
        figure = Figure(figsize=(0.78 * max(widths) + 1.2, 0.5 * sum(heights) + 2))
        panels = figure.subplots(3, 1, height_ratios=heights)
    else:
        figure = Figure(figsize=(0.78 * sum(widths) + 1.2, 0.5 * len(left) + 0.7))
        panels = figure.subplots(1, 3, width_ratios=widths)
    limit = _limit(blocks)
    for axes, block, name, sign in zip(panels, blocks, names, ["", "@", "="], strict=True):
        _draw_block(axes, block, f"{name} {tuple(block.shape)}", limit)
        axes.set_aspect("equal")
        axes.set_ylabel(sign, rotation=0, ha="right", va="center", fontsize=14)
    draw = partial(plot_product, left, right, names, downwards=True)
    return figure if downwards else redraw(figure, draw)


def _figure(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure


def _longest_first(arrows: Tensor) -> Tensor:
    """Return arrows so that a short one is drawn over a long one, where it can be seen."""
    return arrows[arrows.double().norm(dim=1).argsort(descending=True, stable=True)]


def _draw_curve(axes: Axes, f: _check.Function, span: Span, label: str | None = None) -> None:
    xs = torch.linspace(*span, 200, dtype=torch.float64)
    ys = [_check.scalar_result(f, x).item() for x in xs]
    axes.plot(xs.numpy(), ys, color=BLUE, label=label)


def _draw_path(axes: Axes, run: Descent) -> None:
    xs, ys = run.x.numpy(), run.y.numpy()
    arrows = xs[:-1], ys[:-1], xs[1:] - xs[:-1], ys[1:] - ys[:-1]
    axes.quiver(*arrows, angles="xy", scale_units="xy", scale=1, color=ORANGE, width=0.008)
    axes.plot(xs, ys, ".", color=ORANGE, markersize=5)


def _limit(blocks: Sequence[Tensor]) -> float:
    """Return the largest absolute value, by which several heat maps share one scale."""
    return max(block.abs().max().item() for block in blocks) or 1.0


def _draw_block(axes: Axes, block: Tensor, name: str, limit: float) -> None:
    # Twice the limit keeps the colours pale enough for the numbers that stand on them.
    axes.imshow(block.numpy(), cmap="RdBu", vmin=-2 * limit, vmax=2 * limit, aspect="auto")
    for i, row in enumerate(block.tolist()):
        for j, value in enumerate(row):
            axes.text(j, i, f"{value:.3g}", ha="center", va="center")
    axes.set(title=name, xticks=[], yticks=[])
    axes.grid(visible=False)
    axes.spines[:].set_visible(True)


def _name_ticks(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(length=0)
