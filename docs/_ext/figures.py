"""Every picture has a description in words: one without fails the build with page and line."""

import re
from collections.abc import Iterator
from pathlib import Path

from cells import cell_lines, cell_number
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


def ancestors(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield a node and all that it is in, from the inside out."""
    while node is not None:
        yield node
        node = node.parent


def drawn_by_cell(image: nodes.Node) -> bool:
    """Say whether a cell drew the picture."""
    return any(
        isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output"
        for node in ancestors(image)
    )


def place(image: nodes.Node, text: str) -> tuple[int | None, str]:
    """Return the line of a picture on its page, if known, and which cell drew it, if one did."""
    line = next((node.line for node in ancestors(image) if node.line), None)
    if line is None or not drawn_by_cell(image):
        return line, ""
    number = cell_number(text, line)
    return cell_lines(text)[number - 1], f"cell {number}: "


def check_descriptions(app: Sphinx, document: nodes.document, page: str) -> None:
    """Report each picture of a page that has no description."""
    text = Path(app.env.doc2path(page)).read_text("utf-8")
    for image in document.findall(nodes.image):
        if not describes(image.get("alt", "")):
            line, cell = place(image, text)
            logger.warning(
                "%sa picture without a description: give it an alt text",
                cell,
                location=(page, line),
                type="figures",
            )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("doctree-resolved", check_descriptions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
