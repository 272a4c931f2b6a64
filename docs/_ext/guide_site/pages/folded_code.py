"""Folded code: a cell tagged ``hide-input`` shows what it gives first, and its code below it."""

from docutils import nodes
from sphinx.application import Sphinx


def move_below(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Move the folded code of a cell behind its outputs, on pages of HTML."""
    if app.builder.format != "html":
        return
    for cell in document.findall(nodes.container):
        if "tag_hide-input" in cell["classes"]:
            cell.append(cell.pop(0))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", move_below)
