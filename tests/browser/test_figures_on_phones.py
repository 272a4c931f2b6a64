"""On a phone each figure is drawn anew, and its letters are large enough to be read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looks import show_answers
from tests.browser.watching import LANGUAGES, page_paths, watched

SMALLEST = 11  # CSS pixels
LETTERS = re.compile(r"scale\((0?\.\d+) -0?\.\d+\)")  # Matplotlib's letters, in hundreds of points
SHOWN = """() => [...document.querySelectorAll("article div.cell img")].map((image) =>
  [new URL(image.currentSrc || image.src).pathname, image.getBoundingClientRect().width])"""
WIDTH = re.compile(r'width="([\d.]+)pt"')


def smallest_letter(svg: str, shown: float) -> float:
    """Return the size in CSS pixels of the smallest letter in a drawing, but for exponents.

    >>> smallest_letter('<svg width="360pt"><g transform="scale(0.11 -0.11)"/>', 240)  # half
    7.333333333333333
    """
    match = WIDTH.search(svg)
    assert match is not None
    points = 100 * min((float(each) for each in LETTERS.findall(svg)), default=1)
    return points * shown / float(match[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_every_figure_are_legible_on_a_phone(
    browser: Browser, site: str, tree: Path, language: str
) -> None:
    """At 375 pixels; what is folded or hidden has no width."""
    small, seen = [], 0
    context = browser.new_context(viewport={"width": 375, "height": 800})
    with watched(context, site) as (page, faults):
        page.emulate_media(reduced_motion="reduce")
        for name in page_paths(tree, language):
            page.goto(f"{site}{name}", wait_until="networkidle")
            show_answers(page)
            for path, shown in page.evaluate(SHOWN):
                if shown and path.endswith(".svg"):
                    seen += 1
                    size = smallest_letter((tree / path[1:]).read_text("utf-8"), shown)
                    small += [f"{name}: {path}: {size:.1f}"] if size < SMALLEST else []
    assert seen > 10
    assert not small, "\n".join(small)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("width", "files"), [(375, 1), (1280, 1)])
def test_a_browser_loads_only_one_of_the_two(
    browser: Browser, site: str, width: int, files: int
) -> None:
    """The narrow drawing or the wide one."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    loaded: list[str] = []
    with watched(context, site) as (page, faults):
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{site}en/batches.html", wait_until="networkidle")
        page.locator("picture").first.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        sources = page.locator("picture").first.evaluate(
            "(box) => [box.querySelector('source').srcset, box.querySelector('img').src]"
        )
    names = {each.rsplit("/", 1)[-1] for each in sources}
    assert len(names) == 2
    assert len([url for url in loaded if url.rsplit("/", 1)[-1] in names]) == files
    assert not faults, "\n".join(faults)


def test_colours_that_mean_values_are_not_inverted(browser: Browser, site: str) -> None:
    """In the dark theme a heat map keeps its colours, and a curve is inverted."""
    with watched(browser.new_context(color_scheme="dark"), site) as (page, faults):
        seen: dict[bool, set[str]] = {}
        for name in ("vector", "layer", "descent"):
            page.goto(f"{site}en/{name}.html")
            script = """() => [...document.querySelectorAll("article img")].map((image) =>
              [image.classList.contains("colour-map"), getComputedStyle(image).filter])"""
            for mapped, effect in page.evaluate(script):
                seen.setdefault(mapped, set()).add(effect)
    assert seen == {True: {"none"}, False: {"invert(1) hue-rotate(180deg)"}}
    assert not faults, "\n".join(faults)


def test_a_photograph_is_not_inverted(browser: Browser, site: str) -> None:
    """In the dark theme a picture of pixels keeps its colours, on a light plate."""
    script = """() => {
      const photograph = document.createElement("img");
      photograph.src = "../_static/photograph.png";
      document.querySelector("article").append(photograph);
      const style = getComputedStyle(photograph);
      return [style.filter, style.backgroundColor];
    }"""
    with watched(browser.new_context(color_scheme="dark"), site) as (page, _faults):
        page.goto(f"{site}en/scalar.html")
        assert page.evaluate(script) == ["none", "rgb(216, 218, 222)"]
