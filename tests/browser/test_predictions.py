"""A reader predicts: chooses, checks, and only then sees the answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import LANGUAGES, watched

LESSON = "scalar"
RIGHT = "B"  # of its first prediction
FORBIDDEN = "the storage is forbidden"
FORBID = (
    "Object.defineProperty(window, 'localStorage',"
    f" {{ get() {{ throw new Error('{FORBIDDEN}') }} }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"


@contextmanager
def lesson(
    browser: Browser, site: str, language: str = "en", script: str = "", **settings: bool
) -> Iterator[Page]:
    """Open the lesson, and see that nothing complained."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    if script:
        context.add_init_script(script)
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        yield page
    # Furo's own script reads the storage without a guard.
    ours = [fault for fault in faults if not fault.endswith(f"script: {FORBIDDEN}")]
    assert not ours, "\n".join(ours)


def choose(page: Page, letter: str) -> None:
    """Choose an answer to the first question, and check it."""
    first = page.locator(".prediction").first
    first.locator(f"input[value={letter}]").check()
    first.locator("button").first.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_hidden_until_one_has_chosen(
    browser: Browser, site: str, language: str
) -> None:
    """Both the output and the explanation; then the focus is on what is said of the choice."""
    with lesson(browser, site, language) as page:
        for part in page.locator(".answer-1").all():
            expect(part).to_have_attribute("hidden", "until-found")
        choose(page, "A")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        expect(page.locator(".answer-2[hidden]")).not_to_have_count(0)
        expect(page.locator(".verdict").first).to_be_focused()
        expect(page.locator(".verdict").first).to_contain_text("✗")
        expect(page.locator("label.right").first).to_contain_text(f"{RIGHT}.")


def test_arrows_choose_and_enter_checks(browser: Browser, site: str) -> None:
    """No pointer is needed."""
    with lesson(browser, site) as page:
        page.locator(".prediction input").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".verdict").first).to_contain_text("✓")


def test_a_choice_is_kept_and_shared_by_the_languages_until_it_is_forgotten(
    browser: Browser, site: str
) -> None:
    """After a reload, in the other language, and no more once the reader says so."""
    with lesson(browser, site) as page:
        choose(page, RIGHT)
        page.get_by_role("link", name="中文", exact=True).click()
        expect(page.locator(".verdict").first).to_contain_text("✓")
        page.reload()
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.locator(".predictions button").click()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
        assert page.evaluate("localStorage.getItem('autograd-guide-predictions')") is None


def test_all_answers_can_be_shown(browser: Browser, site: str) -> None:
    """By one switch, which is remembered."""
    with lesson(browser, site) as page:
        page.locator(".predictions input").check()
        expect(page.locator(".answer[hidden]")).to_have_count(0)
        page.reload()
        expect(page.locator(".predictions input")).to_be_checked()
        expect(page.locator(".answer[hidden]")).to_have_count(0)
        page.locator(".predictions input").uncheck()
        expect(page.locator(".answer[hidden]")).not_to_have_count(0)


def test_one_is_told_to_choose_first_or_just_sees_the_answer(browser: Browser, site: str) -> None:
    """What was only shown is asked again the next time."""
    with lesson(browser, site) as page:
        first = page.locator(".prediction").first
        first.locator("button").first.click()
        expect(first.locator(".verdict")).to_have_text("Choose an answer first.")
        first.locator("button").last.click()
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.reload()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)


def test_a_search_in_the_page_or_a_print_opens_the_answer(browser: Browser, site: str) -> None:
    """The browser says so by events."""
    with lesson(browser, site) as page:
        page.locator(".answer-1").first.dispatch_event("beforematch")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".answer[hidden]")).to_have_count(0)


def test_an_address_that_leads_into_the_answer_opens_it(browser: Browser, site: str) -> None:
    """Such as a link to a picture in it, which someone has shared."""
    with lesson(browser, site) as page:
        page.locator(".answer-1").first.evaluate("part => { part.id = 'inside' }")
        page.evaluate("location.hash = 'inside'")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)


def test_without_javascript_everything_is_there(browser: Browser, site: str) -> None:
    """And no switch that does nothing."""
    with lesson(browser, site, java_script_enabled=False) as page:
        for part in page.locator(".answer").all():
            expect(part).to_be_visible()
        expect(page.locator(".predictions")).to_be_hidden()


@pytest.mark.parametrize("script", [FORBID, FULL])
def test_predictions_work_where_nothing_can_be_kept(
    browser: Browser, site: str, script: str
) -> None:
    """In a private window, or with a full storage."""
    with lesson(browser, site, script=script) as page:
        choose(page, RIGHT)
        expect(page.locator(".verdict").first).to_contain_text("✓")
        page.locator(".predictions button").click()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
