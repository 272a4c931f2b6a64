"""The search of the site finds what a reader types, in both languages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import watched

# How Sphinx says that it has ended: with a number, or that nothing matched.
SUMMARY = re.compile(r"\d|did not match|没有")


def hits(page: Page) -> list[str]:
    """Return the pages that the search lists when it has ended, without what follows a ``#``."""
    summary = page.locator("#search-results .search-summary")
    expect(summary).to_have_text(SUMMARY)
    links = page.locator("#search-results ul.search a").all()
    return [(link.get_attribute("href") or "").partition("#")[0] for link in links]


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("zh", "梯度下降", "descent"),
        ("zh", "学习率", "descent"),
        ("zh", "requires_grad", "scalar"),
        ("en", "gradient descent", "descent"),
        ("en", "learning rate", "descent"),
        ("en", "requires_grad", "scalar"),
    ],
)
def test_search_finds_the_lesson(
    browser: Browser, site: str, language: str, query: str, found: str
) -> None:
    """The lesson that teaches it is among the first three hits."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/search.html?q={query}")
        assert f"{found}.html" in hits(page)[:3]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("language", "query"), [("zh", "量子力学"), ("en", "quantum")])
def test_search_finds_nothing_where_there_is_nothing(
    browser: Browser, site: str, language: str, query: str
) -> None:
    """What the guide does not speak of has no hits."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/search.html?q={query}")
        assert hits(page) == []
    assert not faults, "\n".join(faults)


def test_search_works_in_a_copy_on_disk(browser: Browser, tree: Path) -> None:
    """A reader who opens the files without a server can search too."""
    address = f"{tree.as_uri()}/"
    with watched(browser.new_context(), address) as (page, _):
        page.goto(f"{address}zh/search.html?q=梯度下降")
        assert "descent.html" in hits(page)[:3]
