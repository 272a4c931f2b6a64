"""Limits for a first visit: compressed bytes, number of requests, layout shift."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.watching import LANGUAGES, page_paths, watched

KILOBYTE = 1024
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


def visit(browser: Browser, site: str, name: str) -> tuple[list[dict[str, Any]], float]:
    """Open a page on a phone with an empty cache; return its responses and its layout shift."""
    with watched(browser.new_context(viewport={"width": 360, "height": 740}), site) as (page, _):
        came = responses(page)
        page.add_init_script(SHIFTS)
        page.goto(f"{site}{name}", wait_until="networkidle")
        return list(came.values()), float(page.evaluate("window.shifted"))


def responses(page: Page) -> dict[str, dict[str, Any]]:
    """Return a dictionary that is filled with responses and their sizes as they arrive."""
    came: dict[str, dict[str, Any]] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda e: came.update({e["requestId"]: e["response"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: came.get(e["requestId"], {}).update(size=e["encodedDataLength"]),
    )
    return came


def test_a_first_visit_is_light(browser: Browser, site: str, tree: Path) -> None:
    """At most 180 KB without figures, 300 KB with them, 34 requests, a layout shift of 0.03.

    The index of the search, which only its page loads, grows with the guide: at most 10 KB a page.
    """
    names = [name for language in LANGUAGES for name in page_paths(tree, language) if "/" in name]
    for name in names:
        came, shifted = visit(browser, site, name)
        sent = [each for each in came if each["url"].startswith(site)]
        figures = sum(each["size"] for each in sent if "/_images/" in each["url"])
        whole = sum(each["size"] for each in sent)
        index = sum(each["size"] for each in sent if "/searchindex.js" in each["url"])
        assert whole - figures - index <= 180 * KILOBYTE, name
        assert index <= 10 * KILOBYTE * len(names) / len(LANGUAGES), name
        assert whole <= 300 * KILOBYTE, name
        assert 5 < len(sent) <= 34, name
        assert shifted < 0.03, name


def test_scripts_do_not_lay_the_page_out_again_and_again(browser: Browser, site: str) -> None:
    """At most 30 times on the longest page: they measure everything, and then change it."""
    with watched(browser.new_context(viewport={"width": 360, "height": 740}), site) as (page, _):
        wire = page.context.new_cdp_session(page)
        wire.send("Performance.enable")
        page.goto(f"{site}en/errors.html", wait_until="networkidle")
        metrics = wire.send("Performance.getMetrics")["metrics"]
        layouts = {each["name"]: each["value"] for each in metrics}["LayoutCount"]
    assert layouts <= 30
