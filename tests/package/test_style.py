"""`use_style` sets Matplotlib's font and parameters, and SVG as the format in Jupyter."""

import sys
from types import ModuleType

import matplotlib_inline.backend_inline as inline
import pytest
from matplotlib import font_manager, rcParams

from autograd_guide import use_style
from autograd_guide.style import FONT


@pytest.mark.parametrize(("modules", "formats"), [([], []), (["ipykernel"], ["svg"])])
def test_a_notebook_shows_svg_and_nothing_else_is_touched(
    monkeypatch: pytest.MonkeyPatch, modules: list[str], formats: list[str]
) -> None:
    """Without ipykernel the formats of Matplotlib's inline backend are not set."""
    seen: list[str] = []
    monkeypatch.setattr(inline, "set_matplotlib_formats", seen.append)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    for name in modules:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    use_style()
    assert seen == formats


def test_our_font_is_there_once_and_first() -> None:
    """Calling `use_style` again registers the font in Matplotlib no second time."""
    for _ in range(2):
        use_style()
    assert [font.name for font in font_manager.fontManager.ttflist].count(FONT) == 1
    assert rcParams["font.family"][0] == FONT
    assert rcParams["svg.fonttype"] == "path"
