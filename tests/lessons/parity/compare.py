"""Compare the two languages: pages section by section, programs by their syntax trees."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.lessons.parity.drift import Drift, Pair
from tests.lessons.parity.sections import aligned, compare_code, compare_sections
from tests.reading.pages import FIRST, OTHERS, Page, Section, example_names, page_names, read_page
from tests.reading.spans import Fact


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
    # Where a label is wrong, the sections are cut at other places: nothing else can be compared.
    yield from [*_labels(en), *_labels(zh)] or _compare_pages(pair, en, zh)


def compare_example(root: Path, name: str, other: str = OTHERS[0]) -> Iterator[Drift]:
    """Yield the drifts of one program between the first language and another one."""
    pair = Pair(f"examples/{FIRST}/{name}.py", f"examples/{other}/{name}.py", f"examples/{name}")
    if lone := _lone(root, pair, "program"):
        yield lone
        return
    en, zh = ((root / path).read_text(encoding="utf-8") for path in (pair.en, pair.zh))
    yield from compare_code(pair, Fact("code", "python", 1, en), Fact("code", "python", 1, zh))


def _lone(root: Path, pair: Pair, what: str) -> Drift | None:
    for path, other in ((pair.en, pair.zh), (pair.zh, pair.en)):
        if not (root / other).exists():
            return Drift(path, 1, f"this {what} has no counterpart {other}", pair.key)
    return None


def _compare_pages(pair: Pair, en: Page, zh: Page) -> Iterator[Drift]:
    """Compare the sections that both pages have, and report those that only one has, or moved."""
    twins = {section.label: section for section in zh.sections}
    shared = {section.label for section in en.sections} & twins.keys()
    for one, two in aligned(en.sections, zh.sections, lambda section: section.label):
        lone = [side if side and side.label not in shared else None for side in (one, two)]
        if any(lone):
            sides = ((side.line, side.label) if side else None for side in lone)
            yield _at(pair, *lone).differ("section", *sides)
        if one and one.label in shared:
            twin = twins[one.label]
            if twin is not two:
                places = ((side.line, side.label) for side in (one, twin))
                yield _at(pair, one).differ("place of section", *places)
            yield from compare_sections(_at(pair, one), one, twin)


def _at(pair: Pair, *sides: Section | None) -> Pair:
    """Return the pair of the first section that is there."""
    return replace(pair, key=f"{pair.key}#{next(side.label for side in sides if side)}")


def _labels(page: Page) -> Iterator[Drift]:
    """Yield headings without a label, labels given twice, and a first label not the page's name."""
    seen: set[str] = set()
    bare = False
    for before, fact in zip([None, *page.facts], page.facts, strict=False):
        if fact.kind == "heading" and (before is None or before.kind != "label"):
            bare = True
            yield Drift(page.path, fact.line, "this heading has no label of its own", page.name)
        if fact.kind == "label" and fact.value in seen:
            yield Drift(page.path, fact.line, f"the label {fact.value} stands twice", page.name)
        seen |= {fact.value} if fact.kind == "label" else set()
    slug = page.name.rpartition("/")[2]
    if page.sections[0].label != slug and not bare:
        what = f"the page must begin with the label ({slug})="
        yield Drift(page.path, page.sections[0].line, what, page.name)
