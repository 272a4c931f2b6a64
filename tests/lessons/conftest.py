"""A fixture with the executed notebooks of the real site, built once a session."""

import pytest

from tests.lessons.running import Notebooks, build


@pytest.fixture(scope="session")
def notebooks() -> Notebooks:
    """Build the site in a temporary folder: notebooks in build/ may be older than the pages."""
    return build()
