"""Typesetting faults: emphasis that does not close, blanks and punctuation between 汉字."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.lessons.parity.chinese import texts
from tests.lessons.parity.drift import Drift
from tests.reading.pages import LANGUAGES, page_names, read_page
from tests.reading.spans import MARKDOWN, OBJECT
from tests.reading.text import HAN, WIDE

_SIGN = rf"[{WIDE}“”‘’]"
_LATIN = rf"[A-Za-z\d{OBJECT}]"
STAR = (re.compile(r"\*"), "this emphasis does not open or close: move the punctuation out of it")
BREAK = (
    re.compile(rf"[{HAN}{WIDE}]\n[{HAN}{WIDE}]"),
    "a line break between two 汉字 shows as a blank: one paragraph, one line",
)
TYPOGRAPHY = (
    (
        re.compile(rf"[{HAN}{OBJECT}][,;:?!.](?!\w)|[,;:?!] ?[{HAN}]"),
        "half-width punctuation by 汉字",
    ),
    (re.compile(rf'[{HAN}]"|"[{HAN}]'), "half-width quotes by 汉字"),
    (re.compile(rf"\([^()]*[{HAN}][^()]*\)"), "half-width parentheses around 汉字"),
    (re.compile(rf"[{HAN}]{_LATIN}|{_LATIN}[{HAN}]"), "no blank between 汉字 and letters, digits"),
    (re.compile(rf"[{HAN}] +[{HAN}]"), "a blank between two 汉字"),
    (re.compile(rf"{_SIGN} +[^\s]|[^\s|] +{_SIGN}"), "a blank beside full-width punctuation"),
)
RULES = {"zh": (STAR, BREAK, *TYPOGRAPHY)}
STOPS = "，。：；！？、"  # punctuation that must follow the closing star of emphasis
INSIDE = "punctuation inside emphasis: move it behind the star"


def lint(root: Path) -> Iterator[Drift]:
    """Yield the typesetting faults of all pages, and of Chinese text elsewhere."""
    for language in LANGUAGES:
        for name in sorted(page_names(root, language)):
            yield from lint_page(root, language, name)
    yield from lint_texts(root)


def lint_page(root: Path, language: str, name: str) -> Iterator[Drift]:
    """Yield the typesetting faults of one page."""
    page = read_page(root, language, name)
    for section in page.sections:
        for fact in section.facts:
            faults = _faults(fact.text, language) if fact.kind == "prose" else iter(())
            faults = _emphasis(fact.text) if fact.kind == "text" else faults
            for line, what in faults:
                yield Drift(page.path, fact.line + line, what, f"{name}#{section.label}")


def lint_texts(root: Path) -> Iterator[Drift]:
    """Yield the typesetting faults of Chinese outside of prose, where `texts` finds it."""
    for path, line, text in texts(root):
        for pattern, what in TYPOGRAPHY:
            for found in pattern.finditer(text):
                yield Drift(path, line, f"{what} (at “{_around(text, found)}”)", path)


def _faults(prose: str, language: str) -> Iterator[tuple[int, str]]:
    for pattern, what in RULES.get(language, (STAR,)):
        for found in pattern.finditer(prose):
            yield prose[: found.start()].count("\n"), f"{what} (at “{_around(prose, found)}”)"


def _emphasis(text: str) -> Iterator[tuple[int, str]]:
    """Yield the emphasis that ends in punctuation: in front of 汉字 it would not close."""
    line, before = 0, ""
    for token in MARKDOWN.parseInline(text)[0].children or []:
        if token.type in {"em_close", "strong_close"} and before.endswith(tuple(STOPS)):
            yield line, f"{INSIDE} (at “{before[-6:]}”)"
        line += token.type in {"softbreak", "hardbreak"}
        before = token.content or before


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 6) : found.end() + 6].replace("\n", " ")
