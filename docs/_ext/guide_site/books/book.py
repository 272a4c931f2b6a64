"""The published pages of a language as the chapters of a book, for its EPUB and its PDF."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from pygments.formatters import HtmlFormatter

from guide_site.languages import Language
from guide_site.templates import TEMPLATES, render_template

# Elements that a book leaves out: links to headings, download bars, the map, folded code, scripts.
UNUSED = (
    ".course-map, .headerlink, .missed, .predictions, .take-along, .toctree-wrapper, details.hide"
)
UNUSED += ", picture > source, script, style"


@dataclass(frozen=True)
class Chapter:
    """A page of the site: its name, its title and its text."""

    name: str
    title: str
    text: Tag


@dataclass(frozen=True)
class Book:
    """All pages of a language."""

    language: Language
    folder: Path
    chapters: list[Chapter]
    time: datetime

    def render(self, template: str, **values: object) -> str:
        """Fill in a template of the book."""
        return render(template, self.language, book=self, **values)

    def style(self, *names: str) -> str:
        """Return the style of the text, of the code in it, and what other files add."""
        code = HtmlFormatter(style="a11y-light").get_style_defs(".highlight")
        files = (TEMPLATES / "book" / name for name in ("book.css", *names))
        return "\n".join([*(file.read_text("utf-8") for file in files), str(code)])


def render(template: str, language: Language, **values: object) -> str:
    """Fill in a template with the words of a language."""
    return render_template("book", template, words=language.words, language=language, **values)


def in_reading_order(folder: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield the name and the parsed HTML of each page, following the links to the next page."""
    name, seen = "index.html", set[str]()
    while name and name not in seen:
        seen.add(name)
        page = BeautifulSoup((folder / name).read_text("utf-8"), "html.parser")
        yield name.removesuffix(".html"), page
        following = page.select_one("link[rel=next]")
        name = str(following["href"]) if following else ""


def read(folder: Path, language: Language, time: datetime) -> Book:
    """Return the book of the pages in a folder of the published site."""
    chapters = []
    for name, page in in_reading_order(folder):
        text = page.select_one("article")
        assert text is not None
        clean(text)
        title = text.select_one("h1")
        assert title is not None
        chapters.append(Chapter(name, title.get_text(), text))
    return Book(language, folder, chapters, time)


def clean(text: Tag) -> None:
    """Remove the unused elements of a page, and open those that can be folded."""
    for element in text.select(UNUSED):
        element.decompose()
    for element in text.select("picture"):
        element.unwrap()
    for element in text.select("details"):
        element.name = "div"
    for element in text.select("summary"):
        element.name = "p"
    for element in text.select(".live"):
        use_picture(element)
    for element in text.select("img"):
        del element["loading"]


def use_picture(figure: Tag) -> None:
    """Turn a figure that answers into its picture."""
    drawing = figure.select_one("svg")
    assert drawing is not None
    figure.name = "img"
    figure.attrs = {"src": figure["data-picture"], "alt": drawing["aria-label"]}
    figure.clear()


def relink(
    book: Book, chapter: Chapter, link_to: Callable[[str, str], str], site_url: str = ""
) -> None:
    """Rewrite the links of a chapter: to other chapters, or to the published site.

    Args:
        book: The book.
        chapter: The chapter to change.
        link_to: Returns a link to a chapter, or to what it marks with an id.
        site_url: The address of the site; without one, a link that leads there becomes text.
    """
    names = {each.name for each in book.chapters}
    for link in chapter.text.select("a[href]"):
        href = urlsplit(str(link["href"]))
        name = re.sub(r"\.html$", "", href.path) or chapter.name
        if href.scheme:
            continue
        if name in names:
            link["href"] = link_to(name, href.fragment)
        elif site_url:
            link["href"] = urljoin(f"{site_url}{book.language.folder}/", str(link["href"]))
        else:
            link.unwrap()
