"""A click on a term opens its definition, with the word of the other language."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from guide_site.terms import TERMS
from playwright.sync_api import Browser, Locator, Page, expect

from tests import ROOT
from tests.browser.watching import LANGUAGES, watched

LESSON = "scalar"
TERM = "article a:has(> .std-term)"
NO_POPOVER = "delete HTMLElement.prototype.popover"


@contextmanager
def lesson(
    browser: Browser, site: str, language: str = "en", script: str = "", **settings: object
) -> Iterator[Page]:
    """Open the lesson, and check at the end that the page had no fault."""
    context = browser.new_context(reduced_motion="reduce", **settings)  # type: ignore[arg-type]
    context.add_init_script(script)
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        yield page
    assert not faults, "\n".join(faults)


def visible_terms(page: Page) -> list[Locator]:
    """Return the terms that are in view once one has scrolled to them: no answer hides them."""
    return [term for term in page.locator(TERM).all() if term.is_visible()]


def test_the_dots_below_a_chinese_term_stand_clear_of_it(browser: Browser, site: str) -> None:
    """Chromium draws a line at the baseline, through the feet of the characters, unless told."""
    dots = """link => {
      const { textUnderlineOffset, fontSize } = getComputedStyle(link);
      return parseFloat(textUnderlineOffset) / parseFloat(fontSize);
    }"""
    with lesson(browser, site, "zh") as page:
        assert page.locator(TERM).first.evaluate(dots) >= 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_opens_its_definition(browser: Browser, site: str, language: str) -> None:
    """Each has its meaning and its name in the other language; the page stays."""
    (other,) = set(LANGUAGES) - {language}
    known = {str(term[language]).lower(): term for term in TERMS}
    with lesson(browser, site, language) as page:
        terms = visible_terms(page)
        assert len(terms) > 3
        for link in terms:
            link.click()
            box = page.locator(".definition")
            term = known[box.locator("strong").inner_text().lower()]
            expect(box).to_contain_text(term[f"about_{language}"])
            expect(box).to_contain_text(term[other])
            expect(link).to_have_attribute("aria-expanded", "true")
            page.keyboard.press("Escape")
            expect(box).to_have_count(0)
            expect(link).to_have_attribute("aria-expanded", "false")
        expect(page).to_have_url(f"{site}{language}/{LESSON}.html")


def test_a_term_is_opened_and_left_by_the_keyboard(browser: Browser, site: str) -> None:
    """Enter opens it, Tab leads into it, Escape returns to the term, Enter twice closes it."""
    with lesson(browser, site) as page:
        link = visible_terms(page)[0]
        link.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(".definition a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(link).to_be_focused()
        for count in (1, 0):
            page.keyboard.press("Enter")
            expect(page.locator(".definition")).to_have_count(count)


def test_a_second_click_or_one_beside_closes_it(browser: Browser, site: str) -> None:
    """There is never more than one."""
    with lesson(browser, site) as page:
        first, second, *_ = visible_terms(page)
        for count in (1, 0, 1):
            first.click()
            expect(page.locator(".definition")).to_have_count(count)
        second.click()
        expect(page.locator(".definition")).to_have_count(1)
        page.locator("h1").click()
        expect(page.locator(".definition")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_a_definition_is_in_view(browser: Browser, site: str, width: int) -> None:
    """Beside its term, wherever that is on the screen, and it does not widen the page."""
    with lesson(browser, site, viewport={"width": width, "height": 700}) as page:
        for link in visible_terms(page):
            for block in ("start", "end"):
                link.evaluate("(link, block) => link.scrollIntoView({ block })", block)
                link.press("Enter")
                box = page.locator(".definition")
                expect(box).to_be_in_viewport(ratio=0.99)
                page.keyboard.press("Escape")
                expect(box).to_have_count(0)


@pytest.mark.parametrize("how", ["without JavaScript", "without popovers", "with a modifier"])
def test_else_a_term_is_a_link_to_the_glossary(browser: Browser, site: str, how: str) -> None:
    """It leads there; with a modifier the browser opens it in a new tab."""
    script = NO_POPOVER if "popovers" in how else ""
    scripts = how != "without JavaScript"
    with lesson(browser, site, script=script, java_script_enabled=scripts) as page:
        link = visible_terms(page)[0]
        if "modifier" in how:
            with page.context.expect_page() as opened:
                link.click(modifiers=["ControlOrMeta"])
            assert "glossary.html#term-" in opened.value.url
        else:
            link.click()
            assert "glossary.html#term-" in page.url


def test_no_heading_code_or_other_link_has_a_definition(browser: Browser, site: str) -> None:
    """Terms are marked in prose only."""
    with lesson(browser, site) as page:
        for name in ("h1, h2, h3", "pre, code", "a a", "summary", "figcaption"):
            expect(page.locator(f":is({name}) .std-term")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_html_has_definitions(tree: Path, language: str) -> None:
    """Not the article, of which books are made; not Markdown, notebook and search index."""
    folder = tree / language
    page = BeautifulSoup((folder / f"{LESSON}.html").read_text("utf-8"), "html.parser")
    meanings = [str(each.select("p")[1].string) for each in page.select("#definitions .definition")]
    names = (f"{LESSON}.md", f"{LESSON}.ipynb", "searchindex.js")
    texts = [str(page.article), *((folder / name).read_text("utf-8") for name in names)]
    lesson = (ROOT / "docs" / language / f"{LESSON}.md").read_text("utf-8")
    own = [meaning for meaning in meanings if meaning not in lesson]
    assert len(own) > 3
    assert not [meaning for meaning in own if any(meaning in text for text in texts)]
