"""Every picture has a description in words: one without fails the build with page and line."""

import re
from pathlib import Path

from cells import cell_number
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PATH = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)


def describes(alt: str) -> bool:
    """Say whether ``alt`` is a description and not a path.

    >>> describes("A curve with its tangent"), describes(""), describes("../_images/4f1c.svg")
    (True, False, False)
    """
    return bool(alt.strip()) and not PATH.fullmatch(alt.strip())


def place(image: nodes.Node, page: str) -> nodes.Node | str:
    """Return what is nearest to ``image`` and knows its line, or the whole page."""
    node: nodes.Node | None = image
    while node is not None and not node.line:
        node = node.parent
    return node or page


def drawn_by_cell(image: nodes.Node) -> bool:
    """Say whether a cell drew the picture."""
    node: nodes.Node | None = image
    while node is not None:
        if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output":
            return True
        node = node.parent
    return False


def cell(image: nodes.Node, where: nodes.Node | str, path: Path) -> str:
    """Return which cell drew the picture, to stand before a complaint, or nothing."""
    if isinstance(where, str) or where.line is None or not drawn_by_cell(image):
        return ""
    return f"cell {cell_number(path.read_text('utf-8'), where.line)}: "


def check_descriptions(app: Sphinx, document: nodes.document, page: str) -> None:
    """Report each picture of a page that has no description."""
    for image in document.findall(nodes.image):
        if not describes(image.get("alt", "")):
            where = place(image, page)
            logger.warning(
                "%sa picture without a description: give it an alt text",
                cell(image, where, Path(app.env.doc2path(page))),
                location=where,
                type="figures",
            )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("doctree-resolved", check_descriptions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
