"""Keyboard access, and no animation for readers who prefer reduced motion."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import LANGUAGES, watched

LESSON = "scalar"
# A CSS selector of the elements that Tab must reach, unless they are invisible at this width.
# Of a group of radio buttons Tab stops at one; arrow keys lead to the others.
USABLE = "a[href], button, summary, input:not([type='radio']), [tabindex='0']"
USABLE += ", li:first-child > label > input"
NOTE = """(usable) => {
  window.passed = new Set();
  addEventListener("focusin", (event) => window.passed.add(event.target));
  window.wanted = [...document.querySelectorAll(usable)].filter((each) =>
    each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }));
}"""
UNREACHED = """() => window.wanted.filter((each) => !window.passed.has(each))
  .map((each) => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_tab_reaches_every_control(browser: Browser, site: str, language: str) -> None:
    """All visible links, buttons and inputs of a lesson with its solutions closed."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        page.evaluate(NOTE, USABLE)
        for _ in range(400):
            page.keyboard.press("Tab")
        assert page.evaluate("window.passed.size") > 50
        assert page.evaluate(UNREACHED) == []
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wide_code_and_solutions_obey_the_keyboard(
    browser: Browser, site: str, language: str
) -> None:
    """On a phone an arrow key scrolls a wide code cell; Enter opens a solution."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        wide = page.locator("article pre[tabindex='0']:visible").first
        wide.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("pre => pre.scrollLeft > 0", arg=wide.element_handle())
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("details").first).to_have_attribute("open", "")
    assert not faults, "\n".join(faults)


def test_the_copy_button_shows_when_it_is_reached(browser: Browser, site: str) -> None:
    """It is transparent until the keyboard focuses it."""
    with watched(browser.new_context(reduced_motion="reduce"), site) as (page, faults):
        page.goto(f"{site}en/{LESSON}.html", wait_until="networkidle")
        button = page.locator("button.copybtn").first
        expect(button).to_have_css("opacity", "0")
        page.locator(".toc-drawer a").last.focus()
        button.focus()
        expect(button).to_have_css("opacity", "1")
    assert not faults, "\n".join(faults)


def test_nothing_is_animated_with_reduced_motion(browser: Browser, site: str) -> None:
    """No element has a CSS transition, a CSS animation or smooth scrolling."""
    moving = """() => [...document.querySelectorAll("*")].filter((each) => {
      const style = getComputedStyle(each);
      const times = `${style.transitionDuration},${style.animationDuration}`;
      const takes = (time) => parseFloat(time) > 0.01;
      return style.scrollBehavior === "smooth" || times.split(",").some(takes);
    }).map((each) => each.outerHTML.slice(0, 90))"""
    with watched(browser.new_context(reduced_motion="reduce"), site) as (page, faults):
        page.goto(f"{site}en/{LESSON}.html")
        assert page.evaluate(moving) == []
    assert not faults, "\n".join(faults)
