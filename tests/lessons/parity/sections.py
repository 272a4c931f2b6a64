"""Compare a section in two languages: its first difference of structure hides what follows from it.

A cell, an item or a paragraph that only one side has shifts all after it; what is reported then is
the part that is missing, and how many further differences its absence may have caused.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import TypeVar

from tests.lessons.parity.drift import Drift, Pair
from tests.lessons.parity.programs import compare_lines, compare_programs
from tests.reading.pages import Section
from tests.reading.spans import Fact
from tests.reading.text import is_translation, squeeze

BAGS = {
    "answer",
    "inline code",
    "inline formula",
    "link",
    "image",
    "role",
    "number",
    "html inline",
    "footnote ref",
}
ONLY_LOCKED = {"text", "prose"}
PYTHON = {"code-cell", "python"}
DOES = re.compile(r"[\w.]+(?=\(| = )")  # what code calls and sets: the same in each language
T = TypeVar("T")


def compare_sections(pair: Pair, en: Section, zh: Section) -> Iterator[Drift]:
    """Yield the drifts of a section; of differences in its structure, only the first."""
    ones, others = ([f for f in s.facts if f.kind not in BAGS | ONLY_LOCKED] for s in (en, zh))
    pairs = list(_matched(ones, others))
    broken = [_differ(pair, *both) for both in pairs if not _agree(*both)]
    texts = (_compare_texts(pair, a, b) for a, b in pairs if a and b and _agree(a, b))
    further = [*(drift for found in texts for drift in found), *_compare_blocks(pair, en, zh)]
    if broken:
        yield _first([*broken, *further])
    else:
        yield from sorted(further, key=lambda drift: drift.line)


def compare_code(pair: Pair, en: Fact, zh: Fact) -> Iterator[Drift]:
    """Yield the drifts of two pieces of code; a name changed throughout is one drift."""
    compare_them = compare_programs if en.value.split()[0] in PYTHON else compare_lines
    seen = set()
    for found in compare_them(en.text, zh.text):
        at = (en.line + found.lines[0] - 1, found.en), (zh.line + found.lines[1] - 1, found.zh)
        change = (found.what, found.en, found.zh)
        if change not in seen:
            yield pair.differ(found.what, *at)
        seen.add(change)


def aligned(
    en: Sequence[T], zh: Sequence[T], key: Callable[[T], object]
) -> Iterator[tuple[T | None, T | None]]:
    """Align two sequences by equal keys, with None where one has no counterpart."""
    for ones, others in _regions(en, zh, key):
        yield from zip_longest(ones, others)


def _regions(
    en: Sequence[T], zh: Sequence[T], key: Callable[[T], object]
) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Cut two sequences into regions that are equal by their keys, or differ, by turns."""
    keys, others = ([key(item) for item in side] for side in (en, zh))
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    return ((en[i:j], zh[k:m]) for _, i, j, k, m in matcher.get_opcodes())


def _first(drifts: Sequence[Drift]) -> Drift:
    """Return the first drift, which says how many others it hides."""
    first, *others = drifts
    more = f", and {len(others)} more in this section, which may follow from it" if others else ""
    return replace(first, what=first.what + more)


def _agree(en: Fact | None, zh: Fact | None) -> bool:
    return bool(en and zh and (en.kind, en.value) == (zh.kind, zh.value))


def _matched(en: list[Fact], zh: list[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Pair the facts of two sections; where their order differs, a cell by what it does."""
    if len(en) == len(zh) and all(map(_agree, en, zh)):
        return zip(en, zh, strict=True)
    return aligned(en, zh, lambda fact: (fact.kind, fact.value, *_what_it_does(fact)))


def _what_it_does(fact: Fact) -> list[str]:
    return DOES.findall(fact.text) if fact.kind == "code" else []


def _compare_blocks(pair: Pair, en: Section, zh: Section) -> Iterator[Drift]:
    """Compare paragraph by paragraph; one language may cut a paragraph in two."""
    blocks, others = _blocks(en), _blocks(zh)
    if len(blocks) == len(others):
        for one, other in zip(blocks, others, strict=True):
            yield from _compare_bags(pair, one, other)
    elif any(_compare_bags(pair, en.facts, zh.facts)):
        for ones, twos in _regions(_telling(blocks), _telling(others), _in_bags):
            yield from _compare_regions(pair, ones, twos)


def _compare_regions(
    pair: Pair, en: Sequence[list[Fact]], zh: Sequence[list[Fact]]
) -> Iterator[Drift]:
    """Report the paragraphs that only one side has whole, else what differs in them."""
    if en and zh:
        yield from _compare_bags(pair, list(chain(*en)), list(chain(*zh)))
        return
    for one, other in zip_longest(en, zh):
        sides = (
            (_text(block).line, _text(block).text) if block else None for block in (one, other)
        )
        yield pair.differ("paragraph", *sides)


def _blocks(section: Section) -> list[list[Fact]]:
    """Cut a section after each paragraph or item; `SpanReader.inline` adds its numbers last."""
    blocks: list[list[Fact]] = [[]]
    before = ""
    for fact in section.facts:
        if before in {"prose", "number"} and fact.kind != "number":
            blocks.append([])
        blocks[-1].append(fact)
        before = fact.kind
    return blocks


def _telling(blocks: list[list[Fact]]) -> list[list[Fact]]:
    """Return the blocks that have anything to compare."""
    return [block for block in blocks if _in_bags(block)]


def _in_bags(block: list[Fact]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((fact.kind, fact.value) for fact in block if fact.kind in BAGS))


def _text(block: list[Fact]) -> Fact:
    return next((fact for fact in block if fact.kind == "text"), block[0])


def _compare_texts(pair: Pair, en: Fact, zh: Fact) -> Iterator[Drift]:
    if en.kind == "code":
        yield from compare_code(pair, en, zh)
    elif not is_translation(squeeze(en.text), squeeze(zh.text)):
        yield pair.differ(en.kind, (en.line, en.text), (zh.line, zh.text))


def _compare_bags(pair: Pair, en: list[Fact], zh: list[Fact]) -> Iterator[Drift]:
    """Compare the facts of a paragraph that may stand in any order, kind by kind."""
    for kind in sorted(BAGS):
        yield from _compare_bag(pair, *([f for f in side if f.kind == kind] for side in (en, zh)))


def _compare_bag(pair: Pair, en: list[Fact], zh: list[Fact]) -> Iterator[Drift]:
    """Match equal values in any order, and report the unmatched ones side by side."""
    only_zh = list(zh)
    only_en = []
    for fact in en:
        twin = next((other for other in only_zh if other.value == fact.value), None)
        if twin:
            only_zh.remove(twin)
        else:
            only_en.append(fact)
    yield from (_differ(pair, one, other) for one, other in zip_longest(only_en, only_zh))


def _differ(pair: Pair, en: Fact | None, zh: Fact | None) -> Drift:
    kinds = {fact.kind for fact in (en, zh) if fact}
    what = kinds.pop() if len(kinds) == 1 else "structure"
    sides = ((fact.line, _named(fact, what)) if fact else None for fact in (en, zh))
    return pair.differ(what, *sides)


def _named(fact: Fact, what: str) -> str:
    if what == "code":
        return fact.text
    return f"{fact.kind} {fact.value}".strip() if what == "structure" else fact.value or fact.text
