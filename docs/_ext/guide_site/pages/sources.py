"""Refuses the file of a page that cannot be read, or whose place on the site is taken."""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)

TAKEN = {"genindex", "py-modindex", "search"}  # Sphinx writes these pages itself
# They cannot be seen, and some break the lines of a page where nothing else does.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def text_of(file: Path) -> str:
    """Return the text of a page.

    Raises:
        SphinxError: It is not in UTF-8.
    """
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        msg = f"{file}:{line}: the page is not in UTF-8: save it in that encoding"
        raise SphinxError(msg) from None


def check(app: Sphinx, _env: BuildEnvironment, pages: list[str]) -> None:
    """Look at the files of the pages that are going to be read."""
    for page in pages:
        text = text_of(Path(app.env.doc2path(page)))
        for found in UNSEEN.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            msg = "the character U+%04X cannot be seen: remove it"
            logger.warning(msg, ord(found[0]), location=(page, line))
        top = page.partition("/")[0]
        if page in TAKEN or (top != page and top.startswith("_")):
            msg = "another page or folder of the site has this name: rename the page"
            logger.warning(msg, location=(page, 1))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-before-read-docs", check)
