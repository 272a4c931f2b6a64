"""The HTML of the built pages, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from guide_site.languages import LANGUAGES, Language, other_than

from tests import ROOT

from .builds import both, soup
from .conftest import ADDRESS

PAGES = ("index", "tangent", "search")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Proper names, which are the same in both languages.
NAMES = {"English", "Furo", "CC", "BY", "MIT", "JavaScript"}
THEME = 'document.body.dataset.theme = localStorage.getItem("theme") || "auto";'
SAID = re.compile(r'(?:\b_|gettext)\(\s*"(.+?)"[,)]')  # a text that Sphinx's JavaScript translates
SEEN = ("aria-label", "title", "placeholder", "alt")


def page_soup(site: Path, language: Language, name: str) -> BeautifulSoup:
    """Parse the HTML of a page of the site."""
    return soup(site / language.folder / f"{name}.html")


def interface(page: BeautifulSoup) -> Iterator[str]:
    """Yield the attributes in `SEEN` of all elements, and the texts outside of ``<article>``."""
    for element in page.select("*"):
        yield from (str(element[name]) for name in SEEN if element.get(name))
    for hidden in page.select("script, style, article > :not(noscript)"):
        hidden.decompose()
    yield from page.body.stripped_strings if page.body else ()


@both
def test_a_page_says_its_language(site: Path, language: Language) -> None:
    """The attribute ``lang`` of ``<html>`` is the language's code."""
    for name in PAGES:
        html = page_soup(site, language, name).html
        assert html is not None
        assert html["lang"] == language.html


@both
def test_the_switch_leads_to_the_same_page(site: Path, language: Language) -> None:
    """Its links are relative, so that they work at every URL and in a folder on disk."""
    for name in PAGES:
        links = [
            link["href"] for link in page_soup(site, language, name).select(".language-switch a")
        ]
        assert links == [f"../{other.folder}/{name}.html" for other in other_than(language)]
        assert all((site / language.folder / str(link)).resolve().exists() for link in links)


def test_the_interface_of_the_chinese_site_is_chinese(site: Path) -> None:
    """It has no English word but proper names, also in attributes for screen readers."""
    for name in PAGES:
        page = page_soup(site, LANGUAGES[1], name)
        words = {word for text in interface(page) for word in LATIN.findall(text)}
        assert words <= NAMES, name


def test_the_catalogue_has_no_gap() -> None:
    """In sphinx.po no translation is empty or fuzzy."""
    catalogue = ROOT / "docs/locales/zh_CN/LC_MESSAGES/sphinx.po"
    text = catalogue.read_text("utf-8")
    assert "fuzzy" not in text
    assert not re.search(r'^msgstr ""\n\n', text, re.MULTILINE)


@both
def test_a_page_loads_nothing_from_another_site(site: Path, language: Language) -> None:
    """Scripts, style sheets, pictures and fonts have relative URLs."""
    for name in PAGES:
        page = page_soup(site, language, name)
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
    """It follows the charset directly, and allows one inline script, Furo's, by its hash."""
    files = list(site.rglob("*.html"))
    assert {"index.html", "404.html", "search.html"} <= {file.name for file in files}
    for file in files:
        page = soup(file)
        charset, policy, *_ = page.select("head > *")
        assert charset.get("charset") == "utf-8"
        assert policy.get("http-equiv") == "Content-Security-Policy"
        inline = [script.get_text(strip=True) for script in page.select("script:not([src])")]
        assert inline in ([], [THEME]), file
        assert str(policy["content"]).count("'sha256-") == len(inline) + len(page.select("style"))


def test_chinese_scripts_say_what_sphinx_says(site: Path) -> None:
    """Each text that Sphinx's JavaScript translates is in our translations.js."""
    static = site / "zh" / "_static"
    ours = (static / "translations.js").read_text("utf-8")
    scripts = (static / f"{name}.js" for name in ("searchtools", "sphinx_highlight"))
    said = {text for file in scripts for text in SAID.findall(file.read_text("utf-8"))}
    assert len(said) >= 7
    assert not [text for text in said if text not in ours]
    assert "new Function" not in ours


@both
def test_mathematics_needs_no_javascript(site: Path, language: Language) -> None:
    """Formulas are HTML and MathML; only a page with formulas loads KaTeX's styles and fonts."""
    page = page_soup(site, language, "tangent")
    assert len(page.select(".katex .katex-html")) == len(page.select(".katex math")) == 3
    fonts = [str(link["href"]) for link in page.select("link[as=font]")]
    assert any("Math-Italic" in font for font in fonts)
    assert all((site / language.folder / font).exists() for font in fonts)
    assert not [script for script in page.select("script[src]") if "katex" in str(script["src"])]
    assert not page_soup(site, language, "index").select("link[href*=katex]")


@both
def test_a_picture_is_described_in_words(site: Path, language: Language) -> None:
    """The alt text in the cell's options is that of the ``<img>``, which is an SVG."""
    picture = page_soup(site, language, "tangent").select_one("figure img")
    assert isinstance(picture, Tag)
    assert "x = 3" in str(picture["alt"])
    assert str(picture["src"]).endswith(".svg")


@both
def test_a_hidden_solution_holds_an_executed_cell(site: Path, language: Language) -> None:
    """A code cell inside of an admonition is executed, and its output is on the page."""
    solution = page_soup(site, language, "tangent").select("details.admonition")[-1]
    assert list(solution.stripped_strings)[-1] == "6"


@both
def test_the_wheel_is_on_the_site_where_the_page_says(site: Path, language: Language) -> None:
    """The page links the wheel, and has the ``pip install`` command with its URL."""
    page = page_soup(site, language, "index")
    (wheel,) = (site / language.folder).glob("*.whl")
    assert page.select_one(f"article a[href='{wheel.name}']")
    assert f"pip install {ADDRESS}{language.folder}/{wheel.name}" in page.get_text()


@both
def test_a_known_address_gives_alternates_and_an_edit_link(site: Path, language: Language) -> None:
    """The page has ``hreflang`` links to all languages, and a link to edit its source."""
    page = page_soup(site, language, "tangent")
    alternates = {str(link["hreflang"]): link["href"] for link in page.select("link[hreflang]")}
    assert alternates == {
        "en": f"{ADDRESS}en/tangent.html",
        "zh-CN": f"{ADDRESS}zh/tangent.html",
        "x-default": f"{ADDRESS}en/tangent.html",
    }
    edit = page.select_one("a[rel=edit]")
    assert edit is not None
    assert str(edit["href"]).endswith(f"/edit/trunk/docs/{language.folder}/tangent.md")


def test_the_published_tree_holds_nothing_of_the_build(site: Path) -> None:
    """No pickles, no sources, and in HTML and JavaScript no path of the building machine."""
    names = {path.name for path in site.rglob("*")}
    assert not names & {".doctrees", ".buildinfo", "_sources", "jupyter_execute", "warnings.txt"}
    paths = (str(site.parent.resolve()), str(ROOT))
    for page in [*site.rglob("*.html"), *site.rglob("*.js")]:
        assert not any(path in page.read_text("utf-8") for path in paths), page
