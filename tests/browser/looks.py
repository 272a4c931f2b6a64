"""Widths and colour schemes of the browser tests, and what is wrong with a page in one of them."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules of axe by colour scheme and width: contrast is slow, the others ignore the scheme.
LOOKS: dict[tuple[Scheme, int], list[str]] = {
    ("light", 1280): [*RULES, "color-contrast"],
    ("light", 1366): ["target-size"],  # from 1312 on the contents stand beside the page
    ("light", 360): RULES,
    ("dark", 1280): ["color-contrast"],
    ("dark", 360): [],
}


def show_answers(page: Page) -> None:
    """Show all that the predictions of a page hide, if it has any; wait for the script to ask."""
    answers = page.locator(".predictions input")
    if answers.count():
        answers.check()


def overflow(page: Page) -> int:
    """Return by how many pixels the page, or Furo's box for its text, is wider than the screen."""
    script = """() => Math.max(
        ...[...document.querySelectorAll("html, .content")].map(e => e.scrollWidth - e.clientWidth)
    )"""
    return int(page.evaluate(script))


def violations(page: Page, rules: list[str]) -> list[str]:
    """Return axe's accessibility violations; of formulas only the MathML is checked."""
    tags = [rule for rule in rules if rule in RULES]
    contrast = "color-contrast" in rules
    options = {
        "runOnly": tags or rules,
        "rules": {"color-contrast": {"enabled": contrast}},
        "resultTypes": ["violations"],
    }
    context = {"exclude": [".katex-html"]}
    found = AXE.run(page, context, options).response["violations"]
    return [f"{each['id']}: {node['html'][:100]}" for each in found for node in each["nodes"]]
