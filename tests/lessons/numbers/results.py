"""Reads the numbers in the outputs and asserts of a page's executed cells."""

import ast
import re
from collections.abc import Iterator, Sequence
from html import unescape

import nbformat

from tests.reading.text import numbers


def results(run_cells: Sequence[nbformat.NotebookNode]) -> set[str]:
    """Return the numbers in printed text and tables, and in the code of cells with an assert."""
    found: set[str] = set()
    for cell in run_cells:
        found.update(asserted(cell.source))
        for output in cell.outputs:
            found.update(numbers(readable_text(output).replace(" ", "  ")))  # “1 000” is two
    return found


def readable_text(output: nbformat.NotebookNode) -> str:
    """Return the text of an output, without HTML tags; a picture has none."""
    if output.output_type == "stream":
        return str(output.text)
    data = output.get("data", {})
    if "text/html" in data:
        return unescape(re.sub(r"<[^>]*>", " ", data["text/html"]))
    is_picture = any(kind.startswith("image/") for kind in data)
    return "" if is_picture else str(data.get("text/plain", ""))


def asserted(source: str) -> set[str]:
    """Return the numbers in a cell's code if it has an assert, else none.

    >>> sorted(asserted("assert x == -4 and y < 1e-6")), asserted("x = 5")
    (['-4', '1e-06', '4'], set())
    """
    tree = ast.parse(source)
    has_assert = any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    return literals(source) if has_assert else set()


def literals(source: str) -> set[str]:
    """Return the numbers in a piece of code."""
    return {text for node in ast.walk(ast.parse(source)) for text in _literal(node)}


def _literal(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            yield repr(-value)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            yield repr(value)
