"""Progress through the course, where to continue, and keys that can be turned off."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests import ROOT
from tests.browser.watching import FORBID, FORBIDDEN, FULL, LANGUAGES, let_pass, watched

LESSON = "scalar"
TICK = ".sidebar-tree li[data-lesson='{}'] .tick"
DONE = ".lesson-end button"


@contextmanager
def site_page(
    browser: Browser, address: str, script: str = "", width: int = 1280, *, scripts: bool = True
) -> Iterator[Page]:
    """Open a page, and check at the end that no page had a fault."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    if script:
        context.add_init_script(script)
    with watched(context, address.rpartition("/en/")[0]) as (page, faults):
        page.goto(address, wait_until="networkidle")
        yield page
    # Furo's own script does not catch the error of a forbidden localStorage.
    ours = [fault for fault in faults if not fault.endswith(f"script: {FORBIDDEN}")]
    assert not ours, "\n".join(ours)


def address_of(page: Page, rel: str) -> str:
    """Return the address of the previous or the next page."""
    return str(page.evaluate(f"document.querySelector('link[rel={rel}]').href"))


def stored(page: Page) -> list[str]:
    """Return the names of the guide's entries in localStorage that hold progress."""
    names = page.evaluate("Object.keys(localStorage)")
    return sorted(name for name in names if name.startswith("autograd-guide-"))


def test_without_javascript_numbers_and_groups_are_there(browser: Browser, site: str) -> None:
    """The sidebar numbers the lessons from 1; the line below the title gives the same number."""
    with site_page(browser, f"{site}en/{LESSON}.html", scripts=False) as page:
        numbers = page.locator(".sidebar-tree .number").all_inner_texts()
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        here = page.locator("[aria-current=page] .number").inner_text()
        line = page.locator(".course-line")
        expect(line).to_contain_text(f"Lesson {here} of {len(numbers)}")
        expect(line.locator("a")).not_to_have_count(0)
        expect(page.locator(DONE)).to_be_hidden()
        expect(page.locator(".open-keys")).to_be_hidden()


def test_the_list_of_lessons_shows_where_one_is(browser: Browser, site: str) -> None:
    """In a low window, and on a phone when the list is opened, without moving the page."""
    for width in (1280, 375):
        with site_page(browser, f"{site}en/scale.html", width=width) as page:
            assert page.evaluate("scrollY") == 0
            if width == 375:
                page.locator(".nav-overlay-icon").first.click()
            expect(page.locator(".sidebar-tree [aria-current=page]")).to_be_in_viewport(ratio=1)


def test_a_lesson_is_done_when_its_reader_says_so(browser: Browser, site: str) -> None:
    """The sidebar ticks it, in words too; it is kept, and can be taken back."""
    with site_page(browser, f"{site}en/{LESSON}.html") as page:
        tick = page.locator(TICK.format(LESSON))
        expect(tick).to_have_count(0)
        page.locator(DONE).click()
        expect(page.locator(DONE)).to_have_attribute("aria-pressed", "true")
        expect(tick).to_have_text("done")
        page.reload()
        expect(tick).to_have_text("done")
        page.locator(DONE).click()
        expect(tick).to_have_count(0)


def test_a_lesson_is_done_when_all_its_predictions_are_answered(
    browser: Browser, site: str
) -> None:
    """The tick comes with the last check, is seen on other pages, and goes with the choices."""
    with site_page(browser, f"{site}en/{LESSON}.html") as page:
        tick = page.locator(TICK.format(LESSON))
        questions = page.locator(".prediction").all()
        assert len(questions) > 1
        for question in questions:
            expect(tick).to_have_count(0)
            question.locator("input").first.check()
            question.locator("button").first.click()
        expect(tick).to_have_text("done")
        page.goto(f"{site}en/index.html")
        expect(tick).to_have_text("done")
        for kind in (".cards", ".course-map"):
            expect(page.locator(f"{kind} .tick")).to_have_count(1)
        page.goto(f"{site}en/{LESSON}.html")
        page.locator(".predictions button").click()
        expect(tick).to_have_count(0)


def test_the_first_page_says_where_to_continue(browser: Browser, site: str) -> None:
    """At the lesson opened last, or the next one if that is done; nothing on the page moves."""
    with site_page(browser, f"{site}en/index.html") as page:
        start = page.locator(".begin a").first
        places = "[...document.querySelectorAll('article *')].map(e => e.getBoundingClientRect().y)"
        before, box, text = page.evaluate(places), start.bounding_box(), start.inner_text()
        for done, number in ((False, "2"), (True, "3")):
            page.goto(f"{site}en/{LESSON}.html")
            if done:
                page.locator(DONE).click()
            page.goto(f"{site}en/index.html")
            expect(start).to_have_text(f"Continue: lesson {number}")
            assert start.bounding_box() == box
        page.locator(".open-keys").click()
        page.locator(".forget").click()
        expect(start).to_have_text(text)
        assert page.evaluate(places) == before
        page.keyboard.press("Escape")
        start.click()
        expect(page.locator(".course-line")).to_contain_text("Lesson 1 of")


def test_progress_can_be_forgotten(browser: Browser, site: str) -> None:
    """Ticks, choices and the lesson opened last; that keys are turned off is no progress."""
    with site_page(browser, f"{site}en/{LESSON}.html") as page:
        page.locator(".prediction input").first.check()
        page.locator(".prediction button").first.click()
        page.locator(DONE).click()
        assert stored(page) == ["autograd-guide-course", "autograd-guide-predictions"]
        page.locator(".open-keys").click()
        page.locator(".forget").click()
        expect(page.locator(".keys [role=status]")).to_have_text("Forgotten.")
        expect(page.locator(TICK.format(LESSON))).to_have_count(0)
        expect(page.locator(".answer-1[hidden]")).not_to_have_count(0)
        assert stored(page) == []
        page.locator(".keys input").uncheck()
        page.locator(".forget").click()
        page.reload()
        expect(page.locator(".keys input")).not_to_be_checked()


@pytest.mark.parametrize("script", [FORBID, FULL])
def test_progress_works_where_nothing_can_be_stored(
    browser: Browser, site: str, script: str
) -> None:
    """With localStorage forbidden, as in a private window, or full: as long as the page."""
    with site_page(browser, f"{site}en/{LESSON}.html", script) as page:
        page.locator(DONE).click()
        expect(page.locator(TICK.format(LESSON))).to_have_text("done")
        page.keyboard.press("?")
        page.locator(".keys input").uncheck()
        page.locator(".forget").click()
        expect(page.locator(TICK.format(LESSON))).to_have_count(0)


def test_a_spoilt_entry_is_no_harm(browser: Browser, site: str) -> None:
    """Someone may have written something else into localStorage."""
    for text in ("{", "null", "5", '"x"', '{"done-scalar": 7, "last": {}, "keys": 3}'):
        script = f"localStorage.setItem('autograd-guide-course', {text!r})"
        for name in ("index", LESSON):
            with site_page(browser, f"{site}en/{name}.html", script) as page:
                expect(page.locator(".open-keys")).to_be_visible()


def test_keys_lead_to_the_search_and_to_the_pages_beside(browser: Browser, site: str) -> None:
    """A slash, two arrows; with a modifier they are the browser's."""
    with site_page(browser, f"{site}en/{LESSON}.html") as page:
        before, after = address_of(page, "prev"), address_of(page, "next")
        for modifier in ("Shift", "Control", "Meta"):
            page.keyboard.press(f"{modifier}+ArrowRight")
        page.keyboard.press("/")
        expect(page.locator(".sidebar-search")).to_be_focused()
        expect(page.locator(".sidebar-search")).to_have_value("")
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{site}en/{LESSON}.html")
        page.locator("h1").click()
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(after)
        page.go_back()
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(before)


def test_arrows_keep_their_meaning_among_choices_and_where_they_scroll(
    browser: Browser, site: str
) -> None:
    """In a group of radio buttons, and in code wider than the screen."""
    with site_page(browser, f"{site}en/{LESSON}.html", width=375) as page:
        for name in (".prediction input", "pre[tabindex='0']:visible"):
            page.locator(name).first.focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("/")
            let_pass(page, 200)
            if name.startswith("pre"):
                expect(page.locator("pre[tabindex='0']:visible").first).to_be_focused()
            expect(page).to_have_url(f"{site}en/{LESSON}.html")


def test_on_a_phone_the_slash_opens_the_drawer_of_the_search(browser: Browser, site: str) -> None:
    """The field is in a closed drawer."""
    with site_page(browser, f"{site}en/{LESSON}.html", width=375) as page:
        page.keyboard.press("/")
        expect(page.locator(".sidebar-search")).to_be_focused()
        expect(page.locator(".sidebar-search")).to_be_in_viewport()


def test_a_question_mark_shows_the_keys_and_they_can_be_turned_off(
    browser: Browser, site: str
) -> None:
    """Escape closes the window and the focus returns; turned off, no key does anything."""
    with site_page(browser, f"{site}en/{LESSON}.html") as page:
        page.locator(".course-line a").first.focus()
        page.keyboard.press("?")
        window = page.locator(".keys")
        expect(window).to_be_visible()
        page.keyboard.press("Escape")
        expect(window).to_be_hidden()
        expect(page.locator(".course-line a").first).to_be_focused()
        page.keyboard.press("?")
        window.locator("input").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        for key in ("?", "/", "ArrowRight"):
            page.keyboard.press(key)
        let_pass(page, 300)
        expect(window).to_be_hidden()
        expect(page.locator(".sidebar-search")).not_to_be_focused()
        expect(page).to_have_url(f"{site}en/{LESSON}.html")
        page.locator(".open-keys").click()
        window.locator("input").check()
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
        expect(page).not_to_have_url(f"{site}en/{LESSON}.html")


def test_progress_works_in_a_folder_on_disk(browser: Browser, tree: object) -> None:
    """The scripts need no server."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{tree}/en/{LESSON}.html")
    page.locator(DONE).click()
    expect(page.locator(TICK.format(LESSON))).to_have_text("done")
    page.keyboard.press("ArrowRight")
    expect(page.locator(TICK.format(LESSON))).to_have_text("done")
    context.close()


def test_the_map_has_each_lesson_and_its_arrows(browser: Browser, site: str) -> None:
    """Its links lead to the lessons; on a phone its letters are at least 11 px high."""
    course = yaml.safe_load((ROOT / "docs" / "course.yml").read_text("utf-8"))
    with site_page(browser, f"{site}en/index.html", width=375) as page:
        links = page.locator(".course-map a")
        names = [str(link.get_attribute("href")).split(".")[0] for link in links.all()]
        assert sorted(names) == sorted(course)
        arrows = page.locator(".course-map .arrow").count()
        assert len(course) - 1 <= arrows <= sum(map(len, course.values()))
        scale = "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
        size = "link => parseFloat(getComputedStyle(link).fontSize)"
        assert page.locator(".course-map svg").evaluate(scale) * links.first.evaluate(size) >= 11
        links.last.click()
        expect(page.locator(".course-line")).to_contain_text("Lesson")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_of_the_map_holds_its_words_with_more_room_between_them(
    browser: Browser, site: str, language: str
) -> None:
    """With the text spacing of WCAG 1.4.12, on a phone."""
    space = """() => document.querySelectorAll(".course-map :is(a, a *)").forEach(({ style }) =>
      Object.assign(style, { lineHeight: 1.5, letterSpacing: "0.12em", wordSpacing: "0.16em" }))"""
    out = """() => [...document.querySelectorAll(".course-map a")].filter((link) => {
      const [box, text] = [link, link.firstChild].map((each) => each.getBoundingClientRect());
      const shown = getComputedStyle(link.parentElement).overflow === "visible";
      return text.top < box.top || text.bottom > box.bottom || !shown;
    }).map((link) => link.textContent)"""
    with site_page(browser, f"{site}{language}/index.html", width=375) as page:
        page.evaluate(space)
        assert page.evaluate(out) == []
