"""Punctuation after a formula: the two stay on one line."""

from docutils import nodes
from sphinx.application import Sphinx

SIGNS = "，。；：！？、）”》,.;:!?)"
LONGEST = 24  # characters of TeX: a longer formula may have to break by itself


def keep_together(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Put each short formula and the sign behind it into one element, on pages of HTML."""
    if app.builder.format != "html":
        return
    for formula in list(document.findall(nodes.math)):
        place = formula.parent.index(formula)
        after = formula.parent[place + 1] if place + 1 < len(formula.parent) else None
        if not isinstance(after, nodes.Text) or after[0] not in SIGNS:
            continue
        if len(formula.astext()) > LONGEST:
            continue
        parent, text = formula.parent, after.astext()
        parent[place : place + 2] = [
            nodes.inline("", "", formula, nodes.Text(text[0]), classes=["together"]),
            nodes.Text(text[1:]),
        ]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", keep_together)
