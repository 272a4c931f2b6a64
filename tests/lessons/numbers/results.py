"""What numbers a page's own run gives: its cells are run, their outputs and asserts are read."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError

from tests.reading.pages import Page, cells, read_page
from tests.reading.text import numbers


class PageError(Exception):
    """A page did not run; the message names page, line, cell and exception."""


def run(page: Page) -> list[nbformat.NotebookNode]:
    """Run all cells in a fresh kernel and an empty folder, and return them with their outputs.

    Raises:
        PageError: A cell raised, hung, or ended the kernel.
    """
    code: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    made = [{**code, "source": cell.text} for cell in cells(page)]
    shell = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made}
    notebook = nbformat.from_dict(shell)
    with TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": folder}})
        try:
            client.execute(env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.DEVNULL)
        except (CellControlSignal, DeadKernelError) as error:
            raise PageError(_failure(page, notebook.cells, error)) from None
    return list(notebook.cells)


@cache
def run_lesson(root: Path, language: str, name: str) -> list[nbformat.NotebookNode]:
    """Run a lesson, once for all tests that look at what it gives."""
    return run(read_page(root, language, name))


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


def _failure(page: Page, run_cells: Sequence[nbformat.NotebookNode], error: Exception) -> str:
    done = [cell.execution_count is not None and not _has_error(cell) for cell in run_cells]
    place = done.index(False)
    line = cells(page)[place].line
    reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else error
    first = str(reason).split("\n")[0]
    return f"{page.path}:{line}: cell {place + 1} of {len(done)} did not run: {first}"


def _has_error(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)
