"""Each number that a lesson quotes is printed or asserted by that lesson's own cells.

``claims.py`` says what counts as a quoted number, ``matching.py`` when a result is
that number, and ``allowed.txt`` lists exceptions, each with its reason.
"""

from dataclasses import replace
from itertools import count
from pathlib import Path

import nbformat
import pytest
from guide_site.digests import outputs_digest

from tests import ROOT
from tests.lessons.numbers.allowed import ALLOWED, read_allowed
from tests.lessons.numbers.check import lessons, unfounded
from tests.lessons.numbers.claims import claims
from tests.lessons.parity.outputs import compare_outputs, output_summary
from tests.lessons.running import Notebooks, PageError, built, last_build, run
from tests.reading.pages import LANGUAGES, Page, cells, read_page

LESSONS = lessons(ROOT)

TINY = """\
---
file_format: mystnb
---

(tiny)=
# 1. A tiny page

In lesson 4, with PyTorch 2.13, the slope is 40,
about 0.42 of it, or $x = -7$; `[3., 5.]` follow from $2x^8$.

```{code-cell} python
---
mystnb:
  image:
    alt: From 0 to 14
---
span = (0, 14)
print(40.0, 0.4194, [3, 5])
```

:::{admonition} Solution
One in a thousand: 1e-3, 1,000 and 10⁻³.

```{code-cell} python
x = -7
assert x == -7 and 1000 * 1e-3 == 1
```
:::
"""


def tiny_page(folder: Path, text: str) -> Page:
    """Write the Markdown of an English page into a folder and parse it."""
    (folder / "docs/en").mkdir(parents=True)
    (folder / "docs/en/tiny.md").write_text(text, encoding="utf-8")
    return read_page(folder, "en", "tiny")


@pytest.mark.parametrize("lesson", [pytest.param(p, id=p.path[5:-3]) for p in LESSONS])
def test_a_lesson_quotes_only_numbers_that_its_run_gives(
    lesson: Page, notebooks: Notebooks
) -> None:
    """Each claim is printed, shown in a table, asserted, or allowed for a reason."""
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    report = [
        f"{lesson.path}:{claim.line}: {claim.number} is neither printed nor asserted on this page"
        for claim in unfounded(lesson, built(lesson, notebooks))
        if (lesson.name, claim.number) not in allowed
    ]
    assert not report, "\n" + "\n".join(report)


@pytest.mark.parametrize("name", sorted({page.name for page in LESSONS}))
def test_a_lesson_gives_the_same_in_both_languages(name: str, notebooks: Notebooks) -> None:
    """The outputs agree cell by cell: kinds, pictures, errors, numbers and names."""
    en, zh = (read_page(ROOT, language, name) for language in LANGUAGES)
    runs = built(en, notebooks), built(zh, notebooks)
    assert "\n".join(map(str, compare_outputs(en, zh, runs))) == ""


def test_no_line_of_the_allow_list_is_stale(notebooks: Notebooks) -> None:
    """Each number of allowed.txt is still claimed by its page and not given by its cells."""
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    pages = [page for page in LESSONS if page.name in {name for name, _ in allowed}]
    missing = {page.name: unfounded(page, built(page, notebooks)) for page in pages}
    needed = {(name, claim.number) for name, missing in missing.items() for claim in missing}
    assert not allowed.keys() - needed


def test_each_form_of_a_number_is_found_in_the_run(tmp_path: Path) -> None:
    """Versions, lesson numbers, exponents and numberings are no claims; the cells give the rest."""
    page = tiny_page(tmp_path, TINY)
    numbers = ["40", "0.42", "-7", "3", "5", "0", "14", "1e-3", "1000", "1e-3"]
    assert sorted(claim.number for claim in claims(page)) == sorted(numbers)
    assert unfounded(page, run(page)) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("slope is 40", "slope is 41", 8),
        ("0.42", "0.43", 9),
        ("= -7$", "= -8$", 9),
        ("[3., 5.]", "[3., 6.]", 9),
        ("to 14", "to 15", 15),
        ("1,000", "10,000", 22),
    ],
)
def test_a_number_that_no_run_gives_is_reported(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    """The claim has the line of the sentence, the inline code or the alt text."""
    assert TINY.count(old) == 1
    page = tiny_page(tmp_path, TINY.replace(old, new))
    assert [claim.line for claim in unfounded(page, run(page))] == [line]


def test_a_cell_that_raises_is_reported_with_its_page_and_exception(tmp_path: Path) -> None:
    """The message is one line with page, line, cell and exception."""
    page = tiny_page(tmp_path, TINY.replace("x = -7\n", "y = -7\n"))
    with pytest.raises(PageError) as caught:
        run(page)
    message = "docs/en/tiny.md:25: cell 2 of 2 did not run: NameError: name 'x' is not defined"
    assert str(caught.value) == message


def test_a_page_whose_cells_were_not_all_built_is_refused(tmp_path: Path) -> None:
    """A notebook with a cell missing, added or in another order raises a PageError."""
    page = tiny_page(tmp_path, TINY)
    ran = run(page)
    assert built(page, {"en/tiny": nbformat.from_dict({"cells": ran})}) == ran
    for wrong in (ran[:1], ran[::-1], [*ran, ran[0]]):
        with pytest.raises(PageError, match=r"en/tiny\.md: the cells that the build ran are not"):
            built(page, {"en/tiny": nbformat.from_dict({"cells": wrong})})


def test_the_last_build_is_used_only_if_nothing_has_changed_since(tmp_path: Path) -> None:
    """Another cell, another package, a page that is new: then the site is built anew."""
    page, executed = tiny_page(tmp_path, TINY), tmp_path / "executed"
    (executed / "en").mkdir(parents=True)
    shell = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": run(page)}
    nbformat.write(nbformat.from_dict(shell), executed / "en" / "tiny.ipynb")
    assert last_build(executed, [page]) is None
    (executed / "run-with").write_text(outputs_digest(), "utf-8")
    found = last_build(executed, [page])
    assert found is not None
    assert [cell.source for cell in built(page, found)] == [cell.text for cell in cells(page)]
    changed = tiny_page(tmp_path / "changed", TINY.replace("[3, 5]", "[3, 6]"))
    assert last_build(executed, [changed]) is None
    assert last_build(executed, [page, replace(page, name="another")]) is None
    (executed / "run-with").write_text(outputs_digest()[1:], "utf-8")
    assert last_build(executed, [page]) is None


def stream(text: str) -> dict[str, str]:
    """Return the notebook output of a cell that prints a text."""
    return {"output_type": "stream", "name": "stdout", "text": text}


def display(*kinds: str) -> dict[str, object]:
    """Return the notebook output of a cell whose value is displayed as these MIME types."""
    return {"output_type": "display_data", "data": dict.fromkeys(kinds, "40")}


@pytest.mark.parametrize(
    ("en", "zh", "differing"),
    [
        ([stream("x = 40 of 41\n")], [stream("41 里的 x = 40\n")], []),
        ([stream("1\n"), stream("2\n")], [stream("1\n2\n")], []),
        ([stream("x = 40\n")], [stream("x = 41\n")], ["number"]),
        ([stream("1\n2\n")], [stream("2\n1\n")], ["number"]),
        ([stream("leaf True\n")], [stream("叶子 False\n")], ["name"]),
        ([stream("TypeError: a\n")], [stream("ValueError: 甲\n")], ["name"]),
        ([display("image/svg+xml")], [display("image/png")], ["kind"]),
        ([display("image/svg+xml")], [display("image/svg+xml")] * 2, ["kind"]),
        ([stream("x\n")], [{**stream("x\n"), "name": "stderr"}], ["kind"]),
    ],
    ids=count(),
)
def test_an_output_that_only_one_language_gives_is_seen(
    en: list[object], zh: list[object], differing: list[str]
) -> None:
    """Words of a line may come in any order; lines, streams and MIME types must agree."""
    sides = (output_summary(nbformat.from_dict({"outputs": outputs})) for outputs in (en, zh))
    assert [one[0] for one, other in zip(*sides, strict=True) if one != other] == differing
