"""Boxes run a reader's Python in the page: what they answer, how they stop, what they fetch."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looks import LOOKS, Scheme, overflow, violations
from tests.browser.watching import LANGUAGES, watched

LESSON = "scalar"
LIMIT = 260_000  # bytes, packed


@contextmanager
def lesson(
    browser: Browser,
    site: str,
    language: str = "en",
    **settings: Any,  # noqa: ANN401 (as in Playwright)
) -> Iterator[Page]:
    """Open a lesson, and check at the end that the page had no fault."""
    with watched(browser.new_context(**settings), site) as (page, faults):
        page.goto(f"{site}{language}/{LESSON}.html", wait_until="networkidle")
        yield page
    assert not faults, "\n".join(faults)


def ran(page: Page, code: str) -> Locator:
    """Run code in the first box of a page; return the box when it has ended."""
    box = page.locator(".try").first
    box.locator("textarea").fill(code)
    box.locator("button").first.click()
    expect(box).to_have_attribute("aria-busy", "false")
    return box


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_names_the_first_wrong_case_and_the_solution_passes(
    browser: Browser, site: str, language: str
) -> None:
    """The start is wrong, with both numbers; the solution that stands below it is right."""
    with lesson(browser, site, language) as page:
        box = page.locator(".try").first
        start = box.locator("textarea").input_value()
        expect(ran(page, start).locator(".try-verdict")).to_contain_text("✗ ")
        expect(box.locator(".try-verdict")).to_contain_text("9")
        expect(box.locator(".try-verdict")).to_have_css("color", "rgb(179, 38, 30)")
        cell = page.locator(".try ~ .dropdown-solution .cell_input pre").first
        solution = cell.evaluate("pre => pre.textContent")
        expect(ran(page, f"{start}\n{solution}").locator(".try-verdict")).to_contain_text("✓")
        expect(box.locator(".try-verdict")).to_have_css("color", "rgb(26, 127, 55)")


def test_the_edge_of_a_wide_program_fades_until_it_is_edited(browser: Browser, site: str) -> None:
    """On a phone, where lines go on beyond the right edge of the editor."""
    with lesson(browser, site, viewport={"width": 375, "height": 800}) as page:
        area = page.locator(".try textarea").first
        expect(area).to_contain_class("more")
        assert "gradient" in area.evaluate("area => getComputedStyle(area).maskImage")
        area.focus()
        expect(area).to_have_css("mask-image", "none")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = 1\n\nraise ValueError('no')", "Line 3: ValueError: no"),
        ("def f(n):\n    return f(n + 1)\n\n\nf(0)", "Line 2: Too many calls"),
        ("a = 1\ninput('name?')", "Line 2: input() has no keyboard here"),
        ("import torch\ntorch.fft", "Line 2: The small engine of this page has no torch.fft."),
        ("x = [0] * 50_000_000", "more memory than the box has"),
        ("while True:\n    print('a' * 100)", "more than 20000 characters"),
    ],
    ids=["error", "recursion", "input", "lacking", "memory", "output"],
)
def test_what_goes_wrong_is_one_sentence(browser: Browser, site: str, code: str, said: str) -> None:
    """With the line of the reader's code; and the box works afterwards."""
    with lesson(browser, site) as page:
        expect(ran(page, code).locator(".try-verdict")).to_contain_text(said)
        expect(ran(page, "print(6 * 7)").locator(".try-output")).to_contain_text("42")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import torch\ntorch.fft", "第 2 行：本页的小型引擎里没有 torch.fft。"),
        ("import numpy", "第 1 行：本页的小型引擎里没有 numpy。"),
        ("input()", "第 1 行：这里没有键盘输入"),
        ("def f(n):\n    return f(n + 1)\n\n\nf(0)", "第 2 行：函数调用的层数太多了"),
        ("x = [0] * 50_000_000", "程序需要的内存超出了限制"),
    ],
    ids=["name", "package", "input", "recursion", "memory"],
)
def test_a_chinese_page_says_it_in_chinese(
    browser: Browser, site: str, code: str, said: str
) -> None:
    """What the small engine has not, and what the box does not allow."""
    with lesson(browser, site, "zh") as page:
        expect(ran(page, code).locator(".try-verdict")).to_contain_text(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_lacking_leads_to_the_notebook(browser: Browser, site: str, language: str) -> None:
    """The notebook of the page runs on PyTorch itself."""
    with lesson(browser, site, language) as page:
        link = ran(page, "import torch\ntorch.fft").locator(".try-verdict a")
        address = link.evaluate("link => link.href")
        assert address == f"{site}{language}/{LESSON}.ipynb"
        assert page.request.get(address).ok


def test_twenty_presses_run_it_once(browser: Browser, site: str) -> None:
    """Each press while it runs is ignored."""
    with lesson(browser, site) as page:
        box = page.locator(".try").first
        box.locator("textarea").fill("print(8)")
        press = "run => { for (let i = 0; i < 20; i++) run.click(); }"
        box.locator("button").first.evaluate(press)
        expect(box).to_have_attribute("aria-busy", "false")
        expect(box.locator(".try-output")).to_have_text("8\n")


def test_after_ten_seconds_it_is_stopped(browser: Browser, site: str) -> None:
    """The clock of the page is put forward."""
    with lesson(browser, site) as page:
        box = page.locator(".try").first
        page.clock.install()
        box.locator("textarea").fill("print(1)\nwhile True: pass")
        box.locator("button").first.click()
        expect(box.locator(".try-output")).to_have_text("1\n")
        page.clock.fast_forward(9_000)
        expect(box).to_have_attribute("aria-busy", "true")
        page.clock.fast_forward(2_000)
        expect(box.locator(".try-verdict")).to_have_text(
            "Stopped: it ran for more than 10 seconds."
        )
        expect(ran(page, "print(2)").locator(".try-output")).to_have_text("2\n")


def test_it_runs_offline_after_the_first_run(browser: Browser, site: str) -> None:
    """Also after an endless loop has been stopped, which ends the worker."""
    with lesson(browser, site) as page:
        box = ran(page, "print(1)")
        page.context.set_offline(True)
        expect(ran(page, "print(2)").locator(".try-output")).to_have_text("2\n")
        box.locator("textarea").fill("print(3)\nwhile True: pass")
        box.locator("button").first.click()
        expect(box.locator(".try-output")).to_have_text("3\n")
        box.locator("button").nth(1).click()
        expect(ran(page, "print(4)").locator(".try-output")).to_have_text("4\n")


def test_chinese_names_run(browser: Browser, site: str) -> None:
    """A name may be written in Chinese characters, as in Python."""
    with lesson(browser, site, "zh") as page:
        box = ran(page, "斜率 = 6\nprint('斜率', 斜率 * 7)")
        expect(box.locator(".try-output")).to_have_text("斜率 42\n")


def test_an_endless_loop_is_stopped_while_another_box_runs(browser: Browser, site: str) -> None:
    """Stop ends ``while True``; a second box has a Python of its own."""
    with lesson(browser, site) as page:
        box, other, *_rest = page.locator(".try").all()
        run, stop, _reset = box.locator("button").all()
        expect(stop).to_be_disabled()
        box.locator("textarea").fill("print(1)\nwhile True: pass")
        run.click()
        expect(box.locator(".try-output")).to_have_text("1\n")
        other.locator("textarea").fill("print(7)")
        other.locator("button").first.click()
        expect(other.locator(".try-output")).to_have_text("7\n")
        stop.click()
        expect(box.locator(".try-verdict")).to_have_text("Stopped.")
        expect(run).to_be_focused()
        expect(ran(page, "print(2)").locator(".try-output")).to_have_text("2\n")


def test_the_keyboard_is_enough(browser: Browser, site: str) -> None:
    """Ctrl+] indents, Ctrl+Enter runs, Tab leaves the editor for the button."""
    with lesson(browser, site) as page:
        box = page.locator(".try").first
        area = box.locator("textarea")
        area.fill("if 1:\nprint(5)")
        area.press("Control+]")
        expect(area).to_have_value("if 1:\n    print(5)")
        area.press("Control+Enter")
        expect(box.locator(".try-output")).to_have_text("5\n")
        area.press("Tab")
        expect(box.locator("button").first).to_be_focused()


def test_a_text_survives_a_reload_until_it_is_reset(browser: Browser, site: str) -> None:
    """It is kept in the browser."""
    with lesson(browser, site) as page:
        area = page.locator(".try textarea").first
        start = area.input_value()
        area.fill("print(3)")
        page.reload()
        expect(area).to_have_value("print(3)")
        page.locator(".try button").nth(2).click()
        expect(area).to_have_value(start)
        page.reload()
        expect(area).to_have_value(start)


def test_nothing_is_fetched_before_the_press_and_little_after(
    browser: Browser, site: str, tree: Path
) -> None:
    """What a press fetches is at most 260 KB, as a host packs it."""
    with lesson(browser, site) as page:
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.reload(wait_until="networkidle")
        assert not [url for url in asked if "/python/" in url]
        ran(page, "print(1)")
        names = {url.removeprefix(site) for url in asked if "/_static/python/" in url}
        assert len(names) == 8, names
        assert sum(len(gzip.compress((tree / name).read_bytes())) for name in names) <= LIMIT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_box_fits_a_phone_and_axe_is_content(browser: Browser, site: str, scheme: Scheme) -> None:
    """At 375 px nothing scrolls sideways, letters have 16 px, each button 44."""
    size = {"width": 375, "height": 812}
    with lesson(browser, site, "zh", viewport=size, color_scheme=scheme) as page:
        box = ran(page, "print('一' * 300)\nx")
        assert overflow(page) <= 0
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")  # Furo's way up has no landmark
        expect(page.locator(".back-to-top")).to_be_hidden()
        assert not violations(page, LOOKS["light", 1280])
        script = "area => parseFloat(getComputedStyle(area).fontSize)"
        assert box.locator("textarea").evaluate(script) >= 16
        for button in box.locator("button").all():
            edges = button.bounding_box()
            assert edges is not None
            assert min(edges["width"], edges["height"]) >= 44


def test_from_a_folder_a_sentence_stands_for_the_editor(browser: Browser, tree: Path) -> None:
    """A page from ``file://`` may start no worker: it says how to serve the folder."""
    with watched(browser.new_context(), tree.as_uri()) as (page, faults):
        page.goto((tree / f"en/{LESSON}.html").as_uri())
        box = page.locator(".try").first
        expect(box).to_contain_text("python -m http.server")
        expect(box.locator("textarea")).to_have_count(0)
        expect(box.get_by_role("button", name="Run")).to_have_count(0)
        expect(box.locator("pre")).to_contain_text("def slope")
    # Chromium lets no page of a folder load fonts; that is no fault of the box.
    assert not [fault for fault in faults if ": script: " in fault]


def test_without_javascript_the_exercise_stands(browser: Browser, site: str) -> None:
    """The code of the start can be read, and no control leads nowhere."""
    with lesson(browser, site, java_script_enabled=False) as page:
        box = page.locator(".try").first
        expect(box.locator("pre")).to_contain_text("def slope")
        expect(box.locator("button, textarea")).to_have_count(0)
