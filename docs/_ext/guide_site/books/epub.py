"""The EPUB of a language: its pages with MathML in place of what KaTeX draws."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from bs4 import Tag

from guide_site.books.book import Book
from guide_site.books.zips import pack

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def use_mathml(text: Tag) -> None:
    """Replace each formula by its MathML, without the TeX that KaTeX keeps in it."""
    for formula in text.select(".katex"):
        mathml = formula.select_one("math")
        assert mathml is not None
        for source in mathml.select("annotation"):
            source.decompose()
        formula.replace_with(mathml)


def pictures(book: Book) -> list[str]:
    """Return the pictures of a book, each once."""
    found = (str(image["src"]) for each in book.chapters for image in each.text.select("img"))
    return sorted(set(found))


def checked(page: str) -> bytes:
    """Return a page, or raise an error if it is not well-formed XML: readers refuse such a page."""
    ET.fromstring(page)  # noqa: S314 (it is our own)
    return page.encode()


def link_to(name: str, fragment: str) -> str:
    """Return a link to what has the id ``fragment`` in the chapter ``name``.

    >>> link_to("scalar", "scalar-sum"), link_to("scalar", "")
    ('scalar.xhtml#scalar-sum', 'scalar.xhtml')
    """
    return f"{name}.xhtml#{fragment}".removesuffix("#")


def media_type(name: str) -> str:
    """Return the media type of a picture.

    >>> media_type("_images/4f1c.svg")
    'image/svg+xml'
    """
    kind = Path(name).suffix[1:]
    return f"image/{ {'svg': 'svg+xml', 'jpg': 'jpeg'}.get(kind, kind) }"


def drawing(svg: str) -> str:
    """Return an SVG that EPUBCheck accepts: no DOCTYPE, and no path without the attribute d.

    >>> drawing('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><path id="blank"/>')
    '<path d="" id="blank"/>'
    """
    svg = re.sub(r"<!DOCTYPE[^>]*>\s*", "", svg)
    return re.sub(r"<path(?![^>]*\sd=)", '<path d=""', svg)


def picture(file: Path) -> bytes:
    """Return a picture as an EPUB may hold it."""
    is_drawing = file.suffix == ".svg"
    return checked(drawing(file.read_text("utf-8"))) if is_drawing else file.read_bytes()


def files(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the contents of the files of an EPUB."""
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", CONTAINER.encode()
    images = pictures(book)
    values = {
        "identifier": uuid5(NAMESPACE_URL, f"autograd-guide-{book.language.folder}"),
        "images": {name: media_type(name) for name in images},
        "mathml": {each.name for each in book.chapters if each.text.select_one("math")},
    }
    for name in ("content.opf", "nav.xhtml", "title.xhtml"):
        yield f"book/{name}", checked(book.render(name, **values))
    for each in book.chapters:
        text = re.sub("</?article[^>]*>", "", each.text.decode(formatter="minimal"))
        page = book.render("chapter.xhtml", title=each.title, text=text)
        yield f"book/{each.name}.xhtml", checked(page)
    yield "book/book.css", book.style().encode()
    for name in images:
        yield f"book/{name}", picture(book.folder / name)


def write(book: Book, target: Path) -> None:
    """Write the EPUB of a book whose links are right already."""
    for chapter in book.chapters:
        use_mathml(chapter.text)
    pack(target, files(book), book.time)
