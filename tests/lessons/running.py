"""The executed code cells of a page: from a build of the whole site, or from a run of that page."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from guide_site.digests import outputs_digest
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError

from tests import ROOT
from tests.reading.pages import Page, cells

Notebooks = Mapping[str, nbformat.NotebookNode]


class PageError(Exception):
    """A page did not run; the message names page, line, cell and exception."""


def notebooks_in(executed: Path) -> Notebooks:
    """Return the notebooks of a build's folder by language and page."""
    files = {path.relative_to(executed): path for path in executed.rglob("*.ipynb")}
    return {
        name.with_suffix("").as_posix(): nbformat.read(path, as_version=4)
        for name, path in files.items()
    }


def last_build(executed: Path, pages: Sequence[Page]) -> Notebooks | None:
    """Return the notebooks of the last build if they are just what another one would give.

    Its cells must be those of the pages now, and must have been run with the same packages.
    """
    run_with = executed / "run-with"
    if not run_with.exists() or run_with.read_text("utf-8") != outputs_digest():
        return None
    notebooks = notebooks_in(executed)
    try:
        for page in pages:
            built(page, notebooks)
    except (KeyError, PageError):
        return None
    return notebooks


def build() -> Notebooks:
    """Build the site in a temporary folder, and return its notebooks."""
    docs = ROOT / "docs"
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(docs / "_ext"), "build", str(docs), folder]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return notebooks_in(Path(folder, "executed"))


def built(page: Page, notebooks: Notebooks) -> list[nbformat.NotebookNode]:
    """Return the executed code cells of a page from the notebooks of a build.

    Raises:
        PageError: Their sources are not those of the page's code cells, in the same order.
    """
    notebook = notebooks[f"{page.language}/{page.name}"]
    ran = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.source for cell in ran] != [cell.text for cell in cells(page)]:
        msg = f"{page.path}: the cells that the build ran are not those of the page"
        raise PageError(msg)
    return ran


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


def _failure(page: Page, run_cells: Sequence[nbformat.NotebookNode], error: Exception) -> str:
    done = [cell.execution_count is not None and not _has_error(cell) for cell in run_cells]
    index = done.index(False)
    line = cells(page)[index].line
    reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else error
    first = str(reason).split("\n")[0]
    return f"{page.path}:{line}: cell {index + 1} of {len(done)} did not run: {first}"


def _has_error(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)
