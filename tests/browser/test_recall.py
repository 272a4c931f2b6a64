"""What a reader has missed is listed on the page of statements, and is asked again from there."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import FORBID, FORBIDDEN, LANGUAGES, watched

MISSED = ".missed li[data-key]:visible"
STORE = "localStorage.setItem('autograd-guide-predictions', {!r})"
WRONG = '{"scalar-1": "A", "scalar-2": "C", "engine-1": "A", "recall-1": "A"}'  # scalar-2 is right
KEYS = ["scalar-1", "engine-1", "recall-1"]


@contextmanager
def recall(
    browser: Browser, site: str, kept: str = "", language: str = "en", **options: object
) -> Iterator[Page]:
    """Open the page in a browser that remembers some choices; it has no fault at the end."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/index.html")
        if kept:
            page.evaluate(STORE.format(kept))
        page.goto(f"{site}{language}/recall.html", wait_until="networkidle")
        yield page
    ours = [fault for fault in faults if not fault.endswith(f"script: {FORBIDDEN}")]
    assert not ours, "\n".join(ours)


def missed(page: Page) -> list[str | None]:
    """Return the keys of the predictions that are listed."""
    return [item.get_attribute("data-key") for item in page.locator(MISSED).all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_missed_is_listed_by_lesson(browser: Browser, site: str, language: str) -> None:
    """Wrong choices only, in the order of the course, below the titles of their lessons."""
    with recall(browser, site, WRONG, language) as page:
        assert missed(page) == KEYS
        assert page.locator(".missed > ul > li:visible").count() == 3
        for link in page.locator(f"{MISSED} a").all():
            assert link.inner_text().strip()


@pytest.mark.parametrize("kept", ["", '{"scalar-2": "C"}', "null", "5", "{", '{"scalar-1": {}}'])
def test_without_a_missed_prediction_there_is_no_list(
    browser: Browser, site: str, kept: str
) -> None:
    """Nothing is stored, or only right choices, or something that is no choice."""
    with recall(browser, site, kept) as page:
        expect(page.locator(".missed")).to_be_hidden()


def test_without_javascript_or_storage_there_is_no_list(browser: Browser, site: str) -> None:
    """The statements are there, and without JavaScript their answers too."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/recall.html")
    expect(page.locator(".missed")).to_be_hidden()
    expect(page.locator(".cell.answer").first).to_be_visible()
    context.close()
    context = browser.new_context()
    context.add_init_script(FORBID)
    page = context.new_page()
    page.goto(f"{site}en/recall.html")
    expect(page.locator(".verdict")).to_have_count(30)
    expect(page.locator(".missed")).to_be_hidden()
    context.close()


def test_a_link_asks_again_and_the_right_answer_leaves_the_list(
    browser: Browser, site: str
) -> None:
    """The question is open and in view; it stays on the list until it is answered rightly."""
    with recall(browser, site, WRONG) as page:
        page.locator(f"{MISSED} a").first.click()
        expect(page).to_have_url(f"{site}en/scalar.html#prediction-1")
        question = page.locator("#prediction-1")
        expect(question).to_be_in_viewport()
        expect(question.locator("input:checked")).to_have_count(0)
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
        page.go_back()
        assert missed(page) == KEYS
        page.go_forward()
        question.locator("input[value=B]").check()
        question.locator("button").first.click()
        expect(page.locator(".answer-1[hidden]")).to_have_count(0)
        page.go_back()
        expect(page.locator(MISSED)).to_have_count(2)
        page.locator(f"{MISSED} a").last.click()
        expect(page.locator("#prediction-1 input:checked")).to_have_count(0)
        expect(page.locator("#prediction-1")).to_be_in_viewport()


@pytest.mark.parametrize("button", [".predictions button", ".forget"])
def test_forgetting_empties_the_list(browser: Browser, site: str, button: str) -> None:
    """By the button of the page, or with all progress."""
    with recall(browser, site, WRONG) as page:
        expect(page.locator(".missed")).to_be_visible()
        if button == ".forget":
            page.locator(".open-keys").click()
        page.locator(button).click()
        expect(page.locator(".missed")).to_be_hidden()


def test_the_proof_comes_with_the_answer(browser: Browser, site: str) -> None:
    """The whole cell is hidden, its code too, until the reader has decided."""
    with recall(browser, site) as page:
        proof = page.locator(".cell.answer-1")
        expect(proof).to_have_attribute("hidden", "until-found")
        statement = page.locator("#prediction-1")
        statement.locator("input[value=A]").check()
        statement.locator("button").first.click()
        expect(proof.locator("pre").first).to_be_visible()
        expect(statement.locator(".verdict")).to_contain_text("✗")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(browser: Browser, site: str, scheme: str) -> None:
    """With a list, on a phone; nothing scrolls sideways, links are 44 px high."""
    viewport = {"width": 375, "height": 800}
    with recall(browser, site, WRONG, color_scheme=scheme, viewport=viewport) as page:
        rules = Axe().run(page, context="article").response["violations"]
        assert [rule["id"] for rule in rules] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        links = page.locator(f"{MISSED} a").all()
        assert min(link.bounding_box()["height"] for link in links) >= 44  # type: ignore[index]
