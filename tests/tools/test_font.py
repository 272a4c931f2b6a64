"""The guide's own Chinese font: what it holds, what it is called, and that its licence is there."""

import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from tests import ROOT
from tests.tools.subset_font import FAMILY, FONT, KEPT_NAMES, NAMES, characters, hanzi

CODE_CELL = re.compile(r"^(`{3,})\{code-cell\}.*?^\1$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def font() -> TTFont:
    """Open the font as it is shipped."""
    return TTFont(FONT)


def is_wide(char: str) -> bool:
    """Say whether the character is as wide as a 汉字: only this font can draw those."""
    return unicodedata.east_asian_width(char) in {"W", "F"}


def code_with_chinese() -> dict[str, str]:
    """Return the Chinese code of the guide: each page's cells and each program, by file name."""
    pages = {page: page.read_text("utf-8") for page in (ROOT / "docs/zh").glob("*.md")}
    cells = {
        page: "\n".join(match[0] for match in CODE_CELL.finditer(text))
        for page, text in pages.items()
    }
    programs = {file: file.read_text("utf-8") for file in (ROOT / "examples/zh").glob("*.py")}
    return {str(file.relative_to(ROOT)): code for file, code in (cells | programs).items()}


def test_font_holds_the_common_hanzi(font: TTFont) -> None:
    """All of GB2312 level 1 is there, however the list of characters was edited."""
    assert len(hanzi()) == 3755
    assert hanzi() <= font.getBestCmap().keys()


def test_font_is_the_one_that_the_script_makes(font: TTFont) -> None:
    """The committed file and the script that makes it name the same characters."""
    assert font.getBestCmap().keys() == characters()


@pytest.mark.parametrize("char", "∂∇→αη")
def test_font_leaves_signs_that_it_draws_badly_to_dejavu(font: TTFont, char: str) -> None:
    """Greek, arrows and ∂ are as wide as a 汉字 in Noto, so they must come from elsewhere."""
    assert ord(char) not in font.getBestCmap()


def test_font_bears_its_own_name(font: TTFont) -> None:
    """The OFL reserves the name Source; a changed copy is called by ours and by no other."""
    names = {record.nameID: str(record) for record in font["name"].names}
    assert names.keys() == {*KEPT_NAMES, *NAMES}
    assert {number: names[number] for number in NAMES} == NAMES
    assert names[1] == FAMILY


def test_font_comes_with_its_licence(font: TTFont) -> None:
    """The copyright line in the font and the whole licence lie beside it."""
    licence = FONT.with_name("OFL.txt").read_text("utf-8")
    copyright_line = "2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"
    assert copyright_line in font["name"].getDebugName(0)
    assert copyright_line in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_font_draws_every_chinese_character_of_the_code(font: TTFont) -> None:
    """No label, alt text or message of a Chinese cell or program shows a box."""
    drawn = font.getBestCmap().keys()
    missing = {
        file: sorted({char for char in code if is_wide(char) and ord(char) not in drawn})
        for file, code in code_with_chinese().items()
    }
    assert missing, "no Chinese page or program was found"
    assert {file: chars for file, chars in missing.items() if chars} == {}
