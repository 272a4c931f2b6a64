"""The HTML of a prediction is readable without JavaScript, and marks what reveals the answer."""

from pathlib import Path

import pytest
from guide_site.publish import site as building

from .builds import myst, soup

CELL = "```{{code-cell}} python\nprint('out', {})\n```\n"
FOLDED = "```{code-cell} python\n:tags: [hide-input]\nprint('out', 'folded')\n```\n"
MEANT = """```{code-cell} python
from autograd_guide import expect

with expect(ValueError):
    int("one")
```
"""
TEXT = f"""
:::{{predict}} B
What comes out?

- **A.** one
- **B.** two
:::

{CELL.format(1)}
{CELL.format(2)}
{FOLDED}
{MEANT}
**B.** It is two.

- **A.** One is too few.

A further word.

{CELL.format(3)}
After it.
"""


CLAIM = f"""
:::{{predict}} A
:claim:

One is one.
:::

{CELL.format(4)}
**A.** It is.

- **B.** Nothing else is.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a page with a prediction in both languages, and return the site."""
    docs = tmp_path_factory.mktemp("predictions") / "docs"
    for language in ("en", "zh"):
        (docs / language).mkdir(parents=True)
        (docs / language / "index.md").write_text(myst(end=TEXT + CLAIM), "utf-8")
    return building.build_site(docs, docs.parent / "build").parent


def test_what_gives_the_answer_away_is_marked_and_no_more(built: Path) -> None:
    """Code to predict from is shown, and all that follows the answer is in ``.answer-1``."""
    marked = soup(built / "en/index.html").select(".answer-1")
    texts = [" ".join(each.get_text(" ", strip=True).split()) for each in marked]
    assert texts[:2] == ["out 1", "out 2"]
    assert "print" in texts[2]
    assert "out folded" in texts[2]
    assert texts[3].startswith("from autograd_guide import expect")
    assert texts[4:7] == ["B. It is two.", "A. One is too few.", "A further word."]
    assert texts[7].startswith("print")
    assert texts[7].endswith("out 3")
    assert texts[8:] == ["After it."]


def test_a_reason_is_marked_with_the_letter_of_its_choice(built: Path) -> None:
    """``.reason-A`` is the item that says why A is wrong; the right choice has none."""
    page = soup(built / "en/index.html")
    assert [each.get_text(strip=True) for each in page.select(".reason-A")] == ["A.One is too few."]
    assert page.select(".answer-1 .reason-B") == []


def test_both_languages_ask_under_the_same_key(built: Path) -> None:
    """The key in localStorage and the right answer are equal; the button's text is translated."""
    parsed = (soup(built / folder / "index.html") for folder in ("en", "zh"))
    en, zh = (page.select(".prediction")[0] for page in parsed)
    for name in ("data-key", "data-right", "data-number"):
        assert en[name] == zh[name]
    assert (en["data-check"], zh["data-check"]) == ("Check", "看看对不对")


def test_without_a_script_nothing_is_hidden(built: Path) -> None:
    """No element of the article has the attribute ``hidden``: only JavaScript sets it."""
    page = soup(built / "en/index.html")
    assert page.select("article .prediction")
    assert page.select("article [hidden]") == []
    choices = [item.get_text() for item in page.select("#prediction-1 li p")]
    assert choices == ["A. one", "B. two"]


def test_a_page_as_markdown_has_question_and_answer(built: Path) -> None:
    """A prediction is a block quote in Markdown, and its answer is a paragraph."""
    text = (built / "en" / "index.md").read_text("utf-8")
    assert "> **Predict**" in text
    assert "> - **A.** one\n> - **B.** two" in text
    assert "**B.** It is two." in text


@pytest.mark.parametrize(
    ("language", "choices"), [("en", ["A. True", "B. False"]), ("zh", ["A. 对", "B. 错"])]
)
def test_a_statement_is_true_or_false_and_its_proof_is_hidden(
    built: Path, language: str, choices: list[str]
) -> None:
    """With ``:claim:`` the choices come by themselves, the whole cell is of the answer."""
    page = soup(built / language / "index.html")
    items = [item.get_text() for item in page.select("#prediction-2 li p")]
    assert items == choices
    proof, *_rest = page.select(".answer-2")
    assert {"cell", "answer"} <= set(proof["class"])
    assert proof.select(".cell_input")
