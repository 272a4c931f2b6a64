"""The notebooks of the site, which is built once for all tests that look at what its cells gave."""

import pytest

from tests.lessons.running import Notebooks, build


@pytest.fixture(scope="session")
def notebooks() -> Notebooks:
    """Build the site: what lies in build/ may be older than the pages."""
    return build()
