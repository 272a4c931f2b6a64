"""A slope as a limit: the line through two points of a curve while one comes closer."""

from collections.abc import Sequence

from autograd_guide import _check
from autograd_guide.derivative import numerical_gradient
from autograd_guide.live.drawing import Pair, curve_plot, dot, line, moving, value_at
from autograd_guide.live.figure import LiveFigure, Slider, State, fill


def live_secant(  # noqa: PLR0913 - the last three are words
    f: _check.Function,
    at: Sequence[float],
    steps: Sequence[float],
    span: Pair,
    *,
    start: int = 0,
    says: str,
    labels: tuple[str, str] = ("x", "h"),
    names: tuple[str, str] = ("x", "y"),
) -> LiveFigure:
    """Show the line through x and x + h on the curve of ``f``, and in grey its limit, the tangent.

    Args:
        f: Takes a float64 tensor with one element, returns one with one element.
        at: The positions of the first slider, x; each must lie in ``span``.
        steps: The positions of the second, h; not 0.
        span: The ends of the x axis.
        start: Which of the positions of x comes first.
        says: The state in words; ``{x}``, ``{h}``, ``{y}``, ``{moved}`` (the value at x + h),
            ``{ratio}`` and ``{slope}`` (measured at x) are filled in.
        labels: What the sliders set.
        names: What the axes show.

    Raises:
        ValueError: ``span`` is no interval, a point is outside of it, a step is 0, or words name an
            unknown field.

    >>> says = "({moved:g} - {y:g}) / {h} = {ratio:g}"
    >>> figure = live_secant(lambda x: 2 * x**2, [10.0], [1.0, 0.1], (0, 12), says=says)
    >>> figure.state(0, 0), figure.state(0, 1)
    ('(242 - 200) / 1.0 = 42', '(204.02 - 200) / 0.1 = 40.2')
    """
    _check.interval("span", span)
    _check_points(at, steps, span)
    slopes = [numerical_gradient(f, x).item() for x in at]
    values = [value_at(f, x) for x in at]
    moved = [[value_at(f, x + h) for h in steps] for x in at]
    ratios = [
        [(there - y) / h for there, h in zip(row, steps, strict=True)]
        for row, y in zip(moved, values, strict=True)
    ]

    def state(i: int, j: int) -> str:
        fields = {"x": at[i], "h": steps[j], "y": values[i], "moved": moved[i][j]}
        return fill("says", says, **fields, ratio=ratios[i][j], slope=slopes[i])

    plot = curve_plot(f, span, names)

    def through(i: int, slope: float) -> str:
        return plot.path((x, values[i] + slope * (x - at[i])) for x in span)

    plot.legend(("grey", "", "— h → 0"))
    line(plot.inside, "grey", part="tangent", width=1.5)
    line(plot.inside, "orange", part="secant")
    dot(plot.inside, "orange", "far", 5)
    dot(plot.inside, "blue", "near")
    parts: dict[tuple[str, str], State] = {
        ("tangent", "d"): lambda i, _: through(i, slopes[i]),
        ("secant", "d"): lambda i, j: through(i, ratios[i][j]),
        **moving("near", lambda i, _: plot.at(at[i], values[i])),
        **moving("far", lambda i, j: plot.at(at[i] + steps[j], moved[i][j])),
    }
    sliders = [
        Slider(labels[0], [f"{x:g}" for x in at], start),
        Slider(labels[1], [f"{h:g}" for h in steps]),
    ]
    handle = [0], lambda i, _: plot.at(at[i], values[i])
    return LiveFigure(plot.svg, sliders, parts, state, handle=handle)


def _check_points(at: Sequence[float], steps: Sequence[float], span: Pair) -> None:
    for x in at:
        if not span[0] <= x <= span[1]:
            msg = f"every point of at must lie in the span {span}, got {x}"
            raise ValueError(msg)
    if not (at and steps and all(steps)):
        msg = f"at and steps must hold numbers, and no step may be 0, got {at} and {steps}"
        raise ValueError(msg)
