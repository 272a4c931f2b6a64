"""What Markdown does to text: emphasis that does not close, blanks and signs between 汉字."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.parity.drift import Drift
from tests.parity.pages import LANGUAGES, page_names, read_page
from tests.parity.text import HAN, WIDE

STAR = (re.compile(r"\*"), "this emphasis does not open or close: move the punctuation out of it")
BREAK = (
    re.compile(rf"[{HAN}{WIDE}]\n[{HAN}{WIDE}]"),
    "a line break between two 汉字 shows as a blank: one paragraph, one line",
)
HALF = (re.compile(rf"[{HAN}][,;:?!][{HAN}]"), "half-width punctuation between two 汉字")
RULES = {"en": (STAR,), "zh": (STAR, BREAK, HALF)}


def lint(root: Path) -> Iterator[Drift]:
    """Yield each fault of the text that a reader would see."""
    for language in LANGUAGES:
        for name in sorted(page_names(root, language)):
            yield from lint_page(root, language, name)


def lint_page(root: Path, language: str, name: str) -> Iterator[Drift]:
    """Yield the faults of one page."""
    page = read_page(root, language, name)
    for section in page.sections:
        for fact in (fact for fact in section.facts if fact.kind == "prose"):
            for line, what in _faults(fact.text, language):
                yield Drift(page.path, fact.line + line, what, f"{name}#{section.label}")


def _faults(prose: str, language: str) -> Iterator[tuple[int, str]]:
    for pattern, what in RULES[language]:
        for found in pattern.finditer(prose):
            around = prose[max(0, found.start() - 6) : found.end() + 6].replace("\n", " ")
            yield prose[: found.start()].count("\n"), f"{what} (at “{around}”)"
