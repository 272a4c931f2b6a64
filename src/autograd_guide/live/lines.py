"""Series of positive numbers on a logarithmic scale, of which a slider chooses one."""

import math
from collections.abc import Mapping, Sequence
from itertools import chain

from autograd_guide.live.drawing import Plot, dot, line, moving, words
from autograd_guide.live.figure import LiveFigure, Slider, State, fill


def live_lines(  # noqa: PLR0913 - the last four are words
    lines: Mapping[float, Sequence[float]],
    *,
    first: float,
    label: str,
    xlabel: str,
    ylabel: str,
    says: str,
) -> LiveFigure:
    """Show one of several series over its positions, from 1; the others stay in grey.

    The highest and the lowest one have their position of the slider beside them.

    Args:
        lines: Position of the slider → positive numbers, as many in each series.
        first: Which position comes first.
        label: What the slider sets.
        xlabel: What the positions within a series are.
        ylabel: What the numbers are.
        says: The state in words; ``{key}`` (the position of the slider), ``{first}`` and ``{last}``
            (the ends of the series) are filled in.

    Raises:
        ValueError: There are fewer than two series, they differ in length or are shorter than two,
            a number is not above 0, ``first`` is no key, or words name an unknown field.

    >>> figure = live_lines(
    ...     {0.5: [0.25, 0.5, 1.0], 2.0: [4.0, 2.0, 1.0]}, first=2.0, says="{key:g}: {first:g}",
    ...     label="factor", xlabel="layer", ylabel="size",
    ... )
    >>> figure.state(0), figure.state(1)
    ('0.5: 0.25', '2: 4')
    """
    _check_lines(lines, first)
    keys, rows = list(lines), [[math.log10(each) for each in row] for row in lines.values()]

    def state(i: int) -> str:
        series = lines[keys[i]]
        return fill("says", says, key=keys[i], first=series[0], last=series[-1])

    low, high = min(chain(*rows)), max(chain(*rows))
    plot = Plot((1, len(rows[0])), (low - 1, high + 1), (xlabel, ylabel), powers=True)
    paths = [plot.path(enumerate(row, start=1)) for row in rows]
    for path in paths:
        line(plot.inside, "grey", path, width=1)
    _name_outermost(plot, list(lines), rows)
    line(plot.inside, "blue", part="series")
    dot(plot.inside, "orange", "end")
    parts: dict[tuple[str, str], State] = {
        ("series", "d"): lambda i: paths[i],
        **moving("end", lambda i: plot.at(1, rows[i][0])),
    }
    slider = Slider(label, [f"{key:g}" for key in keys], keys.index(first))
    return LiveFigure(plot.svg, [slider], parts, state)


def _name_outermost(plot: Plot, keys: Sequence[float], rows: Sequence[Sequence[float]]) -> None:
    at = len(rows[0]) // 6
    ends = sorted(range(len(rows)), key=lambda i: rows[i][at])
    for i, aside in ((ends[0], 14), (ends[-1], -14)):
        x, y = plot.at(1 + at, rows[i][at])
        words(plot.svg, (x, y + aside), f"{keys[i]:g}", "grey")


def _check_lines(lines: Mapping[float, Sequence[float]], first: float) -> None:
    lengths = sorted({len(row) for row in lines.values()})
    if len(lines) <= 1 or len(lengths) > 1 or lengths[0] <= 1:
        wanted = "lines must be at least two series of one length above 1"
        msg = f"{wanted}, got {len(lines)} of the lengths {lengths}"
        raise ValueError(msg)
    for key, row in lines.items():
        if not all(math.isfinite(each) and each > 0 for each in row):
            msg = f"the series {key:g} must hold finite numbers above 0, got {list(row)}"
            raise ValueError(msg)
    if first not in lines:
        msg = f"first must be one of {list(lines)}, got {first}"
        raise ValueError(msg)
