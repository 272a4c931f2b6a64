r"""Finds the numbers that a page claims.

A claim is each number in digits in prose, headings, titles, captions and alt texts, and each

- inline code that is nothing but a number, a list of numbers or a tensor of them: `40`, `[4., 8.]`;
- formula, or side of a formula (at =, ≈, <, →), that is nothing but numbers: $40$, $x = 10$,
  $[21, 11]$; the numbers inside $2x^2$ are no claims, and neither are exponents.

A number that only names something is no claim: a version (after PyTorch, Python … or with two
dots), a part of the guide (lesson 4, line 3, 第 4 课), the numbering of a heading.
The alt text or caption of a picture may also quote the code of the cell that draws it.
Numbers in words (two, forty, 两、四十) are no claims: count in words, quote results in digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.reading.pages import Page
from tests.reading.spans import Fact
from tests.reading.text import NUMBER, find_numbers

_SOFTWARE = r"(?:Python|PyTorch|torch|NumPy|Matplotlib|scikit-learn|CUDA|Sphinx|macOS)"
_NAMED = re.compile(
    rf"(?:{_SOFTWARE}\s*(?:≥|>=|=|==)?|\b(?:lesson|part|section|exercise|figure|table|lines?)"
    r"|练习|习题|图|表)\s*$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:课|章|节|部分|行|题)")
_NUMBERING = re.compile(r"\.\s|[、．]")
_RELATION = re.compile(
    r"=|<|>|≈|→|\\approx|\\to|\\le|\\ge|\\in|\\ldots|\\dots|\\neq|\\lt|\\gt|\\pm"
)
_FRAME = re.compile(
    r"\\(?:begin|end)\{\w*matrix\}|\\(?:left|right|quad|[,;%\\ ])|\\text\{\}|tensor"
    r"|[\s()\[\],;.&%{}]"
)


@dataclass(frozen=True)
class Claim:
    """A number on a line, and the code cell that it describes, for a caption or an alt text."""

    number: str
    line: int
    cell: str = ""


def claims(page: Page) -> Iterator[Claim]:
    """Yield the claims of a page."""
    facts = page.facts
    cell = ""
    for index, fact in enumerate(facts):
        if fact.kind in {"directive", "code"}:
            after = (later.text for later in facts[index:] if later.kind == "code")
            cell = next(after, "") if fact.value == "code-cell" and fact.kind != "code" else ""
        yield from (Claim(number, line, cell) for number, line in _numbers(fact))


def _numbers(fact: Fact) -> Iterator[tuple[str, int]]:
    match fact.kind:
        case "prose":
            for at, found in find_numbers(fact.text):
                if not _only_names(found):
                    yield found[0], fact.line + at
        case "inline code":
            yield from ((number, fact.line) for number in _bare(fact.value))
        case "inline formula" | "formula":
            for side in _RELATION.split(fact.value):
                yield from ((number, fact.line) for number in _bare(side))


def _only_names(found: re.Match[str]) -> bool:
    """Tell whether a number in prose is a version, a part of the guide or a numbering."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    is_part = before.rstrip().endswith("第") and _PART.match(after)
    is_numbering = not before.strip() and _NUMBERING.match(after)
    is_version = found[0].count(".") > 1 or _NAMED.search(before)
    return bool(found[0].startswith("^") or is_version or is_part or is_numbering)


def _bare(text: str) -> list[str]:
    r"""Return the numbers of a text that contains only numbers, brackets and commas, else none.

    >>> _bare("[40., 80.]"), _bare("x**2"), _bare(r"4 \times 10^{-7}"), _bare("2^6")
    (['40', '80'], [], ['4e-7'], ['2'])
    """
    found = [match for _, match in find_numbers(text)]
    rest = NUMBER.sub("", found[0].string) if found else text
    if _FRAME.sub("", rest):
        return []
    return [match[0] for match in found if not match[0].startswith("^")]
