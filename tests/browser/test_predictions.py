"""A prediction's answer is hidden until the reader has chosen and checked."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import FORBID, FORBIDDEN, FULL, LANGUAGES, watched

LESSON = "scalar"
RIGHT = "B"  # the right choice of its first prediction


@contextmanager
def lesson(
    browser: Browser, site: str, language: str = "en", script: str = "", **settings: bool | str
) -> Iterator[Page]:
    """Open the lesson, and check at the end that the page had no fault."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    if script:
        context.add_init_script(script)
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        yield page
    # Furo's own script does not catch the error of a forbidden localStorage.
    ours = [fault for fault in faults if not fault.endswith(f"script: {FORBIDDEN}")]
    assert not ours, "\n".join(ours)


def choose(page: Page, letter: str) -> None:
    """Choose an answer to the first prediction, and press the button that checks it."""
    first = page.locator(".prediction").first
    first.locator(f"input[value={letter}]").check()
    first.locator("button").first.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_hidden_until_one_has_chosen(
    browser: Browser, site: str, language: str
) -> None:
    """Output and explanation are hidden; after the check the verdict has the focus."""
    with lesson(browser, site, language) as page:
        for part in page.locator(".answer-1").all():
            expect(part).to_have_attribute("hidden", "until-found")
        choose(page, "A")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        expect(page.locator(".answer-2[hidden]")).not_to_have_count(0)
        expect(page.locator(".verdict").first).to_be_focused()
        expect(page.locator(".verdict").first).to_contain_text("✗")
        expect(page.locator("label.right").first).to_contain_text(f"{RIGHT}.")


def test_right_and_wrong_are_signs_too(browser: Browser, site: str) -> None:
    """For whoever sees no colours or has set their own; the verdict has a colour too."""
    signs = """box => [...box.querySelectorAll(".choices label")]
      .map((label) => getComputedStyle(label, "::before").content[1])"""
    with lesson(browser, site, forced_colors="active") as page:
        first = page.locator(".prediction").first
        choose(page, "A")
        assert first.evaluate(signs)[:2] == ["✗", "✓"]
        expect(first.locator(".verdict p").first).to_have_class("wrong")
        page.emulate_media(forced_colors="none")
        expect(first.locator(".verdict p").first).to_have_css("color", "rgb(179, 38, 30)")


def test_arrows_choose_and_enter_checks(browser: Browser, site: str) -> None:
    """A prediction can be answered with the keyboard alone."""
    with lesson(browser, site) as page:
        page.locator(".prediction input").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".verdict").first).to_contain_text("✓")


def test_a_choice_is_kept_and_shared_by_the_languages_until_it_is_forgotten(
    browser: Browser, site: str
) -> None:
    """It is in localStorage: for a reload and the other language, until a button removes it."""
    with lesson(browser, site) as page:
        expect(page.locator(".predictions button")).to_be_hidden()
        choose(page, RIGHT)
        page.get_by_role("link", name="中文", exact=True).click()
        expect(page.locator(".verdict").first).to_contain_text("✓")
        page.reload()
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.locator(".predictions button").click()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
        expect(page.locator(".predictions button")).to_be_hidden()
        expect(page.locator(".predictions input")).to_be_focused()
        assert page.evaluate("localStorage.getItem('autograd-guide-predictions')") is None


def test_all_answers_can_be_shown(browser: Browser, site: str) -> None:
    """One checkbox shows them, and is still checked after a reload."""
    with lesson(browser, site) as page:
        page.locator(".predictions input").check()
        expect(page.locator(".answer[hidden]")).to_have_count(0)
        page.reload()
        expect(page.locator(".predictions input")).to_be_checked()
        expect(page.locator(".answer[hidden]")).to_have_count(0)
        page.locator(".predictions input").uncheck()
        expect(page.locator(".answer[hidden]")).not_to_have_count(0)


def test_the_answer_can_be_shown_without_a_choice(browser: Browser, site: str) -> None:
    """The check asks for a choice; the other button shows the answer until a reload."""
    with lesson(browser, site) as page:
        first = page.locator(".prediction").first
        first.locator("button").first.click()
        expect(first.locator(".verdict")).to_have_text("Choose an answer first.")
        first.locator("button").last.click()
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.reload()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)


def test_a_search_in_the_page_or_a_print_opens_the_answer(browser: Browser, site: str) -> None:
    """The events ``beforematch`` and ``beforeprint`` show the hidden answer."""
    with lesson(browser, site) as page:
        page.locator(".answer-1").first.dispatch_event("beforematch")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".answer[hidden]")).to_have_count(0)


def test_an_address_that_leads_into_the_answer_opens_it(browser: Browser, site: str) -> None:
    """The URL's fragment is the id of an element in the answer, such as a picture."""
    with lesson(browser, site) as page:
        page.locator(".answer-1").first.evaluate("part => { part.id = 'inside' }")
        page.evaluate("location.hash = 'inside'")
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)


def test_without_javascript_everything_is_there(browser: Browser, site: str) -> None:
    """All answers are visible, and the checkbox, which needs JavaScript, is hidden."""
    with lesson(browser, site, java_script_enabled=False) as page:
        for part in page.locator(".answer").all():
            expect(part).to_be_visible()
        expect(page.locator(".predictions")).to_be_hidden()


@pytest.mark.parametrize("script", [FORBID, FULL])
def test_predictions_work_where_nothing_can_be_stored(
    browser: Browser, site: str, script: str
) -> None:
    """With localStorage forbidden, as in a private window, or full."""
    with lesson(browser, site, script=script) as page:
        choose(page, RIGHT)
        expect(page.locator(".verdict").first).to_contain_text("✓")
        page.locator(".predictions button").click()
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
