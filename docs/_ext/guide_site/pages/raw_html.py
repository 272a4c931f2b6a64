"""Checks what HTML on a page names: the policy of the site blocks some, and files may be missing.

Sphinx looks after the pictures and links of Markdown; what HTML names it hands on unread.
"""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

BLOCKED = {"applet", "base", "embed", "object"}
LOADS = {"src", "poster", "srcset"}
ALLOWED = "the policy of the site blocks it"


class Loaded(HTMLParser):
    """Collects what HTML loads: in ``files`` names, in ``faults`` what is blocked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.files: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        if tag in BLOCKED:
            self.faults.append(f"<{tag}>: {ALLOWED}")
        for name, value in attrs:
            if name.startswith("on") or urlsplit(value or "").scheme == "javascript":
                self.faults.append(f"{name}= of <{tag}>: {ALLOWED}")
            elif name in LOADS or (name == "href" and tag in {"a", "link"}):
                parts = (value or "").split(",") if name == "srcset" else [value or ""]
                for part in parts:
                    self.take(tag, (part.split() or [""])[0])

    def take(self, tag: str, address: str) -> None:
        """Keep an address that an element loads."""
        where = urlsplit(address)
        if where.scheme == "data" and tag in {"img", "source"}:
            return
        if tag == "a" and (where.scheme or where.netloc or not where.path):
            return
        if where.scheme or where.netloc:
            self.faults.append(f"<{tag}> loads {address}: {ALLOWED}")
        else:
            self.files.append(unquote(where.path))


def find(app: Sphinx, document: nodes.document) -> None:
    """Report what is blocked on a page, and note the files, which are not all there yet."""
    noted = app.env.metadata[app.env.docname].setdefault("html_files", [])
    for raw in document.findall(nodes.raw):
        loaded = Loaded()
        if "html" in raw.get("format", "").split():
            loaded.feed(raw.astext())
        for fault in loaded.faults:
            logger.warning(fault, location=raw)
        noted += [(raw.line, name) for name in loaded.files]


def check_files(app: Sphinx, error: Exception | None) -> None:
    """Report each file that the HTML of a page names and the site has not."""
    for page in app.env.found_docs if error is None else ():
        for line, name in app.env.metadata[page].get("html_files", []):
            file = Path(app.outdir, page).parent / name
            if not name or not file.is_file():
                msg = "the site has no file %r: show it as a picture of Markdown, or link it"
                logger.warning(msg, name, location=(page, line))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", find)
    app.connect("build-finished", check_files)
