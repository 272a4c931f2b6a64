"""Finds blocks that nothing closes: MyST reads such a block on to the end, and says nothing."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from guide_site.cells.source import outline

FENCES = {"fence", "colon_fence"}


def not_closed(token: Token, rows: list[str], line: int) -> str | None:
    """Say of a block that nothing closes it, or only the end of another one that it swallowed.

    Args:
        token: The block.
        rows: The text from which it was read.
        line: The line of the page, counted from 1, on which the block begins.
    """
    opens = re.compile(rf" {{0,3}}{token.markup}{token.markup[0]}*\{{")
    body = token.content.split("\n") if token.info.startswith("{") else []
    swallowed = next((n for n, row in enumerate(body, line + 1) if opens.match(row)), None)
    end = token.map[1] if token.map else 0
    if not swallowed and rows[end - 1].lstrip(" >").startswith(token.markup):
        return None
    where = f"before line {swallowed}, where another one begins" if swallowed else "below it"
    return f"{(token.info.split() or ['the code'])[0]} is not closed: no {token.markup} {where}"


def left_open(text: str, config: Any, line: int = 1) -> Iterator[tuple[int, str]]:  # noqa: ANN401 (MyST's, which has no types)
    r"""Yield line and fault for each block of a page, and of its blocks of colons, left open.

    >>> from myst_parser.config.main import MdParserConfig
    >>> config = MdParserConfig(enable_extensions={"colon_fence"})
    >>> list(left_open("::::{tip}\n:::{note}\nOne.\n::::", config))
    [(2, '{note} is not closed: no ::: below it')]
    """
    rows = text.split("\n")
    for token in outline(text, config):
        if token.type not in FENCES or not token.map:
            continue
        at = line + token.map[0]
        if said := not_closed(token, rows, at):
            yield at, said
        elif token.type == "colon_fence":
            yield from left_open(token.content, config, at + 1)
