"""Gradient descent on a function of two numbers, from the place that one chooses."""

from collections.abc import Callable, Sequence
from itertools import product

import torch
from matplotlib.figure import Figure

from autograd_guide import _check
from autograd_guide.descent import Descent, gradient_descent
from autograd_guide.live.drawing import Pair, Plot, dot, line, moving
from autograd_guide.live.figure import LiveFigure, Slider, State, fill


def live_landscape(  # noqa: PLR0913 - the last two are words
    f: _check.Function,
    spans: tuple[Pair, Pair],
    starts: tuple[Sequence[float], Sequence[float]],
    lr: float,
    steps: int,
    *,
    first: Pair,
    heights: Sequence[float],
    says: str,
    names: tuple[str, str] = ("x", "y"),
) -> LiveFigure:
    """Show contour lines and the path of gradient descent from the place that one chooses.

    Args:
        f: Takes a tensor of shape (2,), returns one with one element.
        spans: The ends of both axes.
        starts: The positions of both sliders: where a path may begin.
        lr: The learning rate.
        steps: How many steps each path has.
        first: Where the first path begins.
        heights: At which values of ``f`` there is a contour line.
        says: The state in words; ``{x}``, ``{y}``, ``{height}`` (where the path begins), ``{x1}``,
            ``{y1}``, ``{height1}`` (where it ends) and ``{steps}`` are filled in.
        names: What the axes and the sliders are called.

    Raises:
        ValueError: A span is no interval, ``lr`` or ``steps`` is not above 0, ``first`` is not
            among the starts, or words name an unknown field.

    >>> figure = live_landscape(
    ...     lambda p: (p**2).sum(), ((-3, 3), (-3, 3)), ([1.0, 2.0], [0.0]), 0.25, 2,
    ...     first=(2.0, 0.0), heights=[1, 4], says="{height:g} to {height1:g} at {x1:g}",
    ... )
    >>> figure.state(1, 0)  # each step halves x
    '4 to 0.25 at 0.5'
    """
    for name, span in zip(names, spans, strict=True):
        _check.interval(f"the span of {name}", span)
    if any(place not in among for place, among in zip(first, starts, strict=True)):
        msg = f"first must be among the starts, got {first}"
        raise ValueError(msg)
    begins = [torch.tensor(place, dtype=torch.float32) for place in product(*starts)]
    places = product(*(range(len(each)) for each in starts))
    runs: dict[tuple[int, ...], Descent] = {
        place: gradient_descent(f, begin, lr, steps)
        for place, begin in zip(places, begins, strict=True)
    }

    def state(*place: int) -> str:
        run = runs[place]
        (x, y), (x1, y1) = run.x[0].tolist(), run.x[-1].tolist()
        fields = {"x": x, "y": y, "height": run.y[0].item(), "steps": steps}
        return fill("says", says, **fields, x1=x1, y1=y1, height1=run.y[-1].item())

    plot = Plot(*spans, names, height=400)
    for contour in contours(f, spans, heights):
        line(plot.inside, "blue", plot.path(contour), width=1)
    line(plot.inside, "orange", part="path")
    dot(plot.inside, "orange", "end", 4)
    dot(plot.inside, "orange", "start", 7)

    def at(row: int) -> Callable[..., Pair]:
        return lambda *place: plot.at(*runs[place].x[row].tolist())

    parts: dict[tuple[str, str], State] = {
        ("path", "d"): lambda *place: plot.path(map(tuple, runs[place].x.tolist())),
        **moving("start", at(0)),
        **moving("end", at(-1)),
    }
    sliders = [
        Slider(name, [f"{place:g}" for place in among], list(among).index(begin))
        for name, among, begin in zip(names, starts, first, strict=True)
    ]
    return LiveFigure(plot.svg, sliders, parts, state, handle=([0, 1], at(0)))


def contours(
    f: _check.Function, spans: tuple[Pair, Pair], heights: Sequence[float]
) -> list[list[Pair]]:
    """Return the lines on which ``f`` has one of the values."""
    ticks = [torch.linspace(*span, 41, dtype=torch.float64) for span in spans]
    rows = [
        [_check.scalar_result(f, torch.stack([x, y])).item() for x in ticks[0]] for y in ticks[1]
    ]
    drawn = Figure().subplots().contour(*(tick.numpy() for tick in ticks), rows, levels=heights)
    return [[(x, y) for x, y in each.tolist()] for lines in drawn.allsegs for each in lines]
