"""Each statement of the page ``recall`` has a cell that proves it, and a link to a lesson."""

import re

import pytest
import yaml

from tests import ROOT
from tests.reading.pages import LANGUAGES

STATEMENT = re.compile(r"^:::\{predict\} [AB]\n:claim:\n", re.MULTILINE)
CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\{ref\}`(\w+)-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_statement_is_proved_and_linked(language: str) -> None:
    """One cell that asserts or expects an error; a link to a section; all lessons, in order."""
    text = (ROOT / "docs" / language / "recall.md").read_text("utf-8")
    statements = STATEMENT.split(text)[1:]
    linked = []
    for statement in statements:
        (cell,) = CELL.findall(statement)
        assert re.search(r"^ *assert |expect\(", cell, re.MULTILINE), cell
        linked += LINK.findall(statement)
    course = yaml.safe_load((ROOT / "docs" / "course.yml").read_text("utf-8"))
    assert len(linked) == len(statements) == 30
    first_part = list(course)[: list(course).index("engine") + 1]  # what the page is about
    assert set(linked) == set(first_part)
