"""The numbers that a page's own run gives, read from the outputs and asserts of its cells."""

import ast
import re
from collections.abc import Iterator, Sequence
from html import unescape

import nbformat

from tests.reading.text import numbers


def results(run_cells: Sequence[nbformat.NotebookNode]) -> set[str]:
    """Return the numbers that cells print, show in a table, or write beside an assert."""
    found: set[str] = set()
    for cell in run_cells:
        found.update(asserted(cell.source))
        for output in cell.outputs:
            found.update(numbers(shown(output).replace(" ", "  ")))  # no “1 000” here
    return found


def shown(output: nbformat.NotebookNode) -> str:
    """Return what a reader can read of an output: not what is drawn in a picture."""
    if output.output_type == "stream":
        return str(output.text)
    data = output.get("data", {})
    if "text/html" in data:
        return unescape(re.sub(r"<[^>]*>", " ", data["text/html"]))
    is_picture = any(kind.startswith("image/") for kind in data)
    return "" if is_picture else str(data.get("text/plain", ""))


def asserted(source: str) -> set[str]:
    """Return the numbers in a cell's code, if it asserts something.

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
