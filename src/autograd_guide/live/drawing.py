"""What figures are drawn with: elements of SVG, and axes on which numbers have their place.

Attributes give the colours of a light page, so that the picture needs no style sheet; on a page
``figures.css`` replaces them by those of the theme, by the names of classes.
"""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

import torch
from matplotlib.ticker import MaxNLocator

from autograd_guide import _check
from autograd_guide.live.figure import State
from autograd_guide.style import BLUE, GREY, ORANGE

WIDTH = 440  # of a drawing, in its own units: on a phone of 375 px they are 0.78 px
LETTERS = 15  # their size in these units; figures.css has 17 on a phone, which is 13.3 px there
COLOURS = {"blue": BLUE, "orange": ORANGE, "grey": GREY, "ink": "#1a1a1a"}

Pair = tuple[float, float]


def coordinate(value: float) -> str:
    """Return a coordinate as SVG needs it: a tenth is enough.

    >>> coordinate(12.34), coordinate(-0.04), coordinate(7.0)
    ('12.3', '0', '7')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def points(pairs: Iterable[Pair]) -> str:
    """Return the attribute ``d`` of a path that leads straight from place to place.

    >>> points([(0, 0), (1.5, 2)])
    'M0 0L1.5 2'
    """
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in pairs)


def svg(height: float, width: float = WIDTH) -> ET.Element:
    """Return an empty drawing."""
    size = {"width": coordinate(width), "height": coordinate(height)}
    font = {"font-size": str(LETTERS), "font-family": "system-ui, sans-serif"}
    box = f"0 0 {size['width']} {size['height']}"
    return ET.Element("svg", {"role": "img", "viewBox": box, **size, **font})


def add(parent: ET.Element, tag: str, part: str = "", **attributes: float | str) -> ET.Element:
    """Add an element; ``part`` names one that changes, ``stroke_width`` is ``stroke-width``."""
    element = ET.SubElement(parent, tag, {"data-part": part} if part else {})
    for name, value in attributes.items():
        text = value if isinstance(value, str) else coordinate(value)
        element.set(name.replace("_", "-"), text)
    return element


def line(parent: ET.Element, colour: str, d: str = "", part: str = "", width: float = 2.5) -> None:
    """Add a path that is stroked and not filled."""
    look = {"class": f"s-{colour}", "stroke": COLOURS[colour], "stroke-width": coordinate(width)}
    round_ends = {"stroke-linejoin": "round", "stroke-linecap": "round"}
    element = add(parent, "path", part, fill="none", d=d)
    element.attrib |= look | round_ends


def dot(
    parent: ET.Element, colour: str, part: str, radius: float = 6, place: Pair = (0, 0)
) -> None:
    """Add a filled circle."""
    circle = add(parent, "circle", part, cx=place[0], cy=place[1], r=radius, fill=COLOURS[colour])
    circle.set("class", f"f-{colour}")


def words(  # noqa: PLR0913 - the last three say how
    parent: ET.Element,
    place: Pair,
    text: str,
    colour: str = "ink",
    *,
    part: str = "",
    anchor: str = "",
) -> None:
    """Add a text whose middle, or the end that ``anchor`` names, is at a place."""
    x, y = place
    look = {"text_anchor": anchor or "middle", "fill": COLOURS[colour], "dy": ".35em"}
    element = add(parent, "text", part, x=x, y=y, **look)
    element.set("class", f"f-{colour}")
    element.text = text


def inset(parent: ET.Element, corner: Pair, size: Pair) -> ET.Element:
    """Add a part of the drawing that cuts off what lies beyond it; its units stay the same."""
    (x, y), (width, height) = corner, size
    box = " ".join(map(coordinate, (x, y, width, height)))
    return add(parent, "svg", x=x, y=y, width=width, height=height, viewBox=box)


class Plot:
    """Axes in a drawing, with ticks and a name for each, and an inset in which to draw.

    Args:
        x: The ends of the x axis.
        y: The ends of the y axis.
        names: What stands below the x axis and above the y axis.
        height: The height of the drawing, in its units.
        powers: Name a tick of the y axis as a power of ten.
    """

    def __init__(
        self,
        x: Pair,
        y: Pair,
        names: tuple[str, str],
        height: float = 300,
        *,
        powers: bool = False,
    ) -> None:
        """Draw the axes."""
        self.spans = x, y
        self.left, self.right, self.top, self.bottom = 48.0, WIDTH - 12.0, 26.0, height - 44.0
        corner, size = (self.left, self.top), (self.right - self.left, self.bottom - self.top)
        self.svg = svg(height)
        for end in ((self.left, self.top), (self.right, self.bottom)):
            line(self.svg, "grey", points([(self.left, self.bottom), end]), width=1)
        for tick in _ticks(x):
            words(self.svg, (self.at(tick, y[0])[0], self.bottom + 13), f"{tick:g}", "grey")
        for tick in _ticks(y):
            place = self.left - 7, self.at(x[0], tick)[1]
            name = _power(tick) if powers else f"{tick:g}"
            words(self.svg, place, name, "grey", anchor="end")
        words(self.svg, ((self.left + self.right) / 2, self.bottom + 33), names[0])
        words(self.svg, (self.left, 10), names[1])
        self.inside = inset(self.svg, corner, size)

    def legend(self, *names: tuple[str, str, str]) -> None:
        """Name lines above the right end of the axes: colour, ``data-part``, text."""
        row = add(self.svg, "text", x=self.right, y=10, text_anchor="end", dy=".35em")
        row.set("class", "f-ink")
        for colour, part, text in names:
            name = add(row, "tspan", part, dx=14 if len(row) else 0, fill=COLOURS[colour])
            name.set("class", f"f-{colour}")
            name.text = text

    def at(self, x: float, y: float) -> Pair:
        """Return where in the drawing the numbers x and y are."""
        (x0, x1), (y0, y1) = self.spans
        across, up = (x - x0) / (x1 - x0), (y - y0) / (y1 - y0)
        across, up = across * (self.right - self.left), up * (self.bottom - self.top)
        return self.left + across, self.bottom - up

    def path(self, pairs: Iterable[Pair]) -> str:
        """Return the attribute ``d`` of a path through pairs of numbers."""
        return points(self.at(x, y) for x, y in pairs)


def value_at(f: _check.Function, x: float) -> float:
    """Return the value of a function of one number, computed in float64."""
    return _check.scalar_result(f, torch.tensor(x, dtype=torch.float64)).item()


def curve_plot(f: _check.Function, span: Pair, names: tuple[str, str]) -> Plot:
    """Return axes with the curve of a function of one number."""
    xs = torch.linspace(*span, 61, dtype=torch.float64).tolist()
    heights = [value_at(f, x) for x in xs]
    room = 0.06 * (max(heights) - min(heights)) or 1.0
    plot = Plot(span, (min(heights) - room, max(heights) + room), names)
    line(plot.inside, "blue", plot.path(zip(xs, heights, strict=True)))
    return plot


def _ticks(span: Pair) -> list[float]:
    """Return round numbers between two ends."""
    low, high = span
    found = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(tick) for tick in found if low <= tick <= high]


def _power(exponent: float) -> str:
    """Return a power of ten.

    >>> _power(-12.0)
    '10⁻¹²'
    """
    return "10" + f"{exponent:g}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def moving(part: str, place: Callable[..., Pair]) -> dict[tuple[str, str], State]:
    """Return what changes of a circle whose place in the drawing depends on the sliders."""
    return {
        (part, "cx"): lambda *at: coordinate(place(*at)[0]),
        (part, "cy"): lambda *at: coordinate(place(*at)[1]),
    }
