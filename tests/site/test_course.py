"""The course on the pages: numbers, groups, the line below a lesson's title."""

from pathlib import Path

import pytest
from guide_site.languages import LANGUAGES, Language
from guide_site.publish import site as building

from .builds import both, soup
from .conftest import FIXTURE

LINES = {"en": "Lesson 1 of 1 · 2 min and exercises", "zh": "第 1 课，共 1 课 · 2 分钟，另有练习"}


@both
def test_a_lesson_says_where_in_the_course_it_stands(site: Path, language: Language) -> None:
    """Its number and reading time are HTML: they need no JavaScript, and are in no Markdown."""
    page = soup(site / language.folder / "tangent.html")
    line = page.select_one(".course-line")
    assert line is not None
    assert line.get_text() == LINES[language.folder]
    assert line.get_text() not in (site / language.folder / "tangent.md").read_text("utf-8")


@both
def test_the_sidebar_numbers_the_lessons(site: Path, language: Language) -> None:
    """It says which page is open, and how many predictions a lesson has."""
    (item,) = soup(site / language.folder / "tangent.html").select("[data-lesson]")
    assert (item["data-lesson"], item["data-number"], item["data-predictions"]) == (
        "tangent",
        "1",
        "1",
    )
    assert item.select("a[aria-current=page] > .number")


def test_what_needs_javascript_is_hidden_without(site: Path) -> None:
    """The buttons for progress are in the HTML, hidden; the window of the keys is closed."""
    page = soup(site / "en" / "tangent.html")
    for name in (".lesson-end", ".open-keys"):
        assert [each.has_attr("hidden") for each in page.select(name)] == [True], name
    assert not page.select("dialog[open]")
    assert not page.select("article .lesson-end"), "books take the article"


@pytest.fixture
def wrong(docs: Path) -> Path:
    """Return sources of two lessons, of which the first builds on the second."""
    for language in LANGUAGES:
        folder = docs / language.folder
        for name in ("one", "two"):
            (folder / f"{name}.md").write_text(f"({name})=\n# {name}\n", "utf-8")
        index = folder / "index.md"
        text = (FIXTURE / language.folder / "index.md").read_text("utf-8")
        index.write_text(text.replace("\ntangent\n", "\none\ntwo\n"), "utf-8")
    (docs / "course.yml").write_text("one: [two]\ntwo: []\n", "utf-8")
    return docs


def test_a_prerequisite_that_comes_later_stops_the_build(wrong: Path, last_good: Path) -> None:
    """The message names both lessons."""
    report = r"en.index\.md: course\.yml: one builds on two, which is no lesson before it"
    with pytest.raises(building.BuildError, match=report):
        building.build_site(wrong, last_good)
