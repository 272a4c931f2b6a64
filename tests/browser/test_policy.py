"""The Content Security Policy allows all that the site needs, and no foreign script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, page_paths, watched

SEARCHES = {"en": "gradient", "zh": "梯度"}


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: str, tree: Path) -> str:
    """Return the URL of the site: once of an HTTP server, once of the folder on disk."""
    return site if request.param == "http" else f"{tree.as_uri()}/"


def search(page: Page, address: str, language: str) -> None:
    """Search with the field in the sidebar of the start page, and wait for a hit."""
    page.goto(f"{address}{language}/index.html")
    page.locator("input[name=q]").fill(SEARCHES[language])
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("#search-results ul.search a").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_the_policy(
    browser: Browser, tree: Path, address: str, language: str
) -> None:
    """On every page and in a search the browser reports no violation of the policy."""
    with watched(browser.new_context(), address) as (page, faults):
        for name in ["index.html", *page_paths(tree, language)]:
            page.goto(f"{address}{name}", wait_until="load")
        search(page, address, language)
    assert not [fault for fault in faults if "Content Security Policy" in fault]


INTRUDERS = {
    "inline": "intruder = document.createElement('script'); intruder.textContent = 'ran = true'",
    "data": "intruder = document.createElement('script'); intruder.src = 'data:,ran = true'",
    "handler": """intruder = document.createElement('img'); intruder.src = 'nothing.png';
                  intruder.setAttribute('onerror', 'ran = true')""",
}


@pytest.mark.parametrize("intruder", INTRUDERS.values(), ids=INTRUDERS)
def test_a_foreign_script_does_not_run(browser: Browser, address: str, intruder: str) -> None:
    """A script added to a page is not executed, and the console reports the violation."""
    with watched(browser.new_context(), address) as (page, faults):
        page.goto(f"{address}en/index.html")
        with page.expect_console_message(lambda it: "Content Security Policy" in it.text):
            page.evaluate(f"let {intruder}; document.body.append(intruder)")
        assert page.evaluate("typeof ran") == "undefined"
    assert any("Content Security Policy" in fault for fault in faults)
