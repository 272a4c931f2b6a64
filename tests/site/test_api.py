"""The API reference has every public name, and its Chinese page is in Chinese."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from guide_site.languages import LANGUAGES

import autograd_guide
from tests import ROOT

from .builds import soup

DOCS = ROOT / "docs"
CATALOGUE = DOCS / "locales" / "zh_CN" / "LC_MESSAGES" / "api.po"


def run_sphinx(builder: str, folder: str, language: str, out: Path) -> Path:
    """Build the API reference without the other pages, and return the output folder."""
    options = ["-b", builder, "-q", "-c", str(DOCS), "-d", str(out / "doctrees")]
    for setting in (f"language={language}", "root_doc=api", "include_patterns=api.md"):
        options += ["-D", setting]
    options += ["-D", "suppress_warnings=ref.ref"]  # it links to pages that are not built
    command = [sys.executable, "-m", "sphinx", *options, str(DOCS / folder), str(out)]
    subprocess.run(command, check=True)
    return out


@pytest.fixture(scope="module")
def apis(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """Return the parsed HTML of the API reference in each language, by its folder."""
    parsed = {}
    for language in LANGUAGES:
        folder = language.folder
        out = run_sphinx("html", folder, language.sphinx, tmp_path_factory.mktemp(folder))
        parsed[folder] = soup(out / "api.html")
    return parsed


@pytest.fixture(scope="module")
def docstrings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the gettext messages from docstrings, one a paragraph, without names of fields."""
    out = run_sphinx("gettext", "en", "en", tmp_path_factory.mktemp("gettext"))
    return {
        str(message.id)
        for message in read_catalogue(out / "api.pot")
        if any(name.startswith("autograd_guide.") and line for name, line in message.locations)
    }


def read_catalogue(file: Path) -> Catalog:
    """Return the messages of a gettext catalogue."""
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


@pytest.mark.parametrize("folder", [language.folder for language in LANGUAGES])
def test_every_public_name_is_on_the_page(apis: dict[str, BeautifulSoup], folder: str) -> None:
    """Each name in ``autograd_guide.__all__`` has an entry in the API reference."""
    documented = {str(element["id"]) for element in apis[folder].select("dt[id]")}
    assert {f"autograd_guide.{name}" for name in autograd_guide.__all__} <= documented


def test_the_catalogue_translates_the_docstrings_as_they_are(docstrings: set[str]) -> None:
    """No message is missing, fuzzy, empty or obsolete."""
    catalogue = read_catalogue(CATALOGUE)
    messages = {str(message.id): message for message in catalogue if message.id}
    assert set(messages) == docstrings
    assert not catalogue.obsolete
    assert not [name for name, each in messages.items() if each.fuzzy or not each.string]


def test_the_chinese_page_is_in_chinese(apis: dict[str, BeautifulSoup]) -> None:
    """Each heading, each paragraph and each name of a field holds 汉字."""
    texts = [tag.text for tag in apis["zh"].select("article :is(h1, h2, p, dl.field-list > dt)")]
    assert len(texts) > 90
    assert not [text for text in texts if not re.search("[\u4e00-\u9fff]", text)]
