"""Finds the cells of a page, in its text and in its notebook; everything else asks here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.parsers.mdit import create_md_parser
from nbformat import NotebookNode

CELL = "{code-cell}"


def outline(text: str, config: Any) -> list[Token]:  # noqa: ANN401 (MyST's, which has no types)
    """Return all blocks of a text, as MyST reads them; what stands in their lines is not read."""
    quick = replace(config, disable_syntax=[*config.disable_syntax, "inline"])
    tokens: list[Token] = create_md_parser(quick, RendererHTML).parse(f"{text}\n")
    return tokens


def blocks(text: str, config: Any) -> Iterator[Token]:  # noqa: ANN401 (MyST's, which has no types)
    """Yield the blocks of a page that no other block surrounds, as MyST-NB reads them.

    Args:
        text: The text of the page.
        config: The settings of MyST.
    """
    level = 0
    for token in outline(text, config):
        level += token.nesting
        if level == 0:
            yield token


def is_cell(token: Token) -> bool:
    """Say whether MyST-NB makes a cell of a block."""
    return token.type == "fence" and token.info.startswith(CELL)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that hold code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
