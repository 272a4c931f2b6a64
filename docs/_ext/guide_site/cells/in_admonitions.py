"""Code cells inside of admonitions: MyST-NB runs a cell only at the top level of a page.

An admonition with a cell in it is therefore closed before its content is read, line by line in the
same places, and gets its content back when the page has been read.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.admonitions import Admonition
from sphinx.util import logging

from guide_site.cells.source import cell_lines

logger = logging.getLogger(__name__)

# An opening line, options, an empty line, a content, and a closing line of as many colons.
BLOCK = re.compile(
    r"^(?P<colons>:{3,})\{admonition\}(?P<head>.*\n(?::[\w-]+:.*\n)*)\n"
    r"(?P<content>(?:(?!(?P=colons)$).*\n)*?)(?P=colons)$",
    re.MULTILINE,
)
END = "the admonition ends here"


def open_admonitions(text: str) -> str:
    r"""Close each admonition that has a cell before its content, without moving a line.

    >>> print(open_admonitions(":::{admonition} Why\n\n```{code-cell} python\n```\n:::"))
    :::{admonition-of-cells} Why
    :::
    ```{code-cell} python
    ```
    % the admonition ends here
    """

    def opened(block: re.Match[str]) -> str:
        if not cell_lines(block["content"]):
            return block[0]
        head = f"{block['colons']}{{admonition-of-cells}}{block['head']}{block['colons']}"
        return f"{head}\n{block['content']}% {END}"

    return BLOCK.sub(opened, text)


class AdmonitionOfCells(Admonition):
    """An admonition whose content follows it on the page."""

    def assert_has_content(self) -> None:
        """Let the admonition be empty: its content comes later."""

    def run(self) -> list[nodes.Node]:
        """Return the admonition, marked as one that is still to be filled."""
        (admonition,) = super().run()
        assert isinstance(admonition, nodes.admonition)
        admonition["to_fill"] = True
        return [admonition]


def take_in(admonition: nodes.admonition) -> bool:
    """Move what follows the admonition into it, up to its end; say whether there was one."""
    parent = admonition.parent
    following = parent[parent.index(admonition) + 1 :]
    for count, node in enumerate(following):
        if isinstance(node, nodes.comment) and node.astext() == END:
            for each in following[: count + 1]:
                parent.remove(each)
            admonition.extend(following[:count])
            return True
    return False


def fill_admonitions(_app: Sphinx, document: nodes.document) -> None:
    """Give each admonition of a page its content back."""
    for admonition in list(document.findall(nodes.admonition)):
        if admonition.attributes.pop("to_fill", False) and not take_in(admonition):
            logger.warning("a heading cannot stand in an admonition", location=admonition)


def read_source(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Hand the page to its reader with the admonitions opened."""
    source[0] = open_admonitions(source[0])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("admonition-of-cells", AdmonitionOfCells)
    app.connect("source-read", read_source)
    app.connect("doctree-read", fill_admonitions)
