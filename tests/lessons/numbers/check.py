"""Compare the numbers that a page claims with those that its executed cells give."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from nbformat import NotebookNode

from tests.lessons.numbers.claims import Claim, claims
from tests.lessons.numbers.matching import given
from tests.lessons.numbers.results import literals, results
from tests.reading.pages import LANGUAGES, Page, cells, page_names, read_page

CONTENTS = {"index"}  # the start page, whose numbers come from the lessons


def lessons(root: Path) -> list[Page]:
    """Return each page that runs code, in both languages."""
    pages = (
        read_page(root, language, name)
        for language in LANGUAGES
        for name in sorted(page_names(root, language) - CONTENTS)
    )
    return [page for page in pages if cells(page)]


def unfounded(page: Page, run_cells: Sequence[NotebookNode]) -> list[Claim]:
    """Return the claims of a page whose numbers its executed cells do not give."""
    found = results(run_cells)
    return [claim for claim in claims(page) if not _is_founded(claim, found)]


def _is_founded(claim: Claim, found: AbstractSet[str]) -> bool:
    """Look in the results, and for a caption or alt text also in the cell's code."""
    return given(claim.number, found | (literals(claim.cell) if claim.cell else set()))
