"""The EPUB of a language: its pages with MathML in place of what KaTeX draws."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from bs4 import Tag
from bs4.element import PreformattedString

from guide_site.books.book import Book
from guide_site.books.zips import pack

NAME = re.compile(r"[A-Za-z_][\w.-]*")
# What is no text by the rules of XML 1.0.
NO_TEXT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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


def pictures(book: Book) -> dict[str, Path]:
    """Return the addresses and the files of the pictures of a book, each once."""
    found = (str(image["src"]) for each in book.chapters for image in each.text.select("img[src]"))
    own = sorted({each for each in found if not urlsplit(each).scheme})  # data: stays in the page
    return {address: book.folder / unquote(urlsplit(address).path) for address in own}


def use_xml(text: Tag) -> None:
    """Take out what a browser reads in HTML but no reader of XML does.

    Those are comments, names with a prefix or other signs, and what XML does not know as text, as
    the control characters that a cell prints.
    """
    for comment in text.find_all(string=lambda part: isinstance(part, PreformattedString)):
        comment.extract()
    for tag in text.select("*"):
        tag.attrs = {name: value for name, value in tag.attrs.items() if NAME.fullmatch(name)}
        if not NAME.fullmatch(tag.name):
            tag.unwrap()


def checked(name: str, page: str) -> bytes:
    """Return a page, or raise an error if it is not well-formed XML: readers refuse such a page."""
    page = NO_TEXT.sub("", page)
    try:
        ET.fromstring(page)  # noqa: S314 (it is our own)
    except ET.ParseError as error:
        msg = f"{name} cannot be put into an EPUB: as XML it has a fault, {error}"
        raise ValueError(msg) from None
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
    kind = Path(name).suffix[1:].lower()
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
    is_drawing = file.suffix.lower() == ".svg"
    return checked(file.name, drawing(file.read_text("utf-8"))) if is_drawing else file.read_bytes()


def files(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the contents of the files of an EPUB."""
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", CONTAINER.encode()
    images = pictures(book)
    values = {
        "identifier": uuid5(NAMESPACE_URL, f"autograd-guide-{book.language.folder}"),
        "images": {address: media_type(file.name) for address, file in images.items()},
        "mathml": {each.name for each in book.chapters if each.text.select_one("math")},
    }
    for name in ("content.opf", "nav.xhtml", "title.xhtml"):
        yield f"book/{name}", checked(name, book.render(name, **values))
    for each in book.chapters:
        text = re.sub("</?article[^>]*>", "", each.text.decode(formatter="minimal"))
        page = book.render("chapter.xhtml", title=each.title, text=text)
        yield f"book/{each.name}.xhtml", checked(f"{each.name}.html", page)
    yield "book/book.css", book.style().encode()
    for file in sorted(set(images.values())):
        yield f"book/{file.relative_to(book.folder).as_posix()}", picture(file)


def write(book: Book, target: Path) -> None:
    """Write the EPUB of a book whose links are right already."""
    for chapter in book.chapters:
        use_mathml(chapter.text)
        use_xml(chapter.text)
    pack(target, files(book), book.time)
