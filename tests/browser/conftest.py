"""Fixtures: Chromium, and the built site behind an HTTP server on 127.0.0.1."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from guide_site.books import pdf
from playwright.sync_api import Browser, expect, sync_playwright

from tests import ROOT
from tests.browser.serving import served
from tests.browser.watching import SECONDS


@pytest.fixture(scope="session")
def tree() -> Path:
    """Return the folder of the built site."""
    tree = ROOT / "build/site"
    if not (tree / "index.html").is_file():
        pytest.exit("build/site/index.html is not there: run `nox -s docs` first", returncode=1)
    return tree.resolve()


@pytest.fixture(scope="session")
def site(tree: Path) -> Iterator[str]:
    """Serve the built site and return its address, with a slash at the end."""
    with served(tree) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; without it or a Chinese font, end the test run."""
    try:
        path = pdf.chromium()
    except FileNotFoundError as error:
        pytest.exit(str(error), returncode=1)
    if platform.system() == "Linux" and not chinese_fonts():
        pytest.exit(
            "no Chinese font was found, so 汉字 would be boxes: on Debian"
            " `apt-get install fontconfig fonts-noto-cjk`",
            returncode=1,
        )
    return path


def chinese_fonts() -> str:
    """Return the names of the installed Chinese fonts, empty if there are none."""
    lister = shutil.which("fc-list")
    if lister is None:
        return ""
    done = subprocess.run([lister, ":lang=zh"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the browser once for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        expect.set_options(timeout=1000 * SECONDS)
        yield browser
        browser.close()
