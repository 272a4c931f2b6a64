"""docs/glossary.yml has each term in both languages, and the pages use its words."""

import pytest
import yaml
from docutils import nodes
from guide_site.pages.glossary import PAGES, finder, linked, singular
from guide_site.terms import TERMS
from sphinx import addnodes

from tests import ROOT
from tests.reading.pages import LANGUAGES, read_page
from tests.reading.text import squeeze

DOCS = ROOT / "docs"
CHINESE = [
    *DOCS.glob("zh/*.md"),
    *ROOT.glob("examples/zh/*.py"),
    *DOCS.glob("locales/zh_CN/LC_MESSAGES/*.po"),
    ROOT / "README.zh.md",
]
BANNED = [(wrong, term["zh"]) for term in TERMS for wrong in term.get("not", [])]


def test_the_list_is_complete_and_has_no_term_twice() -> None:
    """Every term has a name and a meaning in each language, and a lesson that exists."""
    for term in TERMS:
        about = {f"about_{language}" for language in LANGUAGES}
        assert set(term) - {"not"} == {*LANGUAGES, *about, "page"}, term["en"]
        assert (DOCS / "en" / f"{term['page']}.md").exists(), term["en"]
    for language in LANGUAGES:
        names = [term[language].lower() for term in TERMS]
        assert len(names) == len(set(names)) >= 40


@pytest.mark.parametrize(("wrong", "right"), BANNED, ids=[wrong for wrong, _ in BANNED])
def test_chinese_texts_use_the_chosen_word(wrong: str, right: str) -> None:
    """No Chinese page, program, catalogue or README has a variant that the glossary bans."""
    uses = [
        f"{path.relative_to(ROOT)}:{number}: {wrong}, should be {right}"
        for path in CHINESE
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if wrong in line
    ]
    assert not uses, "\n".join(uses)


def test_the_list_itself_uses_the_chosen_word() -> None:
    """No Chinese meaning in the glossary contains a banned variant."""
    meanings = [term["about_zh"] for term in TERMS]
    assert not [(wrong, text) for wrong, _ in BANNED for text in meanings if wrong in text]


def terms_in(lesson: str, language: str) -> set[str]:
    """Return the terms in the prose of a lesson, by their English names."""
    names = {term[language].lower(): term[language] for term in TERMS}
    english = {term[language]: term["en"] for term in TERMS}
    sections = read_page(ROOT, language, lesson).sections
    prose = [fact.text for section in sections for fact in section.facts if fact.kind == "prose"]
    found = finder(language).findall(squeeze("\n\n".join(prose)))
    return {english[names[singular(word, names)]] for word in found}


@pytest.mark.parametrize("lesson", sorted({term["page"] for term in TERMS}))
def test_a_lesson_names_the_same_of_its_own_terms_in_both_languages(lesson: str) -> None:
    """Its own terms are those that it explains: `page` in the glossary is this lesson."""
    explained = {term["en"] for term in TERMS if term["page"] == lesson}
    assert terms_in(lesson, "en") & explained == terms_in(lesson, "zh") & explained


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_in_the_prose_of_a_lesson(language: str) -> None:
    """One that is on no lesson is never linked: it is misspelt here, or no one needs it."""
    used = set[str]().union(*(terms_in(lesson, language) for lesson in PAGES))
    assert not [term[language] for term in TERMS if term["en"] not in used]


def test_each_lesson_has_terms_to_link() -> None:
    """The terms of the glossary belong to all lessons of the course, and to no other page."""
    assert set(yaml.safe_load((DOCS / "course.yml").read_text("utf-8"))) == PAGES


def test_only_the_first_use_is_linked_and_the_longest_term_wins() -> None:
    """“Leaf tensors” links to “leaf tensor”, not to “tensor”; a second use is no link."""
    names = {term["en"].lower(): term["en"] for term in TERMS}
    pieces = linked("Leaf tensors are tensors; a leaf tensor.", finder("en"), names, set())
    links = [piece for piece in pieces if isinstance(piece, addnodes.pending_xref)]
    assert [(link["reftarget"], link.astext()) for link in links] == [
        ("leaf tensor", "Leaf tensors"),
        ("tensor", "tensors"),
    ]
    assert "".join(piece.astext() for piece in pieces) == "Leaf tensors are tensors; a leaf tensor."
    assert isinstance(pieces[-1], nodes.Text)
