"""The right answers of predictions are spread over the letters: always the same one is no help."""

import re
from itertools import groupby

import pytest

from tests import ROOT
from tests.reading.pages import LANGUAGES, page_names

PREDICTION = re.compile(r"^:{3,}\{predict\} ([A-Z])$", re.MULTILINE)
CHOICE = re.compile(r"^:{3,}\{predict\}", re.MULTILINE)


def letters_of(lesson: str, language: str) -> list[str]:
    """Return the right letters of a page, in their order."""
    text = (ROOT / "docs" / language / f"{lesson}.md").read_text("utf-8")
    letters = PREDICTION.findall(text)
    assert len(letters) == len(CHOICE.findall(text)), f"a prediction of {lesson} was not read"
    return letters


LETTERS = {
    lesson: letters_of(lesson, LANGUAGES[0]) for lesson in sorted(page_names(ROOT, LANGUAGES[0]))
}


STATEMENTS = "recall"  # the page that has two choices: A, true, and B, false


def test_each_letter_is_right_in_a_fifth_to_almost_half_of_all() -> None:
    """Over the lessons A, B and C are each right between 20 % and 45 % of the time."""
    letters = [letter for name, page in LETTERS.items() if name != STATEMENTS for letter in page]
    shares = {letter: letters.count(letter) / len(letters) for letter in "ABC"}
    assert all(0.2 <= share <= 0.45 for share in shares.values()), shares


def test_about_half_of_the_statements_are_true() -> None:
    """Of thirty, between 13 and 17; never more than three alike in a row, in any language."""
    for language in LANGUAGES:
        letters = letters_of(STATEMENTS, language)
        assert len(letters) == 30
        assert 13 <= letters.count("A") <= 17, letters
        assert max(len(list(run)) for _, run in groupby(letters)) <= 3, letters


@pytest.mark.parametrize(
    "lesson", [lesson for lesson, letters in LETTERS.items() if letters and lesson != STATEMENTS]
)
def test_no_letter_is_right_three_times_running(lesson: str) -> None:
    """On one page the same letter is right at most twice in a row, in both languages alike."""
    longest = max(len(list(run)) for _, run in groupby(LETTERS[lesson]))
    assert longest < 3, LETTERS[lesson]
    assert {tuple(letters_of(lesson, language)) for language in LANGUAGES} == {
        tuple(LETTERS[lesson])
    }
