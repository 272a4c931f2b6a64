"""The reference shows every public name, on the Chinese page in Chinese."""

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

DOCS = ROOT / "docs"
CATALOGUE = DOCS / "locales" / "zh_CN" / "LC_MESSAGES" / "api.po"


def build(builder: str, folder: str, language: str, out: Path) -> Path:
    """Build the reference alone, and return its folder."""
    options = ["-b", builder, "-q", "-c", str(DOCS), "-d", str(out / "doctrees")]
    for setting in (f"language={language}", "root_doc=api", "include_patterns=api.md"):
        options += ["-D", setting]
    options += ["-D", "suppress_warnings=ref.ref"]  # the other pages are not there
    command = [sys.executable, "-m", "sphinx", *options, str(DOCS / folder), str(out)]
    subprocess.run(command, check=True)
    return out


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """Return the reference in both languages."""
    texts = {}
    for language in LANGUAGES:
        folder = language.folder
        out = build("html", folder, language.sphinx, tmp_path_factory.mktemp(folder))
        text = (out / "api.html").read_text("utf-8")
        texts[folder] = BeautifulSoup(text, "html.parser")
    return texts


@pytest.fixture(scope="module")
def docstrings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return what the docstrings say, paragraph by paragraph, without the names of fields."""
    out = build("gettext", "en", "en", tmp_path_factory.mktemp("gettext"))
    return {
        str(message.id)
        for message in read(out / "api.pot")
        if any(place.startswith("autograd_guide.") and line for place, line in message.locations)
    }


def read(file: Path) -> Catalog:
    """Return the messages of a catalogue."""
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


@pytest.mark.parametrize("folder", [language.folder for language in LANGUAGES])
def test_every_public_name_is_on_the_page(pages: dict[str, BeautifulSoup], folder: str) -> None:
    """What a lesson can import can be looked up."""
    shown = {str(place["id"]) for place in pages[folder].select("dt[id]")}
    assert {f"autograd_guide.{name}" for name in autograd_guide.__all__} <= shown


def test_the_catalogue_translates_the_docstrings_as_they_are(docstrings: set[str]) -> None:
    """None is missing, none is doubtful, none is left from an earlier text."""
    catalogue = read(CATALOGUE)
    messages = {str(message.id): message for message in catalogue if message.id}
    assert set(messages) == docstrings
    assert not catalogue.obsolete
    assert not [name for name, each in messages.items() if each.fuzzy or not each.string]


def test_the_chinese_page_is_in_chinese(pages: dict[str, BeautifulSoup]) -> None:
    """Each heading, each paragraph and each name of a field holds 汉字."""
    texts = [tag.text for tag in pages["zh"].select("article :is(h1, h2, p, dl.field-list > dt)")]
    assert len(texts) > 90
    assert not [text for text in texts if not re.search("[\u4e00-\u9fff]", text)]
