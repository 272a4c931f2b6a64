"""Code cells inside of admonitions: MyST-NB runs a cell only at the top level of a page.

An admonition with a cell in it is therefore closed before its content is read, line by line in the
same places, and gets its content back when the page has been read.
"""

import re
from typing import Any

from docutils import nodes
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.directives.admonitions import Admonition
from sphinx.util import logging

from guide_site.cells.source import CELL, blocks

logger = logging.getLogger(__name__)

NAME = "{admonition}"
OPTION = re.compile(r":[\w-]+:")
END = "the admonition ends here"


def opened(token: Token, lines: list[str]) -> bool:
    """Close an admonition before its content; say whether it is one, and has a cell."""
    if not token.info.startswith(NAME) or CELL not in token.content or not token.map:
        return False
    begin, end = token.map[0], token.map[1] - 1
    below = next(k for k in range(begin + 1, end + 1) if not OPTION.match(lines[k]))
    if lines[below].strip() or not lines[end].startswith(token.markup):
        return False
    lines[begin] = lines[begin].replace(NAME, "{admonition-of-cells}", 1)
    lines[below], lines[end] = token.markup, f"% {END}"
    return True


def open_admonitions(text: str, config: Any) -> str:  # noqa: ANN401 (MyST's, which has no types)
    r"""Close each admonition that has a cell before its content, without moving a line.

    >>> from myst_parser.config.main import MdParserConfig
    >>> config = MdParserConfig(enable_extensions={"colon_fence"})
    >>> page = ":::{admonition} Why\n\n```{code-cell} python\n```\n::: "
    >>> print(open_admonitions(page, config))
    :::{admonition-of-cells} Why
    :::
    ```{code-cell} python
    ```
    % the admonition ends here
    """
    lines = text.split("\n")
    found = NAME in text and [opened(token, lines) for token in blocks(text, config)]
    # What has been opened may hold further ones.
    return open_admonitions("\n".join(lines), config) if found and any(found) else text


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
    """Give each admonition of a page its content back, the inner ones first."""
    for admonition in reversed(list(document.findall(nodes.admonition))):
        if admonition.attributes.pop("to_fill", False) and not take_in(admonition):
            logger.warning("a heading cannot stand in an admonition", location=admonition)


def read_source(app: Sphinx, _page: str, source: list[str]) -> None:
    """Hand the page to its reader with the admonitions opened."""
    source[0] = open_admonitions(source[0], app.env.myst_config)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("admonition-of-cells", AdmonitionOfCells)
    app.connect("source-read", read_source)
    app.connect("doctree-read", fill_admonitions)
