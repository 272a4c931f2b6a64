"""docs/course.yml: the lessons, and for each the earlier ones that it builds on."""

import yaml
from guide_site.pages.course import problems

from tests import ROOT
from tests.reading.pages import LANGUAGES, page_names, read_page

DOCS = ROOT / "docs"
COURSE = yaml.safe_load((DOCS / "course.yml").read_text("utf-8"))


def in_toctrees(language: str) -> list[str]:
    """Return the pages in the toctrees of the start page, in order."""
    facts = read_page(ROOT, language, "index").facts
    return [fact.value for fact in facts if fact.kind == "toctree entry"]


def test_each_page_with_exercises_is_a_lesson_and_no_other_page() -> None:
    """A lesson has exercises, and so has nothing else."""
    pages = [read_page(ROOT, "en", name) for name in page_names(ROOT, "en")]
    labels = {page.name: {section.label for section in page.sections} for page in pages}
    assert set(COURSE) == {name for name, found in labels.items() if f"{name}-exercises" in found}


def test_each_lesson_builds_on_earlier_ones() -> None:
    """Its prerequisites exist and come before it; only the first has none."""
    for language in LANGUAGES:
        order = [name for name in in_toctrees(language) if name in COURSE]
        assert sorted(order) == sorted(COURSE)
        assert not list(problems(COURSE, order))
        assert [name for name in order if not COURSE[name]] == order[:1]


def test_the_cards_show_the_lessons_in_order() -> None:
    """The start page has one card for each lesson, in the order of the toctrees."""
    for language in LANGUAGES:
        text = (DOCS / language / "index.md").read_text("utf-8")
        cards = [part.split("`")[1] for part in text.split("{lesson}")[1:]]
        assert cards == [name for name in in_toctrees(language) if name in COURSE]
