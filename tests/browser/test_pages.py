"""Every page opens without a fault, in both languages, colour schemes and two widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import LOOKS, SCHEMES, Scheme, overflow, show_answers, violations
from tests.browser.watching import LANGUAGES, LOCALES, page_paths, watched


def brightness(page: Page) -> float:
    """Return how bright the page's background is, from 0 for black to 255 for white."""
    script = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    red, green, blue, *_ = page.evaluate(script)
    return float(red + green + blue) / 3


@pytest.mark.parametrize("look", LOOKS, ids="{0[0]}-{0[1]}".format)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_without_a_fault(
    browser: Browser, site: str, tree: Path, language: str, look: tuple[Scheme, int]
) -> None:
    """No console error, no missing or foreign file, no axe violation, no horizontal scrolling."""
    scheme, width = look
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    with watched(context, site) as (page, faults):
        for name in page_paths(tree, language):
            page.goto(f"{site}{name}")
            closed = overflow(page)
            show_answers(page)
            if pixels := max(closed, overflow(page)):
                faults.append(f"{name}: is {pixels} pixels too wide")
            found = violations(page, LOOKS[look]) if LOOKS[look] else []
            faults += [f"{name}: {violation}" for violation in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_dark_if_the_browser_prefers_it(browser: Browser, site: str, language: str) -> None:
    """The background follows the CSS media feature ``prefers-color-scheme``."""
    seen = {}
    for scheme in SCHEMES:
        with watched(browser.new_context(color_scheme=scheme), site) as (page, _):
            page.goto(f"{site}{language}/index.html")
            seen[scheme] = brightness(page)
    assert seen["light"] > 200
    assert seen["dark"] < 60


def test_mathematics_needs_no_script(browser: Browser, site: str, tree: Path) -> None:
    """Formulas are HTML since the build: they show without JavaScript, in KaTeX's font."""
    files = {name: (tree / name).read_text("utf-8") for name in page_paths(tree, "zh")}
    with_formulas = [name for name, html in files.items() if 'class="katex"' in html]
    assert with_formulas, "no page has a formula"
    loaded = "() => [...document.fonts].some(f => /KaTeX/.test(f.family) && f.status === 'loaded')"
    with watched(browser.new_context(java_script_enabled=False), site) as (page, faults):
        for name in with_formulas:
            page.goto(f"{site}{name}", wait_until="networkidle")
            assert page.locator(".katex-html:visible").count(), name
            assert page.evaluate(loaded), name
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_switch_leads_to_the_same_place_in_the_other_language(
    browser: Browser, site: str, tree: Path, language: str
) -> None:
    """The link in the sidebar keeps the page and the heading's id, which exists there."""
    other = next(code for code in LANGUAGES if code != language)
    names = [name for name in page_paths(tree, language) if "/" in name and "search" not in name]
    with watched(browser.new_context(reduced_motion="reduce"), site) as (page, faults):
        for name in names:
            page.goto(f"{site}{name}")
            section = page.locator("article section[id]").last.get_attribute("id")
            page.goto(f"{site}{name}#{section}")
            page.get_by_role("link", name=LANGUAGES[other], exact=True).click()
            expect(page).to_have_url(f"{site}{name.replace(language, other, 1)}#{section}")
            expect(page.locator(f"section#{section}")).to_have_count(1)
    assert not faults, "\n".join(faults)


def test_switch_keeps_the_section_that_one_has_scrolled_to(browser: Browser, site: str) -> None:
    """Also if the URL has no fragment, or that of a section that is scrolled out of view."""
    with watched(browser.new_context(reduced_motion="reduce"), site) as (page, faults):
        for start in ("", "#scalar-chain"):
            page.goto(f"{site}en/scalar.html{start}")
            page.locator("#scalar-backward").evaluate("section => section.scrollIntoView()")
            page.get_by_role("link", name=LANGUAGES["zh"], exact=True).click()
            expect(page).to_have_url(f"{site}zh/scalar.html#scalar-backward")
        page.goto(f"{site}en/scalar.html")
        page.get_by_role("link", name=LANGUAGES["zh"], exact=True).click()
        expect(page).to_have_url(f"{site}zh/scalar.html")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_start_page_chooses_by_the_browsers_language(
    browser: Browser, site: str, language: str
) -> None:
    """On a first visit the start page redirects to the browser's language."""
    with watched(browser.new_context(locale=LOCALES[language]), site) as (page, faults):
        page.goto(site)
        expect(page).to_have_url(f"{site}{language}/index.html")
    assert not faults, "\n".join(faults)


def test_start_page_remembers_the_choice(browser: Browser, site: str) -> None:
    """After a click on English it redirects to English, also in a Chinese browser."""
    with watched(browser.new_context(locale=LOCALES["zh"]), site) as (page, faults):
        page.goto(f"{site}zh/index.html")
        page.get_by_role("link", name=LANGUAGES["en"], exact=True).click()
        expect(page).to_have_url(f"{site}en/index.html")
        page.goto(site)
        expect(page).to_have_url(f"{site}en/index.html")
    assert not faults, "\n".join(faults)


def test_start_page_works_without_scripts(browser: Browser, site: str) -> None:
    """Without JavaScript the start page has links to both languages."""
    with watched(browser.new_context(java_script_enabled=False), site) as (page, faults):
        for language, name in LANGUAGES.items():
            page.goto(site)
            page.get_by_role("link", name=name).click()
            expect(page).to_have_url(f"{site}{language}/index.html")
    assert not faults, "\n".join(faults)
