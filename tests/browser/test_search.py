"""The site's search finds the right page for each query of queries.yml, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, watched

QUERIES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text("utf-8")
)
WANTED = 0.95  # of the learners' queries find a page that answers among the first three
# Sphinx's summary at the end of a search: the number of hits, or that nothing matched.
SUMMARY = re.compile(r"\d|one page|did not match|没有")


def hits(page: Page, address: str, language: str, query: str) -> list[str]:
    """Return the names of the pages that the search lists, the best first."""
    page.goto(f"{address}{language}/search.html?q={quote(query)}")
    expect(page.locator("#search-results .search-summary")).to_have_text(SUMMARY)
    links = page.locator("#search-results ul.search > li > a").all()
    return [(link.get_attribute("href") or "").partition(".html")[0] for link in links]


def answers(tree: Path, language: str, group: str) -> dict[str, set[str]]:
    """Return the queries of a group, with the pages that answer; all of them are in the build."""
    there = {file.stem for file in (tree / language).glob("*.html")}
    groups = QUERIES[language][group].items()
    meant = {query: set(names.split()) for names, queries in groups for query in queries}
    unknown = set().union(*meant.values()) - there
    assert not unknown, f"queries.yml, {language}, {group}: there is no page {sorted(unknown)}"
    return meant


def ranks(browser: Browser, site: str, tree: Path, language: str, group: str) -> dict[str, int]:
    """Return for each query the rank of the first page that answers, 99 if none is found."""
    meant = answers(tree, language, group)
    with watched(browser.new_context(), site) as (page, faults):
        found = {query: hits(page, site, language, query) for query in meant}
    assert not faults, "\n".join(faults)
    return {
        query: min((names.index(name) + 1 for name in meant[query] if name in names), default=99)
        for query, names in found.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_the_page_that_is_meant(
    browser: Browser, site: str, tree: Path, language: str
) -> None:
    """It is the first hit for nine terms of ten, and among the first three for all."""
    found = ranks(browser, site, tree, language, "terms")
    assert len(found) >= 30
    assert {query: rank for query, rank in found.items() if rank > 3} == {}
    later = {query: rank for query, rank in found.items() if rank > 1}
    assert len(later) <= 0.1 * len(found), later


@pytest.mark.parametrize("group", ["tuned", "held_out"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_answers_what_learners_type(  # noqa: PLR0913, PLR0917 # fixtures
    browser: Browser,
    site: str,
    tree: Path,
    language: str,
    group: str,
    record_property: Callable[[str, object], None],
) -> None:
    """A page that answers is among the first three for 95 of 100 questions and messages."""
    found = ranks(browser, site, tree, language, group)
    missed = {query: rank for query, rank in found.items() if rank > 3}
    rate = 1 - len(missed) / len(found)
    record_property("rate", rate)
    print(f"{language}, {group}: {rate:.0%} of {len(found)}")  # noqa: T201 # pytest -rP shows it
    assert len(found) >= 25
    assert rate >= WANTED, f"{language}, {group}: {rate:.0%} of {len(found)}; missed {missed}"


@pytest.mark.parametrize("group", ["nothing", "nothing_held_out"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_nothing_on_subjects_that_the_guide_lacks(
    browser: Browser, site: str, language: str, group: str
) -> None:
    """The list is empty, and links lead on."""
    with watched(browser.new_context(), site) as (page, faults):
        found = {}
        for query in QUERIES[language][group]:
            found[query] = hits(page, site, language, query)
            expect(page.locator(".search-on a").first).to_be_visible()
    assert not faults, "\n".join(faults)
    assert {query: names for query, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("language", "query", "line"),
    [
        ("en", "YOLO 7168 zero_grad", "Not found: YOLO, 7168"),
        ("zh", "YOLO 7168 梯度清零", "没有找到：YOLO、7168"),
        ("zh", "ｚｅｒｏ＿ｇｒａｄ", ""),
        ("en", "zero_grad", ""),
    ],
)
def test_what_no_page_has_is_named_and_does_not_matter(
    browser: Browser, site: str, language: str, query: str, line: str
) -> None:
    """Unknown words and numbers stand in a line above the hits; half-width is full-width."""
    with watched(browser.new_context(), site) as (page, faults):
        assert hits(page, site, language, query)[0] == "accumulation"
        expect(page.locator(".search-missing")).to_have_text(line)
    assert not faults, "\n".join(faults)


def test_folded_code_ranks_no_page(browser: Browser, site: str) -> None:
    """The index calls `retain_grad` only in the folded code of a picture."""
    with watched(browser.new_context(), site) as (page, faults):
        assert "index" not in hits(page, site, "en", "retain_grad")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_works_in_a_copy_on_disk(browser: Browser, tree: Path, language: str) -> None:
    """The first hit is the right page when the site is opened by a ``file:`` URL."""
    address = f"{tree.as_uri()}/"
    with watched(browser.new_context(), address) as (page, _):
        for meant in ("accumulation", "vector"):
            query = QUERIES[language]["terms"][meant][0]
            assert hits(page, address, language, query)[0] == meant


@pytest.mark.parametrize(("language", "query"), [("en", "gradient"), ("zh", "梯度")])
def test_snippets_are_readable(browser: Browser, site: str, language: str, query: str) -> None:
    """The excerpt below each hit contains the query and no TeX command."""
    with watched(browser.new_context(), site) as (page, faults):
        count = len(hits(page, site, language, query))
        snippets = page.locator("#search-results p.context")
        expect(snippets).to_have_count(count)
        texts: list[Any] = snippets.all_inner_texts()
    assert not faults, "\n".join(faults)
    assert count > 5
    assert [
        text for text in texts if query not in text.lower() or re.search(r"\\[a-z]+", text)
    ] == []


@pytest.mark.parametrize(("language", "query"), [("en", "graph"), ("zh", "梯度 backward")])
def test_snippets_end_and_begin_with_whole_words(
    browser: Browser, site: str, language: str, query: str
) -> None:
    """Each is found in the text of its page with no letter beside it."""
    broken = """async (item) => {
        const html = await (await fetch(item.querySelector("a").href)).text();
        const snippet = item.querySelector(".context").textContent.replace(/^… | …$/g, "");
        const [before, after] = Search.htmlToText(html).split(snippet, 2);
        const cut = /\\w/.test(snippet[0]) && /\\w$/.test(before);
        return after === undefined || cut || (/\\w$/.test(snippet) && /^\\w/.test(after));
    }"""
    with watched(browser.new_context(), site) as (page, faults):
        count = len(hits(page, site, language, query))
        expect(page.locator("#search-results .context")).to_have_count(count)
        found = page.locator("#search-results ul.search > li").all()
        assert [item.inner_text() for item in found if item.evaluate(broken)] == []
        assert count > 5
    assert not faults, "\n".join(faults)


def test_words_are_marked_on_a_page_from_the_results_only(browser: Browser, site: str) -> None:
    """Whoever searches and then goes elsewhere finds no marks there."""
    with watched(browser.new_context(), site) as (page, faults):
        hits(page, site, "en", "graph")
        page.goto(f"{site}en/scalar.html", wait_until="networkidle")
        expect(page.locator("article .highlighted")).to_have_count(0)
        hits(page, site, "en", "graph")
        page.locator("#search-results ul.search a").first.click()
        expect(page.locator("article .highlighted")).not_to_have_count(0)
    assert not faults, "\n".join(faults)
