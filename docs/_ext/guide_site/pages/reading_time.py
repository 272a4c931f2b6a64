"""The reading time of a page."""

import re

HAN = re.compile("[\u4e00-\u9fff]")
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
WORDS, CHARACTERS = 200, 350  # read in a minute, in English and in Chinese
CELL = 0.25  # minutes to take in one cell and what it printed


def minutes(source: str) -> int:
    r"""Return the reading time of a page, in whole minutes.

    >>> minutes("word " * 400), minutes("字" * 700), minutes("```{code-cell} python\n```\n" * 8)
    (2, 2, 2)
    """
    prose = FENCE.sub("", source)
    characters = len(HAN.findall(prose))
    words = len(HAN.sub(" ", prose).split())
    cells = source.count("{code-cell}") - source.count("remove-cell")
    return max(1, round(words / WORDS + characters / CHARACTERS + cells * CELL))
