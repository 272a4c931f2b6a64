"""The drawers of a narrow window, and that Tab never leads to what cannot be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, let_pass, watched

LESSON = "scalar"
# The width of the window in CSS pixels, and the zoom: 640 is a window of 1280 at 200 %.
WINDOWS = [(375, 1), (640, 2), (768, 1), (1280, 1)]
DRAWERS = [(".nav-overlay-icon", ".sidebar-drawer"), (".toc-header-icon", ".toc-drawer")]
TABS = 600  # more than the longest lesson has stops
FOCUSED = """() => {
  const focused = document.activeElement;
  if (focused === document.body || focused.passed) return null;
  focused.passed = true;
  const { left, top, right, bottom, width, height } = focused.getBoundingClientRect();
  const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const drawn = focused.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const box = `${Math.round(left)},${Math.round(top)} ${Math.round(width)}×${Math.round(height)}`;
  const seen = inside && drawn && width >= 1 && height >= 1;
  return [seen, `${focused.outerHTML.slice(0, 90)} at ${box}`];
}"""


@contextmanager
def lesson(browser: Browser, site: str, width: int, zoom: int = 1, **more: bool) -> Iterator[Page]:
    """Open a lesson in a window, and check at the end that the page had no fault."""
    context = browser.new_context(
        viewport={"width": width, "height": 700},
        device_scale_factor=zoom,
        reduced_motion="reduce",
        java_script_enabled=more.get("scripts", True),
    )
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{more.get('language', 'en')}/{LESSON}.html", wait_until="networkidle")
        yield page
    assert not faults, "\n".join(faults)


def stops(page: Page) -> Iterator[tuple[bool, str]]:
    """Press Tab until the page has been gone through; yield whether each stop is seen, and it."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return
        yield tuple(stop)
    pytest.fail(f"Tab has not come round after {TABS} stops")


@pytest.mark.parametrize("window", WINDOWS, ids="{0[0]}-at-{0[1]}".format)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_tab_never_leads_off_the_screen(
    browser: Browser, site: str, window: tuple[int, int], *, scripts: bool
) -> None:
    """No focused element is off-screen, hidden, transparent or of size zero."""
    with lesson(browser, site, *window, scripts=scripts) as page:
        found = list(stops(page))
        assert len(found) > 40
        assert [what for seen, what in found if not seen] == []


@pytest.mark.parametrize("names", DRAWERS, ids=["lessons", "contents"])
def test_a_button_opens_a_drawer_and_escape_closes_it(
    browser: Browser, site: str, names: tuple[str, str]
) -> None:
    """The button says whether it is open; the focus goes into it and returns."""
    with lesson(browser, site, 375) as page:
        button, drawer = (page.locator(name) for name in names)
        link = drawer.locator("a").nth(1)
        expect(link).to_be_hidden()
        button.first.focus()
        page.keyboard.press("Enter")
        expect(button.first).to_have_attribute("aria-expanded", "true")
        expect(drawer).to_be_focused()
        page.keyboard.press("Tab")
        expect(drawer.locator(":focus")).to_be_in_viewport()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(button.first).to_be_focused()
        expect(button.first).to_have_attribute("aria-expanded", "false")
        expect(link).to_be_hidden()


@pytest.mark.parametrize("names", DRAWERS, ids=["lessons", "contents"])
def test_a_drawer_closes_when_the_focus_leaves_it(
    browser: Browser, site: str, names: tuple[str, str]
) -> None:
    """By Shift and Tab, by a click beside it, and by a link of the contents."""
    with lesson(browser, site, 375) as page:
        button, drawer = (page.locator(name) for name in names)
        link = drawer.locator("a").nth(1)
        button.first.click()
        page.keyboard.press("Shift+Tab")
        expect(link).to_be_hidden()
        button.first.click()
        beside = 370 if "sidebar" in names[1] else 5
        page.mouse.click(beside, 400)
        expect(link).to_be_hidden()
        expect(button.first).to_be_focused()


def test_a_link_of_the_contents_closes_them(browser: Browser, site: str) -> None:
    """The section it leads to is in view, and nothing lies over it."""
    with lesson(browser, site, 375) as page:
        page.locator(".toc-header-icon").click()
        page.locator(".toc-drawer a").last.click()
        expect(page.locator(".toc-drawer a").last).to_be_hidden()
        expect(page.locator(page.url[page.url.index("#") :]).first).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_at_the_top_are_large_and_apart(
    browser: Browser, site: str, language: str
) -> None:
    """Each is at least 44 px wide and high, also "Back to top", and none touches another."""
    with lesson(browser, site, 375, language=language) as page:  # type: ignore[arg-type]
        page.mouse.wheel(0, 3000)
        page.wait_for_function("scrollY > 2000")
        page.mouse.wheel(0, -200)
        page.locator(".back-to-top").wait_for()
        header = page.locator(".mobile-header button:visible, .brand, .back-to-top")
        boxes = [each.bounding_box() for each in header.all()]
        spans = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box)
        assert len(spans) == 5
        gaps = [right[0] - left[1] for left, right in pairwise(spans)]
        assert min(gaps) >= 4, gaps
        buttons = page.locator(".mobile-header button:visible, .back-to-top").all()
        sizes = [each.bounding_box() for each in buttons]
        assert all(box and min(box["width"], box["height"]) >= 44 for box in sizes)


def test_back_to_top_covers_no_text(browser: Browser, site: str) -> None:
    """At no width does it lie over the article."""
    for width in (375, 768, 1000, 1060, 1280, 1920):
        with lesson(browser, site, width) as page:
            page.mouse.wheel(0, 3000)
            page.wait_for_function("scrollY > 2000")
            page.mouse.wheel(0, -200)
            let_pass(page, 100)
            top = page.locator(".back-to-top")
            box, text = top.bounding_box(), page.locator("article").bounding_box()
            header = page.locator(".mobile-header").bounding_box()
            assert text
            if box is None:
                assert width == 1060, "it is shown where there is room"
            elif header:
                assert box["y"] + box["height"] <= header["y"] + header["height"]
            else:
                assert box["x"] >= text["x"] + text["width"]


def test_without_javascript_a_checkbox_opens_each_drawer(browser: Browser, site: str) -> None:
    """It is seen while it has the focus, and Space opens the drawer."""
    with lesson(browser, site, 375, scripts=False) as page:
        for box, (_, drawer) in zip(("__navigation", "__toc"), DRAWERS, strict=True):
            link = page.locator(f"{drawer} a").nth(1)
            page.locator(f"#{box}").focus()
            expect(page.locator(f"#{box}")).to_be_in_viewport()
            page.keyboard.press("Space")
            expect(link).to_be_in_viewport()
            page.keyboard.press("Space")
            expect(link).to_be_hidden()


def test_without_javascript_there_is_no_search_that_fails(browser: Browser, site: str) -> None:
    """The field in the sidebar is there only where a search can work."""
    for scripts in (True, False):
        with lesson(browser, site, 1280, scripts=scripts) as page:
            expect(page.locator(".sidebar-search")).to_be_visible(visible=scripts)


def test_without_javascript_the_page_of_the_search_leads_on(browser: Browser, site: str) -> None:
    """It offers no field, and does not just say "Error", but links the lessons and the glossary."""
    with watched(browser.new_context(java_script_enabled=False), site) as (page, faults):
        page.goto(f"{site}en/search.html")
        expect(page.locator("[name=q]:visible")).to_have_count(0)
        expect(page.get_by_text("Error", exact=True)).to_have_count(0)
        expect(page.locator("article a[href='glossary.html']:visible")).to_be_visible()
    assert not faults, "\n".join(faults)
