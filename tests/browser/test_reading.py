"""Reading: lines are short, a sign stays with its formula, numbers in tables are aligned."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import show_answers
from tests.browser.watching import LANGUAGES, watched


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_prose_are_short(browser: Browser, site: str, language: str) -> None:
    """At most 42 rem or 66 digits on a wide screen, in Chinese 40 汉字; a code cell is wider."""
    longest = """(what) => Math.max(...[...document.querySelectorAll(`article ${what}`)]
      .map((each) => each.getBoundingClientRect().width))"""
    digits = """() => {
      const text = document.querySelector("article section > p:not([class])");
      text.textContent = "";
      text.append(Object.assign(document.createElement("span"), { textContent: "0".repeat(66) }));
      document.querySelector("article").style.fontFamily = "Liberation Sans";
      return [text.getBoundingClientRect().width, text.firstChild.getBoundingClientRect().width];
    }"""
    context = browser.new_context(viewport={"width": 1920, "height": 900})
    with watched(context, site) as (page, faults):
        page.goto(f"{site}{language}/scalar.html")
        rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        width = page.evaluate(longest, "p:not(.admonition-title, .label)")
        assert 30 * rem < width <= {"en": 42, "zh": 40}[language] * rem
        assert page.evaluate(longest, "div.cell_input") > 42 * rem
        if language == "en":
            box, text = page.evaluate(digits)
            assert box == pytest.approx(min(text, 42 * rem), abs=1)  # in a narrower font
    assert not faults, "\n".join(faults)


def begins_a_line(page: Page) -> list[str]:
    """Return the signs behind formulas that stand on another line than the formula."""
    script = """() => [...document.querySelectorAll(".together")].filter((both) => {
      const range = document.createRange();
      range.selectNodeContents(both.lastChild);
      const formula = both.querySelector(".katex-html").getBoundingClientRect();
      return both.checkVisibility() && range.getBoundingClientRect().top > formula.bottom;
    }).map((both) => both.textContent.slice(-20))"""
    return list(page.evaluate(script))


@pytest.mark.parametrize("width", [360, 375, 390, 412, 768])
def test_no_sign_behind_a_formula_begins_a_line(browser: Browser, site: str, width: int) -> None:
    """In Chinese, at several widths."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    with watched(context, site) as (page, faults):
        for name in ("gradient", "vector", "descent"):
            page.goto(f"{site}zh/{name}.html", wait_until="networkidle")
            assert page.locator(".together").count() > 3
            assert begins_a_line(page) == []
    assert not faults, "\n".join(faults)


def test_emphasis_beside_a_formula_has_no_dots(browser: Browser, site: str) -> None:
    """In Chinese dots below would open the lines of such a paragraph."""
    dots = """() => [...document.querySelectorAll("article p:has(.katex) em")]
      .map((em) => getComputedStyle(em).textEmphasisStyle)"""
    with watched(browser.new_context(), site) as (page, faults):
        seen = set[str]()
        for name in ("gradient", "scalar", "graph", "vector", "descent", "layer"):
            page.goto(f"{site}zh/{name}.html")
            seen |= set(page.evaluate(dots))
        assert seen == {"none"}
    assert not faults, "\n".join(faults)


def test_decimal_points_stand_below_each_other(browser: Browser, site: str) -> None:
    """In each column of numbers of a table that a cell has computed."""
    points = """() => [...document.querySelectorAll("article table")].flatMap((table) =>
      [...table.rows[0].cells].map((_, column) => [...table.rows].slice(1)
        .map((row) => row.cells[column])
        .filter((cell) => cell?.classList.contains("number") && cell.checkVisibility())
        .map((cell) => {
          const text = cell.firstChild, range = document.createRange();
          const place = (text.data + ".").indexOf(".");
          range.setStart(text, 0);
          range.setEnd(text, place);
          return Math.round(range.getBoundingClientRect().right);
        })))"""
    with watched(browser.new_context(), site) as (page, faults):
        seen = 0
        for name in ("descent", "gradient", "graph", "batches", "regression"):
            page.goto(f"{site}en/{name}.html")
            show_answers(page)
            for places in page.evaluate(points):
                seen += len(places)
                assert not places or max(places) - min(places) <= 1, (name, places)
        assert seen > 3
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_in_a_table_is_on_one_line(browser: Browser, site: str, language: str) -> None:
    """On a phone too, where the table scrolls instead; written and computed code look the same."""
    script = """() => [...document.querySelectorAll("article :is(td, th) code")].map((code) => {
      const { fontSize, backgroundColor } = getComputedStyle(code);
      return [code.getClientRects().length, fontSize, backgroundColor];
    })"""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    with watched(context, site) as (page, faults):
        seen = set[tuple[object, ...]]()
        for name in ("regression", "deep"):
            page.goto(f"{site}{language}/{name}.html")
            found = page.evaluate(script)
            assert found
            seen |= set(map(tuple, found))
        assert len(seen) == 1
        assert next(iter(seen))[0] == 1
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_file_is_no_code(browser: Browser, site: str, language: str) -> None:
    """It has the letters of the sentence around it."""
    look = """(link) => [link, link.closest("p")].map((each) => {
      const { fontFamily, fontSize } = getComputedStyle(each);
      return [fontFamily, fontSize];
    })"""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/gradient.html")
        show_answers(page)
        link, sentence = page.locator("article code.download").first.evaluate(look)
        assert link == sentence
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_of_the_glossary_stand_out(browser: Browser, site: str, language: str) -> None:
    """They are bolder than what is said about them."""
    with watched(browser.new_context(), site) as (page, faults):
        page.goto(f"{site}{language}/glossary.html")
        expect(page.locator("dl.glossary dt").first).to_have_css("font-weight", "600")
        expect(page.locator("dl.glossary dd").first).to_have_css("font-weight", "400")
    assert not faults, "\n".join(faults)


def test_a_plate_does_not_glare_in_the_dark(browser: Browser, site: str) -> None:
    """It is white on a light page, and greyer on a dark one."""
    for scheme, colour in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(216, 218, 222)")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        with watched(context, site) as (page, faults):
            page.goto(f"{site}en/layer.html")
            expect(page.locator("img.colour-map").first).to_have_css("background-color", colour)
        assert not faults, "\n".join(faults)


def test_a_long_title_leaves_no_sign_alone_on_a_phone(browser: Browser, site: str) -> None:
    """In Chinese the word after the hyphen stays with the one before it."""
    script = """() => {
      const title = document.querySelector("h1").firstChild, range = document.createRange();
      return ["向量-", "积"].map((part) => {
        const place = title.data.lastIndexOf(part);
        range.setStart(title, place);
        range.setEnd(title, place + part.length);
        return range.getBoundingClientRect().bottom;
      });
    }"""
    context = browser.new_context(viewport={"width": 375, "height": 900})
    with watched(context, site) as (page, faults):
        page.goto(f"{site}zh/vector.html")
        before, after = page.evaluate(script)
        assert before == pytest.approx(after, abs=1)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [320, 360, 375, 390, 412])
def test_the_sign_of_a_heading_begins_no_line(browser: Browser, site: str, width: int) -> None:
    """In Chinese, where a title may fill its line: without the sign it would be as high."""
    script = """() => [...document.querySelectorAll("article :is(h1, h2, h3)")].filter((title) => {
      const range = document.createRange();
      range.selectNodeContents(title);
      range.setEndBefore(title.querySelector(".headerlink"));
      return title.clientHeight > range.getBoundingClientRect().height * 1.3;
    }).map((title) => title.textContent)"""
    context = browser.new_context(viewport={"width": width, "height": 900})
    with watched(context, site) as (page, faults):
        for name in ("higher", "scale", "deep"):
            page.goto(f"{site}zh/{name}.html")
            assert page.evaluate(script) == []
    assert not faults, "\n".join(faults)


def test_on_paper_code_is_broken_and_solutions_are_open(browser: Browser, site: str) -> None:
    """No line of code is wider than its place, and folded code leaves no sign."""
    wide = """() => [...document.querySelectorAll("article pre")]
      .filter((pre) => pre.checkVisibility() && pre.scrollWidth > pre.clientWidth).length"""
    context = browser.new_context(viewport={"width": 700, "height": 900})
    with watched(context, site) as (page, faults):
        page.goto(f"{site}zh/optimizers.html")
        assert page.evaluate(wide)
        page.emulate_media(media="print")
        assert page.evaluate(wide) == 0
        expect(page.locator("details.hide").first).to_be_hidden()
        expect(page.locator(".dropdown-solution > p").first).to_be_visible()
    assert not faults, "\n".join(faults)
