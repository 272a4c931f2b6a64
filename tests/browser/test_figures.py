"""A live figure follows its sliders, its buttons and the pointer, and says its state in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looks import show_answers
from tests.browser.watching import LANGUAGES, let_pass, watched

# The pages with a live figure; `test_the_pages_with_a_figure_are_all_known` keeps them complete.
PAGES = ["accumulation", "deep", "descent", "gradient", "index", "optimizers", "scalar", "vector"]
SMALLEST = 13  # of letters on a phone, in px


@contextmanager
def opened(
    browser: Browser, site: str, name: str, language: str = "en", **settings: object
) -> Iterator[Page]:
    """Open a page with all answers shown, and check at the end that it had no fault."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/{name}.html", wait_until="networkidle")
        if settings.get("java_script_enabled", True):
            show_answers(page)
        yield page
    assert not faults, "\n".join(faults)


def said(page: Page) -> Locator:
    """Return the region in which the first figure says its state."""
    return page.locator(".live [role=status]").first


def slider(page: Page, number: int = 0) -> Locator:
    """Return a slider of the first figure."""
    return page.locator(".live").first.locator("input").nth(number)


def test_the_pages_with_a_figure_are_all_known(tree: Path) -> None:
    """The other tests look at each page with a figure, in both languages."""
    for language in LANGUAGES:
        pages = (tree / language).glob("*.html")
        assert sorted(p.stem for p in pages if 'class="live"' in p.read_text("utf-8")) == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_moves_every_slider(
    browser: Browser, site: str, name: str, language: str
) -> None:
    """Home, End, arrows and PageUp change words and drawing; the slider says its value, once."""
    with opened(browser, site, name, language) as page:
        for figure in page.locator(".live").all():
            for control in figure.locator("input[type=range]").all():
                words = (
                    control.locator("xpath=..")
                    .locator("span")
                    .evaluate("words => words.firstChild.textContent.trim()")
                )
                expect(control).to_have_accessible_name(words)
                seen = set()
                for key in ("Home", "ArrowRight", "PageUp", "End"):
                    control.press(key)
                    drawn = figure.locator("> svg").evaluate("svg => svg.outerHTML")
                    seen.add((figure.locator("[role=status]").inner_text(), drawn))
                    shown = control.locator("xpath=..").locator("b").inner_text()
                    expect(control).to_have_attribute("aria-valuetext", shown)
                assert len(seen) >= 3


def test_the_walk_says_its_factors(browser: Browser, site: str) -> None:
    """Step by step, by the button: 1, then 1 × 2 = 2, then 2 × 20 = 40."""
    with opened(browser, site, "scalar") as page:
        figure = page.locator(".live").first
        expect(said(page)).to_contain_text("200")
        expect(figure.get_by_text("grad 40")).to_be_hidden()
        for words in ("rate 1", "1 × 2 = 2", "2 × 20 = 40"):
            figure.get_by_role("button", name="Next").click()
            expect(said(page)).to_contain_text(words)
        expect(figure.get_by_text("grad 40")).to_be_visible()
        figure.get_by_role("button", name="Back").click()
        expect(said(page)).to_contain_text("1 × 2 = 2")
        expect(figure.get_by_text("grad 40")).to_be_hidden()


def test_divergence_is_said_with_its_numbers(browser: Browser, site: str) -> None:
    """Twenty steps of 1.1 end at 383.4, far outside of the picture."""
    with opened(browser, site, "descent", reduced_motion="reduce") as page:
        page.locator(".live").get_by_role("button", name="1.1", exact=True).click()
        expect(said(page)).to_contain_text("Step 20: x = 383.376")
        expect(said(page)).to_contain_text("by -1.2")


def test_a_run_goes_step_by_step_unless_the_reader_wants_no_motion(
    browser: Browser, site: str
) -> None:
    """With motion the slider passes the steps; without it is at the end at once."""
    with opened(browser, site, "descent") as page:
        page.locator(".live").get_by_role("button", name="Run 20").click()
        assert slider(page, 1).input_value() != "20"
        expect(slider(page, 1)).to_have_value("20")
        slider(page, 1).press("Home")
        page.locator(".live").get_by_role("button", name="Run 20").click()
        slider(page, 1).press("ArrowRight")  # whoever takes the slider stops the run
        kept = slider(page, 1).input_value()
        let_pass(page, 400)
        assert slider(page, 1).input_value() == kept
    with opened(browser, site, "descent", reduced_motion="reduce") as page:
        page.locator(".live").get_by_role("button", name="Run 20").click()
        assert slider(page, 1).input_value() == "20"


def test_a_button_sets_both_weights(browser: Browser, site: str) -> None:
    """The mean halves the sum: (10.5, 5.5)."""
    with opened(browser, site, "vector") as page:
        expect(said(page)).to_contain_text("(58, 28)")
        page.locator(".live").get_by_role("button", name="mean").click()
        expect(said(page)).to_contain_text("= (10.5, 5.5)")
        assert [slider(page, number).input_value() for number in (0, 1)] == ["7", "7"]


def test_a_checkbox_clears(browser: Browser, site: str) -> None:
    """At the second step ``.grad`` holds 20 if nobody has cleared it, and 0 otherwise."""
    with opened(browser, site, "accumulation") as page:
        slider(page).press("ArrowRight")
        expect(said(page)).to_contain_text("holds 20.00")
        page.locator(".live input[type=checkbox]").press("Space")
        expect(said(page)).to_contain_text("holds 0.00")


@pytest.mark.parametrize(
    ("name", "first", "other"), [("descent", "0.1", "1.1"), ("vector", "", "row 0")]
)
def test_of_a_row_of_choices_the_one_that_holds_is_pressed(
    browser: Browser, site: str, name: str, first: str, other: str
) -> None:
    """The row is named after the sliders that it sets; what another slider says presses none."""
    with opened(browser, site, name) as page:
        row = page.locator(".live [role=group]")
        sliders = page.locator(".live label > span").all()
        words = [each.evaluate("words => words.firstChild.textContent.trim()") for each in sliders]
        expect(row).to_have_accessible_name(", ".join(words[: 1 if name == "descent" else 2]))
        expect(row.locator("[aria-pressed=true]")).to_have_text([first] if first else [])
        row.get_by_role("button", name=other, exact=True).click()
        expect(row.locator("[aria-pressed=true]")).to_have_text(other)


@pytest.mark.parametrize("name", ["index", "scalar"])
def test_a_button_without_a_step_left_says_so(browser: Browser, site: str, name: str) -> None:
    """Back at the beginning and Next at the end; they stay where they are."""
    with opened(browser, site, name) as page:
        back, on = page.locator(".live").first.get_by_role("button").all()
        for key, off in (("Home", back), ("End", on), ("ArrowLeft", None)):
            slider(page).press(key)
            for button in (back, on):
                expect(button).to_have_attribute("aria-disabled", str(button is off).lower())


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_the_ring_of_a_slider_covers_no_label(
    browser: Browser, site: str, name: str, width: int
) -> None:
    """While the slider has the focus its ring begins below the words."""
    script = """input => {
        const { outlineOffset, outlineWidth } = getComputedStyle(input);
        const { bottom } = input.previousSibling.getBoundingClientRect();
        const { top } = input.getBoundingClientRect();
        return top - parseFloat(outlineOffset) - parseFloat(outlineWidth) - bottom;
    }"""
    with opened(browser, site, name, viewport={"width": width, "height": 800}) as page:
        for control in page.locator(".live input[type=range]").all():
            control.press("Home")
            assert control.evaluate(script) >= 0


@pytest.mark.parametrize("name", PAGES)
def test_a_caption_stands_in_the_middle_below_its_figure(
    browser: Browser, site: str, name: str
) -> None:
    """On a screen where the figure is wider than a line of prose."""
    script = """caption => {
        const range = document.createRange();
        range.selectNodeContents(caption);
        const [text, box] = [range, caption.parentElement].map((e) => e.getBoundingClientRect());
        return Math.abs(text.left + text.right - box.left - box.right) / 2;
    }"""
    with opened(browser, site, name, viewport={"width": 1280, "height": 800}) as page:
        for caption in page.locator("figure:has(.live) figcaption").all():
            assert caption.evaluate(script) < 6


@pytest.mark.parametrize("touch", [False, True])
def test_the_picture_leads_the_sliders(browser: Browser, site: str, touch: bool) -> None:  # noqa: FBT001 - a parameter
    """A click or a tap in the landscape chooses the nearest start; a drag goes on from there."""
    size = {"width": 375, "height": 800}
    with opened(browser, site, "index", viewport=size, has_touch=touch) as page:
        landscape = page.locator(".live").nth(1)
        drawing = landscape.locator("> svg")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box is not None
        before = landscape.locator("[role=status]").inner_text()
        x, y = box["x"] + 0.3 * box["width"], box["y"] + 0.6 * box["height"]
        if touch:
            page.touchscreen.tap(x, y)
        else:
            page.mouse.move(x, y)
            page.mouse.down()
        expect(landscape.locator("[role=status]")).not_to_have_text(before)
        start = drawing.locator("[data-part=start]").bounding_box()
        assert start is not None
        assert abs(start["x"] + start["width"] / 2 - x) < 25
        assert abs(start["y"] + start["height"] / 2 - y) < 25
        if not touch:
            place = landscape.locator("input").first.input_value()
            page.mouse.move(x + 0.4 * box["width"], y)
            page.mouse.up()
            assert int(landscape.locator("input").first.input_value()) > int(place)


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_picture_and_words_are_there(
    browser: Browser, site: str, name: str
) -> None:
    """The drawing is whole, words stand below it, and there is no control without effect."""
    with opened(browser, site, name, java_script_enabled=False) as page:
        for figure in page.locator(".live").all():
            expect(figure.locator("> svg")).to_be_visible()
            expect(figure.locator("[role=status]")).to_contain_text(re.compile(r"\d"))
            for control in figure.locator("input, button").all():
                expect(control).to_be_hidden()


def test_a_figure_works_from_a_file(browser: Browser, tree: Path) -> None:
    """Opened from the disk, it follows its slider as well."""
    with watched(browser.new_context(), "file://") as (page, _):
        page.goto((tree / "en/scalar.html").as_uri())
        page.locator(".predictions input").check()
        slider(page).press("End")
        expect(said(page)).to_contain_text("2 × 20 = 40")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_letters_are_large_enough_on_a_phone(
    browser: Browser, site: str, name: str, language: str
) -> None:
    """On a screen of 375 px each letter of a drawing is at least 13 px, and none is cut off."""
    script = """svg => {
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        const edge = document.documentElement.clientWidth;
        const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent);
        return texts.map((text) => {
            const { left, right } = text.getBoundingClientRect();
            return [parseFloat(getComputedStyle(text).fontSize) * scale, left, edge - right];
        });
    }"""
    size = {"width": 375, "height": 800}
    with opened(browser, site, name, language, viewport=size) as page:
        for drawing in page.locator(".live > svg").all():
            texts = drawing.evaluate(script)
            assert texts
            for letters, left, right in texts:
                assert letters >= SMALLEST
                assert min(left, right) >= 0


OUTSIDE = """svg => {
    const fields = [...svg.querySelectorAll("rect")].map((each) => each.getBoundingClientRect());
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.checkVisibility());
    return texts.filter((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const around = fields.find((r) => r.left < x && x < r.right && r.top < y && y < r.bottom);
        return around && (left < around.left || right > around.right);
    }).map((text) => text.textContent);
}"""


@pytest.mark.parametrize("name", ["index", "scalar", "vector"])
def test_words_stay_in_their_fields_on_a_phone(browser: Browser, site: str, name: str) -> None:
    """Whatever the sliders say, of which those of the product make the longest words."""
    with opened(browser, site, name, viewport={"width": 375, "height": 800}) as page:
        figure = page.locator(".live").first
        for keys in (["Home", "ArrowRight"], ["End"]):
            for control in figure.locator("input[type=range]").all():
                for key in keys:
                    control.press(key)
            assert figure.locator("> svg").evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_on_a_tint_have_no_halo(browser: Browser, site: str, scheme: str) -> None:
    """It would have the colour of the page, and smudge them."""
    with opened(browser, site, "vector", color_scheme=scheme) as page:
        cells = page.locator(".live svg .in-field text")
        assert cells.count() == 8
        for cell in cells.all():
            expect(cell).to_have_css("stroke", "none")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_letters_stand_out_in_light_and_dark(
    browser: Browser, site: str, name: str, scheme: str
) -> None:
    """Each text of a drawing has a contrast of 4.5:1 with the page, in its theme."""
    script = """svg => {
        const light = (colour) => {
            const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
            const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            const [r, g, b] = parts.map(linear);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
        };
        const page = light(getComputedStyle(document.body).backgroundColor);
        return [...svg.querySelectorAll("text")].map((text) => {
            const letters = light(getComputedStyle(text).fill);
            return Math.max(page, letters) / Math.min(page, letters);
        });
    }"""
    with opened(browser, site, name, color_scheme=scheme) as page:
        for drawing in page.locator(".live > svg").all():
            assert min(drawing.evaluate(script)) >= 4.5


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_controls_are_large_and_accessible(
    browser: Browser, site: str, name: str, width: int
) -> None:
    """Each control is a target of 44 px, and axe has nothing to say about the figures."""
    with opened(browser, site, name, viewport={"width": width, "height": 800}) as page:
        for target in page.locator(".live label, .live button").all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        found = Axe().run(page, {"include": [".live"]}, {"resultTypes": ["violations"]})
        assert not found.response["violations"]


def test_what_is_below_does_not_move(browser: Browser, site: str) -> None:
    """From state to state the caption of a figure stays where it is."""
    with opened(browser, site, "scalar", viewport={"width": 375, "height": 800}) as page:
        caption = page.locator("figure:has(.live) figcaption")
        places = set()
        for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
            slider(page).press(key)
            places.add(caption.evaluate("caption => caption.offsetTop"))
        assert len(places) == 1


def test_a_printed_page_has_no_control(browser: Browser, site: str) -> None:
    """On paper there are picture and words."""
    with opened(browser, site, "scalar") as page:
        page.emulate_media(media="print")
        expect(page.locator(".live > svg")).to_be_visible()
        expect(said(page)).to_be_visible()
        expect(slider(page)).to_be_hidden()


def test_paper_shows_the_whole_unless_a_state_was_chosen(browser: Browser, site: str) -> None:
    """An untouched figure prints all of its steps, and is as before when paper is left."""
    print_it, leave = (f"dispatchEvent(new Event('{name}print'))" for name in ("before", "after"))
    with opened(browser, site, "descent", reduced_motion="reduce") as page:
        path = page.locator(".live [data-part=step-20]")
        before = said(page).inner_text()
        page.evaluate(print_it)
        expect(path).to_have_attribute("visibility", "visible")
        expect(said(page)).to_contain_text("Step 20")
        page.evaluate(leave)
        expect(path).to_have_attribute("visibility", "hidden")
        expect(said(page)).to_have_text(before)
        slider(page, 1).press("ArrowRight")
        page.evaluate(print_it)
        expect(said(page)).to_contain_text("Step 1:")
