"""Fixtures: an engine other than Chromium, and the site with a script that watches its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.firefox import firefox
from tests.browser.engines.webkit import webkit
from tests.browser.serving import QuietHandler, served

ENGINES = {"firefox": firefox, "webkit": webkit}
WATCH = Path(__file__).with_name("watch.js")
FIRST = f'<head><script src="/{WATCH.name}"></script>'.encode()


class WatchedHandler(QuietHandler):
    """Puts watch.js first into each page."""

    def content(self, file: Path) -> bytes:
        """Return the content of a text file, with one script more if it is a page."""
        return super().content(file).replace(b"<head>", FIRST)

    def translate_path(self, path: str) -> str:
        """Return the file that a path means."""
        return str(WATCH) if path == f"/{WATCH.name}" else super().translate_path(path)


@pytest.fixture(scope="session")
def site(tree: Path) -> Iterator[str]:
    """Serve the built site and return its address, with a slash at the end."""
    with served(tree, WatchedHandler) as address:
        yield address


@pytest.fixture(scope="module", params=ENGINES)
def browser(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Start an engine once, and end it before others run: an open page goes on working."""
    try:
        with ENGINES[request.param]() as engine:
            yield engine
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def tab(browser: Engine, site: str) -> Iterator[Engine]:
    """Return a tab of an engine with nothing stored; check at the end that nothing went wrong."""
    browser.go(f"{site}404.html")
    browser.text("String(localStorage.clear())")
    browser.faults()
    yield browser
    faults = browser.faults()
    assert not faults, "\n".join(faults)
