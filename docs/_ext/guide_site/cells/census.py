"""Compares the cells in a page's text with those that were run, and reports the difference."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from guide_site.cells.source import cell_lines

logger = logging.getLogger(__name__)

NEVER_RUN = "the cell is never run: its page lacks the notebook header, or a block surrounds it"


def lines_found(app: Sphinx, page: str) -> list[int]:
    """Return the lines on which the cells of a page begin, as its text has them."""
    return cell_lines(Path(app.env.doc2path(page)).read_text("utf-8"))


def check_cells(app: Sphinx, _document: nodes.document) -> None:
    """Report each cell of a page that never came to be run, in a build that runs cells at all."""
    if app.config.run_cells == "off":
        return
    page = app.env.docname
    in_hand = app.env.metadata[page].get("cells", [])
    for number, line in enumerate(lines_found(app, page), 1):
        if line not in in_hand:
            logger.warning("cell %d: %s", number, NEVER_RUN, location=(page, line))


def say_count(app: Sphinx, _error: object) -> None:
    """Log how many cells there are and how many were run."""
    found = [len(lines_found(app, page)) for page in app.env.found_docs]
    run = [sum(app.env.metadata[page].get("run", [])) for page in app.env.found_docs]
    counts = sum(run), sum(found), sum(map(bool, run)), sum(map(bool, found))
    logger.info("%d of %d cells were run, on %d of %d pages that have any", *counts)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", check_cells)
    app.connect("build-finished", say_count)
