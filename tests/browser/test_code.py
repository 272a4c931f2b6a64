"""Code: folded below what it gives, copied and wrapped on a phone, errors marked, few tab stops."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looks import show_answers
from tests.browser.watching import LANGUAGES, watched

PHONE = {"viewport": {"width": 375, "height": 800}}
COVERED = """() => [...document.querySelectorAll(".highlight > button")].filter((button) => {
  const pre = button.parentElement.querySelector("pre");
  const text = document.createRange();
  text.selectNodeContents(pre);
  const [over, code, box] = [button, text, pre].map((each) => each.getBoundingClientRect());
  const beside = Math.min(code.right, box.right) <= over.left;
  return button.checkVisibility() && !beside && over.top < code.bottom && over.bottom > code.top;
}).length"""
BELOW = """() => [...document.querySelectorAll(".highlight > button.copybtn")].filter((button) => {
  const pre = button.parentElement.querySelector("pre");
  const text = document.createRange();
  text.selectNodeContents(pre);
  const [over, code, box] = [button, text, pre].map((each) => each.getBoundingClientRect());
  const room = code.right + parseFloat(getComputedStyle(pre).paddingRight) <= over.left;
  return button.checkVisibility() && room && over.top >= box.bottom - 10;
}).length"""
SMALL = """() => [...document.querySelectorAll("article .highlight > button")].filter((button) => {
  const { width, height } = button.getBoundingClientRect();
  return button.checkVisibility() && (width < 44 || height < 44);
}).length"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_buttons_stand_beside_the_code_or_below_it(
    browser: Browser, site: str, language: str
) -> None:
    """They cover none of it, are 44 pixels wide and high, and take no line where there is room."""
    with watched(browser.new_context(**PHONE), site) as (page, faults):  # type: ignore[arg-type]
        page.goto(f"{site}{language}/vector.html", wait_until="networkidle")
        expect(page.locator("article button.copybtn").first).to_be_visible()
        assert page.evaluate(COVERED) == 0
        assert page.evaluate(SMALL) == 0
        assert page.evaluate(BELOW) == 0
    assert not faults, "\n".join(faults)


def test_printed_columns_stay_columns_on_a_phone(browser: Browser, site: str) -> None:
    """They scroll, and their edge fades; a sentence and an error are broken."""
    with watched(browser.new_context(**PHONE), site) as (page, faults):  # type: ignore[arg-type]
        page.goto(f"{site}en/scalar.html", wait_until="networkidle")
        show_answers(page)
        columns = page.locator(".output.columns pre").filter(has_text="h = 0.001").first
        expect(columns).to_contain_class("more")
        expect(columns).to_have_css("white-space", "pre")
        page.emulate_media(media="print")
        expect(columns).to_have_css("white-space", "pre-wrap")
        page.emulate_media(media="screen")
        page.goto(f"{site}en/errors.html")
        assert page.locator(".raised").count() > 5
        expect(page.locator(".raised .columns")).to_have_count(0)
    assert not faults, "\n".join(faults)


def test_copy_buttons_are_large_enough_for_a_pointer(browser: Browser, site: str) -> None:
    """24 pixels at least, which WCAG wants of a target."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}en/vector.html", wait_until="networkidle")
        buttons = page.locator("article button.copybtn").filter(visible=True)
        sides = "all => all.flatMap((each) => [each.offsetWidth, each.offsetHeight])"
        assert min(buttons.evaluate_all(sides)) >= 24
    assert not faults, "\n".join(faults)


def test_wide_code_fades_until_it_is_scrolled_or_wrapped(browser: Browser, site: str) -> None:
    """The button breaks the lines, and a second time mends them."""
    with watched(browser.new_context(**PHONE), site) as (page, faults):  # type: ignore[arg-type]
        page.goto(f"{site}en/vector.html", wait_until="networkidle")
        box = page.locator("article .highlight:has(pre.more)").filter(visible=True).first
        code = box.locator("pre").element_handle()
        button = box.locator("button.wrap").element_handle()
        assert code is not None
        assert button is not None
        more = "pre => pre.classList.contains('more')"
        code.evaluate("pre => { pre.scrollLeft = pre.scrollWidth }")
        page.wait_for_function(f"pre => !({more})(pre)", arg=code)
        code.evaluate("pre => { pre.scrollLeft = 0 }")
        page.wait_for_function(more, arg=code)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        page.wait_for_function("pre => pre.scrollWidth <= pre.clientWidth", arg=code)
        page.wait_for_function(f"pre => !({more})(pre)", arg=code)
        button.click()
        page.wait_for_function(more, arg=code)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_folded_code_stands_below_what_it_gives(browser: Browser, site: str, language: str) -> None:
    """A quiet line below the output, which opens the code."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/descent.html")
        show_answers(page)
        cell = page.locator("div.cell.tag_hide-input:has(img)").first
        output, fold = cell.locator(".cell_output").first, cell.locator("details.hide")
        above, below = output.bounding_box(), fold.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"]
        assert below["height"] < 50
        words = {"en": "Show the code", "zh": "显示代码"}[language]
        expect(fold.locator("summary")).to_have_accessible_name(words)
        fold.locator("summary").click()
        expect(fold.locator("pre")).to_be_visible()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expected_error_is_marked(browser: Browser, site: str, language: str) -> None:
    """A red bar and a word beside what the cell has raised; its kind is a class."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/detach.html")
        show_answers(page)
        error = page.locator(".raised.error").filter(visible=True).first
        expect(error.locator(".label")).to_contain_text({"en": "Error", "zh": "错误"}[language])
        expect(error).to_contain_class("raised-runtimeerror")
        expect(error).to_have_css("border-left-color", "rgb(179, 38, 30)")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("page_name", ["scalar", "regression"])
def test_only_the_first_link_to_a_name_is_a_tab_stop(
    browser: Browser, site: str, page_name: str
) -> None:
    """Links in code; the others can still be clicked."""
    script = """() => [...document.querySelectorAll("a.sphinx-codeautolink-a")]
      .map((link) => [link.href, link.tabIndex])"""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}en/{page_name}.html")
        links = page.evaluate(script)
        stops = [address for address, place in links if place == 0]
        assert len(stops) == len(set(stops)) == len({address for address, _ in links})
        assert len(links) > 2 * len(stops)
    assert not faults, "\n".join(faults)
