"""Compare the two languages: pages section by section, programs by their syntax trees."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from tests.lessons.parity.drift import Drift, Pair
from tests.lessons.parity.programs import compare_lines, compare_programs
from tests.reading.pages import FIRST, OTHERS, Page, Section, example_names, page_names, read_page
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
T = TypeVar("T")


def compare(root: Path) -> Iterator[Drift]:
    """Yield each drift between the languages of a repository."""
    for other in OTHERS:
        for name in sorted(page_names(root, FIRST) | page_names(root, other)):
            yield from compare_page(root, name, other)
        for name in sorted(example_names(root, FIRST) | example_names(root, other)):
            yield from compare_example(root, name, other)


def compare_page(root: Path, name: str, other: str = OTHERS[0]) -> Iterator[Drift]:
    """Yield the drifts of one page between the first language and another one."""
    pair = Pair(f"docs/{FIRST}/{name}.md", f"docs/{other}/{name}.md", name)
    if lone := _lone(root, pair, "page"):
        yield lone
        return
    en, zh = read_page(root, FIRST, name), read_page(root, other, name)
    yield from (drift for page in (en, zh) for drift in _labels(page))
    for one, two in _aligned(en.sections, zh.sections, lambda section: section.label):
        label = (one or two or Section("", 1)).label
        at = Pair(pair.en, pair.zh, f"{name}#{label}")
        if one and two and one.label == two.label:
            yield from _compare_sections(at, one, two)
        else:
            sides = ((side.line, side.label) if side else None for side in (one, two))
            yield at.differ("section", *sides)


def compare_example(root: Path, name: str, other: str = OTHERS[0]) -> Iterator[Drift]:
    """Yield the drifts of one program between the first language and another one."""
    pair = Pair(f"examples/{FIRST}/{name}.py", f"examples/{other}/{name}.py", f"examples/{name}")
    if lone := _lone(root, pair, "program"):
        yield lone
        return
    en, zh = ((root / path).read_text(encoding="utf-8") for path in (pair.en, pair.zh))
    yield from _compare_code(pair, Fact("code", "python", 1, en), Fact("code", "python", 1, zh))


def _lone(root: Path, pair: Pair, what: str) -> Drift | None:
    for path, other in ((pair.en, pair.zh), (pair.zh, pair.en)):
        if not (root / other).exists():
            return Drift(path, 1, f"this {what} has no counterpart {other}", pair.key)
    return None


def _labels(page: Page) -> Iterator[Drift]:
    """Yield headings without a label, labels given twice, and a first label not the page's name."""
    seen: set[str] = set()
    slug = page.name.rpartition("/")[2]
    if page.sections[0].label != slug:
        what = f"the page must begin with the label ({slug})="
        yield Drift(page.path, page.sections[0].line, what, page.name)
    for before, fact in zip([None, *page.facts], page.facts, strict=False):
        if fact.kind == "heading" and (before is None or before.kind != "label"):
            yield Drift(page.path, fact.line, "this heading has no label of its own", page.name)
        if fact.kind == "label" and fact.value in seen:
            yield Drift(page.path, fact.line, f"the label {fact.value} stands twice", page.name)
        seen |= {fact.value} if fact.kind == "label" else set()


def _compare_sections(pair: Pair, en: Section, zh: Section) -> Iterator[Drift]:
    ones, others = ([f for f in s.facts if f.kind not in BAGS | ONLY_LOCKED] for s in (en, zh))
    for one, other in _aligned(ones, others, lambda fact: (fact.kind, fact.value)):
        if one and other and (one.kind, one.value) == (other.kind, other.value):
            yield from _compare_texts(pair, one, other)
        else:
            yield _differ(pair, one, other)
    blocks = _blocks(en), _blocks(zh)
    if len(blocks[0]) != len(blocks[1]):
        blocks = [en.facts], [zh.facts]
    for one_block, other_block in zip(*blocks, strict=True):
        for kind in sorted(BAGS):
            bags = ([f for f in side if f.kind == kind] for side in (one_block, other_block))
            yield from _compare_bags(pair, *bags)


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


def _compare_texts(pair: Pair, en: Fact, zh: Fact) -> Iterator[Drift]:
    if en.kind == "code":
        yield from _compare_code(pair, en, zh)
    elif not is_translation(squeeze(en.text), squeeze(zh.text)):
        yield pair.differ(en.kind, (en.line, en.text), (zh.line, zh.text))


def _compare_code(pair: Pair, en: Fact, zh: Fact) -> Iterator[Drift]:
    compare_them = compare_programs if en.value.split()[0] in PYTHON else compare_lines
    for found in compare_them(en.text, zh.text):
        at = (en.line + found.lines[0] - 1, found.en), (zh.line + found.lines[1] - 1, found.zh)
        yield pair.differ(found.what, *at)


def _compare_bags(pair: Pair, en: list[Fact], zh: list[Fact]) -> Iterator[Drift]:
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
    return f"{fact.kind} {fact.value}".strip() if what == "structure" else fact.value or fact.text


def _aligned(
    en: Sequence[T], zh: Sequence[T], key: Callable[[T], object]
) -> Iterator[tuple[T | None, T | None]]:
    """Align two sequences by equal keys, with None where one has no counterpart."""
    keys, others = ([key(item) for item in side] for side in (en, zh))
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        yield from zip_longest(en[i:j], zh[k:m])
