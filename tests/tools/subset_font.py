"""Make the guide's Chinese font from Noto Sans SC; run by hand when the set of characters changes.

The source is the font in the package zhplot 1.0.0 (Noto Sans SC 2.004, licensed under the OFL):

    python -m pip download --no-deps zhplot==1.0.0
    python -m zipfile -e zhplot-1.0.0-py3-none-any.whl zhplot
    .nox/guide/bin/python -m tests.tools.subset_font zhplot/zhplot/fonts/NotoSansSC-Regular.ttf

The same source gives the same bytes: the dates inside are those of the source.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

from tests import ROOT

FAMILY = "Autograd Guide SC"
FONT = ROOT / "src/autograd_guide/fonts/AutogradGuideSC-Regular.ttf"
# Without spaces; 4 and 6 are the name shown and the PostScript name, 3 is the unique one.
NAMES = {
    1: FAMILY,
    3: "2.004;AutogradGuideSC-Regular",
    4: f"{FAMILY} Regular",
    5: "Version 2.004; the characters of GB2312 level 1",
    6: "AutogradGuideSC-Regular",
}
# What the licence wants kept: copyright, style, trademark, makers, licence.
KEPT_NAMES = [0, 2, 7, 8, 9, 10, 11, 13, 14]
# Greek, arrows, ∂ and ∇ are absent on purpose: Noto's are as wide as a 汉字 and look spaced out,
# so plots take them from DejaVu Sans. The minus sign is the one on axes.
PUNCTUATION = "–—‘’“”…‰′″−、。〃々〇〈〉《》「」『』【】〔〕〖〗￥"


def hanzi() -> set[int]:
    """Return the code points of GB2312 level 1, the 3755 commonest 汉字.

    >>> len(hanzi())
    3755
    """
    rows, cells = range(0xB0, 0xD8), range(0xA1, 0xFF)
    pairs = (bytes([row, cell]) for row in rows for cell in cells)
    return {ord(char) for char in (pair.decode("gb2312", "ignore") for pair in pairs) if char}


def characters() -> set[int]:
    """Return every code point of the font: Latin, Chinese punctuation, full-width forms, 汉字."""
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
    full_width = {0x3000, *range(0xFF01, 0xFF5F)}
    return latin | full_width | set(map(ord, PUNCTUATION)) | hanzi()


def rename(font: TTFont) -> None:
    """Give the font its own family name, as the OFL wants of a changed copy."""
    for name, text in NAMES.items():
        font["name"].setName(text, name, 3, 1, 0x409)


def main(source: str) -> None:
    """Write the subset of the font file `source` to the helper package."""
    options = subset.Options(
        layout_features=["kern"],
        hinting=False,
        name_IDs=[*KEPT_NAMES, *NAMES],
        drop_tables=["BASE", "DSIG", "GDEF", "GSUB", "STAT", "vhea", "vmtx"],
        recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font)
    font.save(FONT)


if __name__ == "__main__":
    main(*sys.argv[1:])
