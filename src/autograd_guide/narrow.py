"""Figures for narrow screens: the same picture, so narrow that its letters stay legible there."""

from collections.abc import Callable
from io import StringIO
from weakref import WeakKeyDictionary

from matplotlib.figure import Figure

# In inches. A phone shows a figure about 340 CSS pixels wide, and at this width letters of 11
# points are then 11.8 CSS pixels high.
WIDTH, HEIGHT = 4.4, 3.4
_REDRAWN: WeakKeyDictionary[Figure, Callable[[], Figure]] = WeakKeyDictionary()


def redraw(figure: Figure, draw: Callable[[], Figure]) -> Figure:
    """Return the figure, and remember how to draw it anew for a narrow screen."""
    _REDRAWN[figure] = draw
    return figure


def narrow(figure: Figure) -> str:
    """Return a figure as SVG for a narrow screen, or the empty string if it is narrow already.

    A figure of the guide that would be crowded is drawn anew; any other is drawn 4.4 inches wide,
    with letters of the same size, and is afterwards as it was.

    >>> figure = Figure(figsize=(8.8, 3.6))
    >>> 'width="316.8pt"' in narrow(figure)  # 4.4 · 72
    True
    >>> figure.get_size_inches().tolist(), narrow(Figure(figsize=(3, 3)))
    ([8.8, 3.6], '')
    """
    if figure in _REDRAWN:
        return _svg(_REDRAWN[figure]())
    width, height = figure.get_size_inches()
    if width <= WIDTH:
        return ""
    try:
        figure.set_size_inches(WIDTH, min(height, max(HEIGHT, height * WIDTH / width)))
        return _svg(figure)
    finally:
        figure.set_size_inches(width, height)


def _svg(figure: Figure) -> str:
    file = StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
