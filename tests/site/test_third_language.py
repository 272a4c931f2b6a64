"""A third, made-up language: what CONTRIBUTING says to do for one is enough."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from guide_site.paths import DOCS

from .builds import soup
from .conftest import FIXTURE

ENTRY = """
FANTASY = replace(ENGLISH, no_such_page="Nee pagho", contents="Koontent")
LANGUAGES += (Language("xx", "xx", "xx", "xx", "Fantasish", "Lur otograd", "qDe", FANTASY),)


def language_of"""
CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Language"
msgstr "Lungo"

msgid "Show the code"
msgstr "Sho le kod"
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of all that builds the site, with the language added in two places."""
    docs = tmp_path_factory.mktemp("workshop") / "docs"
    shutil.copytree(DOCS, docs, ignore=shutil.ignore_patterns("en", "zh", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "src"):
        (docs.parent / name).symlink_to(DOCS.parent / name)
    languages = docs / "_ext" / "guide_site" / "languages.py"
    text = languages.read_text("utf-8").replace("\n\ndef language_of", ENTRY, 1)
    languages.write_text(text.replace("import dataclass", "import dataclass, replace"), "utf-8")
    catalogue = docs / "locales" / "xx" / "LC_MESSAGES" / "sphinx.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, "utf-8")
    return docs


@pytest.fixture(scope="module")
def site(workshop: Path) -> Path:
    """Add the pages of the language, build the site of three, and return its folder."""
    pages = workshop.parent / "pages"
    shutil.copytree(FIXTURE, pages)
    shutil.copytree(pages / "en", pages / "xx")
    build = workshop.parent / "build"
    command = [sys.executable, str(workshop / "_ext"), "build", str(pages), str(build)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return build / "site"


def test_its_pages_speak_it(site: Path) -> None:
    """The mark of the language, the title, and the words of its catalogue."""
    page = soup(site / "xx" / "tangent.html")
    assert page.html is not None
    assert page.html["lang"] == "xx"
    assert "Lur otograd" in page.select_one("title").text  # type: ignore[union-attr]
    assert page.select_one("nav[aria-label=Lungo]")
    assert "Sho le kod" in page.text


def test_every_page_leads_to_the_others(site: Path) -> None:
    """Each language's page to the same page of both others."""
    for here in ("en", "zh", "xx"):
        links = soup(site / here / "tangent.html").select(".language-switch a")
        others = [other for other in ("en", "zh", "xx") if other != here]
        assert [link["href"] for link in links] == [f"../{o}/tangent.html" for o in others]


def test_what_stands_above_the_languages_knows_it(site: Path) -> None:
    """The choice, its script, the page of what is not found, and the list for language models."""
    start = soup(site / "index.html")
    assert [link["data-language"] for link in start.select(".choice")] == ["en", "zh", "xx"]
    assert start.select_one("script[data-languages='en zh xx']")
    assert "Nee pagho" in (site / "404.html").read_text("utf-8")
    assert "## Fantasish" in (site / "llms.txt").read_text("utf-8")


def test_its_search_finds_its_pages_by_words_and_terms(site: Path) -> None:
    """A term that has no name in it yet is called as in English."""
    index = (site / "xx" / "searchindex.js").read_text("utf-8")
    assert '"tangent"' in index
    assert '"weights"' in index
