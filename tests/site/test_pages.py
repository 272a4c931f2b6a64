"""What every built page holds, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from guide_site.languages import LANGUAGES, Language, other_than

from tests import ROOT

from .conftest import ADDRESS

PAGES = ("index", "tangent", "search")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names, that are the same in both languages.
NAMES = {"English", "Furo", "CC", "BY", "MIT", "JavaScript"}
THEME = 'document.body.dataset.theme = localStorage.getItem("theme") || "auto";'
SAID = re.compile(r'(?:\b_|gettext)\(\s*"(.+?)"[,)]')  # a text that a script of Sphinx translates
SEEN = ("aria-label", "title", "placeholder", "alt")

both = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.folder)


def soup(site: Path, language: Language, page: str) -> BeautifulSoup:
    """Return a page as a tree."""
    return BeautifulSoup(
        (site / language.folder / f"{page}.html").read_text("utf-8"), "html.parser"
    )


def interface(page: BeautifulSoup) -> Iterator[str]:
    """Yield what a reader sees or hears of a page but its content."""
    for element in page.select("*"):
        yield from (str(element[name]) for name in SEEN if element.get(name))
    for hidden in page.select("script, style, article > :not(noscript)"):
        hidden.decompose()
    yield from page.body.stripped_strings if page.body else ()


@both
def test_a_page_says_its_language(site: Path, language: Language) -> None:
    """Screen readers and search engines go by it."""
    for name in PAGES:
        html = soup(site, language, name).html
        assert html is not None
        assert html["lang"] == language.html


@both
def test_the_switch_leads_to_the_same_page(site: Path, language: Language) -> None:
    """By a relative link, so that it works at every address and from a folder."""
    for name in PAGES:
        links = [link["href"] for link in soup(site, language, name).select(".language-switch a")]
        assert links == [f"../{other.folder}/{name}.html" for other in other_than(language)]
        assert all((site / language.folder / str(link)).resolve().exists() for link in links)


def test_the_interface_of_the_chinese_site_is_chinese(site: Path) -> None:
    """No English word is left but names, also where only a screen reader meets it."""
    for name in PAGES:
        page = soup(site, LANGUAGES[1], name)
        words = {word for text in interface(page) for word in LATIN.findall(text)}
        assert words <= NAMES, name


def test_the_catalogue_has_no_gap() -> None:
    """Every word of the theme that it names is translated, and none is a guess."""
    catalogue = ROOT / "docs/locales/zh_CN/LC_MESSAGES/sphinx.po"
    text = catalogue.read_text("utf-8")
    assert "fuzzy" not in text
    assert not re.search(r'^msgstr ""\n\n', text, re.MULTILINE)


@both
def test_a_page_asks_no_one_else_for_anything(site: Path, language: Language) -> None:
    """Scripts, styles, pictures and fonts are the site's own."""
    for name in PAGES:
        page = soup(site, language, name)
        loaded = [
            str(element.get("src") or element.get("href"))
            for element in page.select(
                "script[src], img, link[rel~=stylesheet], link[as], link[rel~=icon]"
            )
        ]
        assert loaded
        assert [link for link in loaded if ":" in link or link.startswith("//")] == []
    for style in (site / language.folder).rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", style.read_text("utf-8")), style


def test_the_policy_of_each_page_governs_all_of_it(site: Path) -> None:
    """It stands right behind the page's encoding, and lets only Furo's script stand inline."""
    files = list(site.rglob("*.html"))
    assert {"index.html", "404.html", "search.html"} <= {file.name for file in files}
    for file in files:
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        charset, policy, *_ = page.select("head > *")
        assert charset.get("charset") == "utf-8"
        assert policy.get("http-equiv") == "Content-Security-Policy"
        inline = [script.get_text(strip=True) for script in page.select("script:not([src])")]
        assert inline in ([], [THEME]), file
        assert str(policy["content"]).count("'sha256-") == len(inline) + len(page.select("style"))


def test_chinese_scripts_say_what_sphinx_says(site: Path) -> None:
    """Each sentence that Sphinx's scripts translate is in the file that we put in its place."""
    static = site / "zh" / "_static"
    ours = (static / "translations.js").read_text("utf-8")
    scripts = (static / f"{name}.js" for name in ("searchtools", "sphinx_highlight"))
    said = {text for file in scripts for text in SAID.findall(file.read_text("utf-8"))}
    assert len(said) >= 7
    assert not [text for text in said if text not in ours]
    assert "new Function" not in ours


@both
def test_mathematics_is_there_without_a_script(site: Path, language: Language) -> None:
    """Formulas are HTML and MathML; only a page with formulas loads their styles and fonts."""
    page = soup(site, language, "tangent")
    assert len(page.select(".katex .katex-html")) == len(page.select(".katex math")) == 3
    fonts = [str(link["href"]) for link in page.select("link[as=font]")]
    assert any("Math-Italic" in font for font in fonts)
    assert all((site / language.folder / font).exists() for font in fonts)
    assert not [script for script in page.select("script[src]") if "katex" in str(script["src"])]
    assert not soup(site, language, "index").select("link[href*=katex]")


@both
def test_a_picture_is_described_in_words(site: Path, language: Language) -> None:
    """The description of the cell reaches the page."""
    picture = soup(site, language, "tangent").select_one("figure img")
    assert isinstance(picture, Tag)
    assert "x = 3" in str(picture["alt"])
    assert str(picture["src"]).endswith(".svg")


@both
def test_a_hidden_solution_holds_an_executed_cell(site: Path, language: Language) -> None:
    """A cell inside an admonition is run like any other."""
    solution = soup(site, language, "tangent").select("details.admonition")[-1]
    assert list(solution.stripped_strings)[-1] == "6"


@both
def test_the_wheel_is_on_the_site_where_the_page_says(site: Path, language: Language) -> None:
    """A reader can save it, or paste the line."""
    page = soup(site, language, "index")
    (wheel,) = (site / language.folder).glob("*.whl")
    assert page.select_one(f"article a[href='{wheel.name}']")
    assert f"pip install {ADDRESS}{language.folder}/{wheel.name}" in page.get_text()


@both
def test_a_known_address_gives_alternates_and_an_edit_link(site: Path, language: Language) -> None:
    """The two languages point at each other; the page can be mended."""
    page = soup(site, language, "tangent")
    alternates = {str(link["hreflang"]): link["href"] for link in page.select("link[hreflang]")}
    assert alternates == {
        "en": f"{ADDRESS}en/tangent.html",
        "zh-CN": f"{ADDRESS}zh/tangent.html",
        "x-default": f"{ADDRESS}en/tangent.html",
    }
    edit = page.select_one("a[rel=edit]")
    assert edit is not None
    assert str(edit["href"]).endswith(f"/edit/main/docs/{language.folder}/tangent.md")


def test_the_published_tree_holds_nothing_of_the_build(site: Path) -> None:
    """No pickles, no sources, no path of the machine that built it."""
    names = {path.name for path in site.rglob("*")}
    assert not names & {".doctrees", ".buildinfo", "_sources", "jupyter_execute", "warnings.txt"}
    paths = (str(site.parent.resolve()), str(ROOT))
    for page in [*site.rglob("*.html"), *site.rglob("*.js")]:
        assert not any(path in page.read_text("utf-8") for path in paths), page
