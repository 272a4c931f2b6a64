"""Errors and warnings that a cell expects: they look like errors and warnings, not like prints.

What a cell expects stands in its code, as ``expect(TypeError, …)``; what came is the line of its
output that begins with ``TypeError:``.
"""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

EXPECTED = re.compile(r"\bexpect\((\w+)")


def pieces(text: str, kinds: set[str]) -> Iterator[tuple[str, str]]:
    r"""Yield the output of a cell in pieces: the kind of error, or the empty string, and the text.

    >>> list(pieces("one\nTypeError: no\ntwo\n", {"TypeError"}))
    [('', 'one\n'), ('TypeError', 'TypeError: no\n'), ('', 'two\n')]
    """
    kind, lines = "", ""
    for line in text.splitlines(keepends=True):
        here = next((each for each in kinds if line.startswith(f"{each}:")), "")
        if lines and (here or kind):
            yield kind, lines
            lines = ""
        kind, lines = here, lines + line
    yield kind, lines


def marked(output: nodes.literal_block, kind: str, text: str) -> nodes.Element:
    """Return a piece of an output; that of an error has a label, and its kind as a class."""
    block = nodes.literal_block(text, text, **output.attributes)
    if not kind:
        return block
    warning = kind.endswith("Warning")
    label = nodes.paragraph("", str(_("Warning") if warning else _("Error")), classes=["label"])
    classes = ["raised", "warning" if warning else "error", f"raised-{kind.lower()}"]
    return nodes.container("", label, block, classes=classes)


def mark(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Mark what cells raise as expected, on pages of HTML."""
    if app.builder.format != "html":
        return
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") != "cell_code":
            continue
        kinds = set(EXPECTED.findall(cell.astext()))
        for output in [each for each in cell.findall(nodes.literal_block) if is_print(each)]:
            found = list(pieces(output.astext(), kinds))
            if any(kind for kind, _text in found):
                output.replace_self([marked(output, *piece) for piece in found])


def is_print(block: nodes.literal_block) -> bool:
    """Say whether a literal block is what a cell printed."""
    return {"output", "stream"} <= set(block["classes"])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", mark)
