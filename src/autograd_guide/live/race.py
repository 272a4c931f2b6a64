"""The paths of several optimizers on one function, step by step."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from autograd_guide import _check
from autograd_guide.live.drawing import Pair, Plot, add, dot, line, moving
from autograd_guide.live.figure import Button, LiveFigure, Slider, State, fill
from autograd_guide.live.landscape import contours

COLOURS = ("blue", "orange", "ink")


def live_race(  # noqa: PLR0913 - the last four are words
    f: _check.Function,
    spans: tuple[Pair, Pair],
    paths: Mapping[str, Tensor],
    *,
    heights: Sequence[float],
    first: int = 0,
    label: str,
    says: str,
    buttons: tuple[str, str],
    names: tuple[str, str] = ("x", "y"),
) -> LiveFigure:
    """Show contour lines and how far each path has come after the step that one chooses.

    Args:
        f: Takes a tensor of shape (2,), returns one with one element.
        spans: The ends of both axes.
        paths: Name → places of shape (steps + 1, 2), at most three paths. A path that is shorter
            than the longest one stays at its end.
        heights: At which values of ``f`` there is a contour line.
        first: The step that is shown at the beginning.
        label: What the slider sets.
        says: The state in words; ``{k}`` (the step) and ``{a}``, ``{b}``, ``{c}``, the distance of
            the first, second and third path from (0, 0), are filled in.
        buttons: What the buttons for one step and for all steps are called.
        names: What the axes show.

    Raises:
        ValueError: A span is no interval, there is no path or more than three, a path has another
            shape, or words name an unknown field.

    >>> figure = live_race(
    ...     lambda p: (p**2).sum(), ((-5, 5), (-5, 5)), {"half": torch.tensor([[4.0, 0], [2, 0]])},
    ...     heights=[1, 4], label="step", says="{k}: {a:g}", buttons=("step", "run"),
    ... )
    >>> figure.state(0), figure.state(1)
    ('0: 4', '1: 2')
    """
    for name, span in zip(names, spans, strict=True):
        _check.interval(f"the span of {name}", span)
    _check_paths(paths)
    places = [path.detach().double().tolist() for path in paths.values()]
    steps = max(map(len, places)) - 1
    distances = [path.detach().double().norm(dim=1).tolist() for path in paths.values()]

    def state(k: int) -> str:
        reached = [each[min(k, len(each) - 1)] for each in distances]
        return fill("says", says, k=k, **dict(zip("abc", reached, strict=False)))

    plot = Plot(*spans, names, height=300)
    hills = add(plot.inside, "g", stroke_opacity="0.45")
    for contour in contours(f, spans, heights):
        line(hills, "grey", plot.path(contour), width=1)
    plot.legend(*((colour, "", name) for name, colour in zip(paths, COLOURS, strict=False)))
    parts: dict[tuple[str, str], State] = {}
    for name, path, colour in zip(paths, places, COLOURS, strict=False):
        line(plot.inside, colour, part=name, width=2)
        dot(plot.inside, colour, f"{name}-end", 5)
        parts |= _follow(plot, name, path)
    slider = Slider(label, [str(k) for k in range(steps + 1)], first)
    moves = [Button(name, {0: to}) for name, to in zip(buttons, ("+1", "run"), strict=True)]
    return LiveFigure(plot.svg, [slider], parts, state, buttons=moves)


def _follow(plot: Plot, name: str, path: list[list[float]]) -> dict[tuple[str, str], State]:
    """Return how the line and the dot of a path follow the slider."""

    def until(k: int) -> str:
        return plot.path((x, y) for x, y in path[: k + 1])

    def head(k: int) -> Pair:
        x, y = path[min(k, len(path) - 1)]
        return plot.at(x, y)

    return {(name, "d"): until, **moving(f"{name}-end", head)}


def _check_paths(paths: Mapping[str, Tensor]) -> None:
    if not 1 <= len(paths) <= len(COLOURS):
        msg = f"paths must be one to {len(COLOURS)}, got {len(paths)}"
        raise ValueError(msg)
    for name, path in paths.items():
        if path.ndim != 2 or path.shape[1] != 2 or not torch.isfinite(path).all():
            wanted = f"the path {name} must hold finite places of shape (steps + 1, 2)"
            msg = f"{wanted}, got {tuple(path.shape)}"
            raise ValueError(msg)
