"""The executed notebooks of the real site, built once a session for all tests that read outputs."""

import pytest

from tests.lessons.running import Notebooks, build


@pytest.fixture(scope="session")
def notebooks() -> Notebooks:
    """Build the site anew: the notebooks in build/ may be older than the pages."""
    return build()
