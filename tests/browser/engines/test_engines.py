"""What a reader does works in Firefox and WebKit too, and their consoles show no error."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.engines.engine import Engine
from tests.browser.watching import LANGUAGES, LOCALES, SECONDS, page_paths

LESSON = "scalar"
SEARCHES = {"en": "zero_grad", "zh": "梯度清零"}  # what the page `accumulation` is about


def seen(selector: str) -> str:
    """Return an expression: the text of the first element that a selector finds."""
    return f"document.querySelector({json.dumps(selector)}).innerText"


def workers() -> int:
    """Return how many threads of WebKit run a page's worker; Firefox keeps its own for later."""
    names = []
    for file in Path("/proc").glob("[0-9]*/task/*/comm"):
        with suppress(OSError):  # it has ended meanwhile
            names.append(file.read_text("utf-8").strip())
    return names.count("WebCore: Worker")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_an_error(tab: Engine, site: str, tree: Path, language: str) -> None:
    """Neither a script nor a file nor the Content Security Policy."""
    for name in page_paths(tree, language):
        tab.go(f"{site}{name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_keeps_the_section(tab: Engine, site: str, language: str) -> None:
    """The page is the same one in the other language, with the same section in view."""
    (other,) = set(LANGUAGES) - {language}
    tab.go(f"{site}{language}/{LESSON}.html")
    name = tab.value("document.querySelectorAll('article section section[id]')[3].id")
    tab.value(f"document.getElementById('{name}').scrollIntoView({{ behavior: 'instant' }})")
    tab.click("a[data-language]")
    tab.until(f"document.documentElement.lang === '{LOCALES[other]}'")
    tab.until(f"location.href === '{site}{other}/{LESSON}.html#{name}'")
    top = f"document.getElementById('{name}').getBoundingClientRect().top"
    tab.until(f"scrollY > 0 && 0 <= {top} && {top} < innerHeight / 2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds_a_page(tab: Engine, site: str, language: str) -> None:
    """From the field in the sidebar; the first hit leads to the page that is meant."""
    tab.go(f"{site}{language}/index.html")
    tab.click(".sidebar-search")
    tab.press(*SEARCHES[language], Keys.ENTER)
    tab.until(seen(".search-summary"))
    tab.click("#search-results ul.search > li > a")
    tab.until("location.pathname.endsWith('/accumulation.html')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prediction_is_answered_and_kept(tab: Engine, site: str, language: str) -> None:
    """The answer is hidden until the reader has checked a choice; a reload keeps it."""
    hidden = "document.querySelectorAll('.answer-1[hidden]').length"
    tab.go(f"{site}{language}/{LESSON}.html")
    tab.until(hidden)
    tab.click(".prediction label:has([value=A])")
    tab.click(".prediction .buttons button")
    tab.until(f"{seen('.verdict')}.includes('✗') && document.activeElement.matches('.verdict')")
    tab.until(f"{hidden} === 0")
    tab.go(f"{site}{language}/{LESSON}.html")
    tab.until(f"{seen('.verdict')}.includes('✗') && {hidden} === 0")


def changed(tab: Engine, state: str, act: Callable[[], object]) -> object:
    """Act, once more where nothing has changed: on a busy machine WebKit's driver loses some."""
    tab.value(f"window.before = {state}")
    for _ in range(10):
        act()
        time.sleep(0.5)
        if tab.value(f"{state} !== before"):
            break
    return tab.value(state)


@pytest.mark.parametrize("name", ["scalar", "descent", "vector"])
def test_a_figure_answers(tab: Engine, site: str, name: str) -> None:
    """The keys of its slider and its buttons change the words and the drawing."""
    state = f"{seen('.live [role=status]')} + document.querySelector('.live > svg').outerHTML"
    tab.go(f"{site}en/{name}.html")
    tab.value("document.querySelectorAll('.prediction .quiet').forEach(each => each.click())")
    states = [tab.until(state)]
    tab.value("document.querySelector('.live input[type=range]').focus()")
    acts = [partial(tab.press, key) for key in (Keys.HOME, Keys.ARROW_RIGHT, Keys.END)]
    acts.append(partial(tab.click, ".live button"))
    states += [changed(tab, state, act) for act in acts]
    assert len(set(states)) >= 4


def test_a_lesson_is_ticked_and_the_first_page_leads_on(tab: Engine, site: str) -> None:
    """Sidebar and map tick the lesson; the first page says with which one to continue."""
    tab.go(f"{site}en/{LESSON}.html")
    tab.click(".lesson-end button")
    tab.until(f"{seen(f'[data-lesson={LESSON}] .tick')} === 'done'")
    tab.go(f"{site}en/index.html")
    box, tick = (
        tab.until(f"document.querySelector('.course-map {each}').getBoundingClientRect().toJSON()")
        for each in ("a:has(.tick)", ".tick")
    )
    assert box["left"] < tick["left"] < tick["right"] < box["right"]
    assert box["top"] < tick["top"] < tick["bottom"] < (box["top"] + box["bottom"]) / 2
    assert tab.until(seen(".begin a")) == "Continue: lesson 3"
    tab.click(".begin a")
    tab.until(f"{seen('.course-line')}.includes('Lesson 3 of')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_runs_and_is_stopped(tab: Engine, site: str, language: str) -> None:
    """The first run answers with a verdict; typed code prints; Stop ends the thread of a loop."""
    idle = "document.querySelector('.try').ariaBusy === 'false'"
    tab.go(f"{site}{language}/{LESSON}.html")
    tab.click(".try button")
    tab.until(f"{idle} && {seen('.try-verdict')}.includes('✗')")
    tab.click(".try textarea")
    tab.press("a", held=Keys.CONTROL)
    tab.press(*"print(6 * 7)", Keys.ENTER, *"while 1: 0")
    tab.press(Keys.ENTER, held=Keys.CONTROL)
    tab.until(f"{seen('.try-output')}.includes('42')")
    tab.click(".try button:nth-of-type(2)")
    tab.until(idle)
    end = time.monotonic() + SECONDS
    while workers():
        assert time.monotonic() < end, "the loop runs on after Stop"
        time.sleep(0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_opens_its_definition(tab: Engine, site: str, language: str) -> None:
    """A click opens it beside the term, Escape closes it, and the page stays."""
    tab.go(f"{site}{language}/{LESSON}.html")
    tab.click("article p > a:has(> .std-term)")
    tab.until("document.querySelector('.definition:popover-open').checkVisibility()")
    tab.press(Keys.ESCAPE)
    tab.until("!document.querySelector('.definition')")
    assert tab.value("location.pathname") == f"/{language}/{LESSON}.html"


def test_keys_lead_to_search_help_and_the_next_page(tab: Engine, site: str) -> None:
    """A slash, a question mark and its Escape, an arrow."""
    tab.go(f"{site}en/{LESSON}.html")
    following = tab.value("document.querySelector('link[rel=next]').href")
    tab.press("?")
    tab.until("document.querySelector('dialog.keys').open")
    tab.press(Keys.ESCAPE)
    tab.until("!document.querySelector('dialog.keys').open")
    tab.press(Keys.ARROW_RIGHT)
    tab.until(f"location.href === {json.dumps(following)} && document.readyState === 'complete'")
    tab.press("/")
    tab.until("document.activeElement.matches('.sidebar-search')")
