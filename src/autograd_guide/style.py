"""One look for every figure, with Chinese from our own font: the settings are in guide.mplstyle."""

import sys
from importlib.resources import as_file, files

from matplotlib import font_manager, style

FONT = "Autograd Guide SC"
BLUE, ORANGE, GREEN, GREY = "#1f5fa8", "#c4501b", "#2e7d4f", "#6b7280"


def use_style() -> None:
    """Give every figure from here on the look of the guide, in Jupyter as SVG.

    >>> use_style()
    >>> import matplotlib
    >>> matplotlib.rcParams["font.family"]
    ['Autograd Guide SC', 'DejaVu Sans']
    """
    if FONT not in font_manager.fontManager.get_font_names():
        with as_file(files("autograd_guide") / "fonts" / "AutogradGuideSC-Regular.ttf") as font:
            font_manager.fontManager.addfont(font)
    style.use("autograd_guide.guide")
    if "ipykernel" in sys.modules:
        from matplotlib_inline.backend_inline import set_matplotlib_formats  # noqa: PLC0415

        set_matplotlib_formats("svg")  # type: ignore[no-untyped-call]
