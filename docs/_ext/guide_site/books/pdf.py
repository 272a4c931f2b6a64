"""The PDF of a language: its pages as one, printed by Chromium."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guide_site.books.book import Book

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
DATE = re.compile(rb"(?<=Date \(D:)\d{14}[^)]*")
NODE = re.compile(rb"(?<=\(node)\d{8}(?=\))")


def chromium() -> str:
    """Return the path of a Chromium, or say how to get one."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        msg = "no Chromium was found: on Debian `apt-get install chromium`"
        raise FileNotFoundError(msg)
    return path


def merge_ids(book: Book) -> None:
    """Prefix each id with the name of its page: all pages become one document."""
    for chapter in book.chapters:
        for element in chapter.text.select("[id]"):
            element["id"] = f"{chapter.name}--{element['id']}"


def link_to(name: str, fragment: str) -> str:
    """Return a link to what had the id ``fragment`` on the page ``name``.

    >>> link_to("scalar", "scalar-sum"), link_to("scalar", "")
    ('#scalar--scalar-sum', '#scalar--')
    """
    return f"#{name}--{fragment}"


def numbers(pdf: Path) -> list[int]:
    """Return the page number on which each chapter begins, read from the outline of the PDF."""
    from pypdf import PdfReader  # noqa: PLC0415 (only who prints has it)

    with PdfReader(pdf) as reader:
        chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
        return [(reader.get_destination_page_number(chapter) or 0) + 1 for chapter in chapters]


def settled(content: bytes, time: datetime) -> bytes:
    """Return a PDF with its dates set, and with the nodes of its structure counted from one.

    Both are as long as before, since a PDF says where each of its parts begins; the nodes keep
    their order, since a PDF sorts them.

    >>> settled(b"/CreationDate (D:20261124184606+00'00') /ID (node00000097)", datetime(2020, 1, 1))
    b"/CreationDate (D:20200101000000+00'00') /ID (node00000001)"
    """
    nodes = sorted(set(NODE.findall(content)))
    count = {node: f"{number:08}".encode() for number, node in enumerate(nodes, start=1)}
    content = NODE.sub(lambda node: count[node[0]], content)
    return DATE.sub(f"{time:%Y%m%d%H%M%S}+00'00'".encode(), content)


def print_with(browser: "Browser", book: Book, target: Path) -> None:
    """Print a book twice: the first PDF gives the page numbers of the table of contents."""
    merge_ids(book)
    page = book.folder / "book.html"
    starts = [0] * len(book.chapters)
    for _ in range(2):
        page.write_text(
            book.render("book.html", numbers=starts, style=book.style("paper.css")), "utf-8"
        )
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.evaluate("document.fonts.ready.then(() => true)")
        tab.pdf(
            path=target,
            outline=True,
            prefer_css_page_size=True,
            print_background=True,
            tagged=True,
        )
        tab.close()
        starts = numbers(target)
    page.unlink()
    target.write_bytes(settled(target.read_bytes(), book.time))


def write(book: Book, target: Path) -> None:
    """Start a browser and print a book with it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only who prints has it)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        print_with(browser, book, target)
        browser.close()
