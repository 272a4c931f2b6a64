"""Columns that a cell prints: they stay columns on a phone, where other prints are broken."""

from docutils import nodes
from sphinx.application import Sphinx

from guide_site.pages.raised import is_print


def in_columns(text: str) -> bool:
    r"""Say whether a text has lines that are set below each other with spaces.

    >>> in_columns("step  1: 9.80\nstep 10: 8.17\n"), in_columns("tensor(1.)\ntensor(2.)\n")
    (True, False)
    >>> in_columns("one line  alone\n")
    False
    """
    return "  " in text and len(text.splitlines()) > 1


def mark(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Give a class to each print in columns, on pages of HTML; not to what a cell raises."""
    if app.builder.format != "html":
        return
    for block in filter(is_print, document.findall(nodes.literal_block)):
        if in_columns(block.astext()) and "raised" not in block.parent["classes"]:
            block["classes"] = [*block["classes"], "columns"]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", mark, priority=600)  # after raised.py
