"""Finds the cells of a page, in its text and in its notebook; everything else asks here."""

import re

from nbformat import NotebookNode

CELL = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})\{code-cell\}")


def cell_lines(text: str) -> list[int]:
    r"""Return the line, counted from 1, on which each cell of a page begins.

    >>> cell_lines("# Title\n\n```{code-cell} python\n1 + 1\n```\n")
    [3]
    """
    return [number for number, line in enumerate(text.splitlines(), 1) if CELL.match(line)]


def cell_number(text: str, line: int) -> int:
    r"""Return which cell of a page, counted from 1, holds a line.

    >>> cell_number("```{code-cell} python\n1 + 1\n```\n", 2)
    1
    """
    return sum(begin <= line for begin in cell_lines(text))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that hold code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
