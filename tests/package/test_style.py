"""The look of the figures is set where they are drawn, and in Jupyter they are SVG."""

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
    """Outside of Jupyter there is nothing to set."""
    seen: list[str] = []
    monkeypatch.setattr(inline, "set_matplotlib_formats", seen.append)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    for name in modules:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    use_style()
    assert seen == formats


def test_our_font_is_there_once_and_first() -> None:
    """However often the style is set."""
    for _ in range(2):
        use_style()
    assert [font.name for font in font_manager.fontManager.ttflist].count(FONT) == 1
    assert rcParams["font.family"][0] == FONT
    assert rcParams["svg.fonttype"] == "path"
