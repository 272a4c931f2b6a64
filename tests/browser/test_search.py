"""The site's search finds the right page for each query of queries.yml, in both languages."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, watched

QUERIES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text("utf-8")
)
ABSENT = {language: queries.pop("nothing") for language, queries in QUERIES.items()}
# Sphinx's summary at the end of a search: the number of hits, or that nothing matched.
SUMMARY = re.compile(r"\d|one page|did not match|没有")


def hits(page: Page, address: str, language: str, query: str) -> list[str]:
    """Return the names of the pages that the search lists, the best first."""
    page.goto(f"{address}{language}/search.html?q={quote(query)}")
    expect(page.locator("#search-results .search-summary")).to_have_text(SUMMARY)
    links = page.locator("#search-results ul.search > li > a").all()
    return [(link.get_attribute("href") or "").partition(".html")[0] for link in links]


def ranks(page: Page, address: str, language: str) -> dict[str, int]:
    """Return for each query the rank of the page that must be found, 99 if it is not."""
    meant = {query: name for name, queries in QUERIES[language].items() for query in queries}
    found = {query: hits(page, address, language, query) for query in meant}
    return {
        query: names.index(meant[query]) + 1 if meant[query] in names else 99
        for query, names in found.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_the_page_that_is_meant(browser: Browser, site: str, language: str) -> None:
    """It is the first hit for nine queries of ten, and among the first three for all."""
    with watched(browser.new_context(), site) as (page, faults):
        found = ranks(page, site, language)
    assert not faults, "\n".join(faults)
    assert len(found) >= 30
    assert {query: rank for query, rank in found.items() if rank > 3} == {}
    later = {query: rank for query, rank in found.items() if rank > 1}
    assert len(later) <= 0.1 * len(found), later


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_nothing_on_subjects_that_the_guide_lacks(
    browser: Browser, site: str, language: str
) -> None:
    """The queries of `nothing` in queries.yml have no hits."""
    with watched(browser.new_context(), site) as (page, faults):
        found = {query: hits(page, site, language, query) for query in ABSENT[language]}
    assert not faults, "\n".join(faults)
    assert {query: names for query, names in found.items() if names} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_works_in_a_copy_on_disk(browser: Browser, tree: Path, language: str) -> None:
    """The first hit is the right page when the site is opened by a ``file:`` URL."""
    address = f"{tree.as_uri()}/"
    with watched(browser.new_context(), address) as (page, _):
        for meant in ("accumulation", "vector"):
            query = QUERIES[language][meant][0]
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
