"""A fixture with the executed notebooks of the real site, built at most once a session."""

import pytest

from tests import ROOT
from tests.lessons.running import Notebooks, build, last_build
from tests.reading.pages import LANGUAGES, cells, page_names, read_page


@pytest.fixture(scope="session")
def notebooks() -> Notebooks:
    """Return those of build/ if they are those of the pages as they are now, or build the site."""
    pages = (
        read_page(ROOT, folder, name) for folder in LANGUAGES for name in page_names(ROOT, folder)
    )
    with_cells = [page for page in pages if cells(page)]
    return last_build(ROOT / "build" / "executed", with_cells) or build()
