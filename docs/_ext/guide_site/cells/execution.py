"""Reads each page and runs its cells; a fault is reported in one line: file, line, cell, cause.

MyST-NB's own clients name no line, let a dead kernel end the whole build, and pass over what a
hidden cell writes to stderr and over cells that a tag keeps from running or lets fail.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Any

from myst_nb.core.read import read_myst_markdown_notebook
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from sphinx.application import Sphinx
from sphinx.config import Config as SphinxConfig
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from traitlets.config import Config

from guide_site.cells.cache import keep, recall
from guide_site.cells.closed import left_open
from guide_site.cells.kernel_client import PromptClient
from guide_site.cells.narrow import take_narrow
from guide_site.cells.options import faults
from guide_site.cells.source import code_cells

logger = logging.getLogger(__name__)

APP: list[Sphinx] = []  # MyST-NB calls a reader with the text of the page only
LONGEST = 85  # bytes of a folder for sockets, of whose paths macOS allows 103
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Empty lines above the code, which IPython takes away, and Pygments does not.
ABOVE = re.compile(r"\A(?:[ \t]*\n)*")
OVERWRITTEN = re.compile(r".*\r(?=[^\n])")  # a progress bar shows its last state
PATH = re.compile(r"(?<!\S)(?:\w:)?[/\\][^\n]*?:\d+: (?=\w+: )")


def one_line(text: str) -> str:
    r"""Return a text on one line of bearable length, without the paths that warnings begin with.

    >>> one_line("/my folder/cell.py:2: UserWarning: so\n  warn('so')")
    "UserWarning: so warn('so')"
    """
    return shorten(PATH.sub("", COLOUR.sub("", text)), 400, placeholder=" …")


def talk(folder: str) -> Config:
    """Return settings for talking to a kernel through Unix sockets, where they can be had.

    A TCP port is picked by one process and bound by another; a third may take it in between.
    """
    possible = os.name == "posix" and len(os.fsencode(folder)) <= LONGEST
    sockets = {"transport": "ipc", "ip": f"{folder}/kernel"} if possible else {}
    client = f"{PromptClient.__module__}.{PromptClient.__name__}"
    return Config({"KernelManager": {**sockets, "client_class": client}})


def run(notebook: NotebookNode, timeout: int) -> None:
    """Run the cells up to the first that breaks, which then has an error for its last output."""
    begun: list[NotebookNode] = []
    gone = partial(TemporaryDirectory, ignore_cleanup_errors=True)  # Windows keeps what is in use
    with gone() as folder, gone() as sockets:
        client = NotebookClient(
            notebook,
            config=talk(sockets),
            timeout=timeout,
            kernel_name="python3",
            shutdown_kernel="immediate",  # it is killed: no cell is left to run
            resources={"metadata": {"path": folder}},
            on_cell_execute=lambda cell, **_: begun.append(cell),
        )
        try:
            client.execute()
        except CellExecutionError as error:
            break_off(begun[-1], error.ename, error.evalue, error.traceback)
        except CellTimeoutError:
            break_off(begun[-1], "TimeoutError", f"the cell ran longer than {timeout} s")
        except RuntimeError as error:  # the kernel died, perhaps before its first cell
            break_off((begun or code_cells(notebook))[-1], type(error).__name__, str(error))
    for cell in begun:
        cell.outputs = joined(cell.outputs)


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs of a cell with what it printed in one go as one, as a terminal shows it.

    The kernel sends it in as many messages as it likes; nbclient would join across displays too.
    """
    result: list[NotebookNode] = []
    for stream, group in groupby(outputs, lambda output: output.get("name")):
        parts = list(group)
        if stream:
            text = OVERWRITTEN.sub("", "".join(part.text for part in parts))
            parts = [new_output("stream", name=stream, text=text)]
        result += parts
    return result


def break_off(cell: NotebookNode, name: str, value: str, traceback: str = "") -> None:
    """Put an error in place of the last output of a cell."""
    error = new_output("error", ename=name, evalue=value, traceback=traceback.splitlines())
    said = [output for output in cell.outputs if output.output_type != "error"]
    cell.outputs = [*said, error]


def complaints(cells: list[NotebookNode]) -> Iterator[tuple[int, str, str]]:
    """Yield number, cause and traceback of each fault, up to the cell that broke."""
    for number, cell in enumerate(cells, 1):
        errors = [output for output in cell.outputs if output.output_type == "error"]
        stderr = "".join(output.text for output in cell.outputs if output.get("name") == "stderr")
        if stderr:
            yield number, f"stderr: {stderr}", ""
        if errors:
            broken = errors[-1]
            yield number, f"{broken.ename}: {broken.evalue}", "\n".join(broken.traceback)
            return
        if cell.execution_count is None:
            yield number, "the cell is never run: it is empty, or a tag keeps it from running", ""


def line_of(text: str, begin: int, cell: NotebookNode, traceback: str) -> int:
    """Return the line of the page on which the cell broke, or else on which its code begins.

    Args:
        text: The whole page.
        begin: The line after the cell's opening one: options may still come before the code.
        cell: The cell.
        traceback: What Python said, as IPython shows it.
    """
    start = begin - 1 + sum(map(len, text.split("\n")[: begin - 1]))
    code = text.count("\n", 0, max(start, text.find(cell.source, start))) + 1
    frame = re.search(rf"Cell In\[{cell.execution_count}\], line (\d+)", COLOUR.sub("", traceback))
    return code + int(frame[1]) - 1 if frame else code


def read_notebook(app: Sphinx, text: str, path: Path) -> NotebookNode:
    """Return a page as a notebook, not yet run; its header cannot switch execution off.

    Raises:
        SphinxError: The page is empty or cannot be read; the message names it.
    """
    if not text.strip():
        msg = f"{path}: the page is empty"
        raise SphinxError(msg)
    config = app.env.myst_config  # type: ignore[attr-defined]
    found = list(left_open(text, config)) or list(faults(text, config, path.parent))
    try:
        notebook: NotebookNode = read_myst_markdown_notebook(
            text, config, add_source_map=True, path=path
        )
    except Exception as error:  # they are of many kinds, one of them private
        said = [f"{path}:{line}: {fault}" for line, fault in found]
        raise SphinxError("\n".join(said) or f"{path}: {one_line(str(error))}") from error
    for line, fault in found:
        logger.warning("%s", fault, location=(app.env.docname, line))
    for cell in code_cells(notebook):
        cell.source = ABOVE.sub("", cell.source, count=1)
    if found:  # MyST-NB would stumble over it and say so once more
        notebook.metadata.pop("mystnb", None)
    notebook.metadata.get("mystnb", {}).pop("execution_mode", None)
    return notebook


def read(text: str) -> NotebookNode:
    """Read a page and run its cells: MyST-NB calls this because conf.py names it as the reader."""
    (app,) = APP
    path = Path(app.env.doc2path(app.env.docname))
    notebook = read_notebook(app, text, path)
    if app.config.run_cells != "off":
        fill_in(app, notebook, path.read_text("utf-8"))
    return notebook


def fill_in(app: Sphinx, notebook: NotebookNode, text: str) -> None:
    """Run the cells or recall their outputs; only a page without a fault goes into the cache."""
    cells, begins = code_cells(notebook), first_lines(notebook)
    cached = app.config.run_cells == "cache"
    if cells and not (cached and recall(app.config, notebook)):
        run(notebook, time_limit(app.config, notebook))
        if report(app.env, cells, begins, text):
            app.env.note_reread()  # or Sphinx would take the page as unchanged and forget the fault
        elif cached:
            keep(app.config, notebook)
    counted: dict[str, Any] = {"cells": [line - 1 for line in begins]}
    counted["run"] = [cell.execution_count is not None for cell in cells]
    counted["narrow"] = take_narrow(cells)
    app.env.metadata[app.env.docname] |= counted


def first_lines(notebook: NotebookNode) -> list[int]:
    """Return the line after the opening one of each cell."""
    lines = zip(notebook.cells, notebook.metadata.source_map, strict=True)
    return [line + 1 for cell, line in lines if cell.cell_type == "code"]


def time_limit(config: SphinxConfig, notebook: NotebookNode) -> int:
    """Return for how many seconds a cell may run."""
    page = notebook.metadata.get("mystnb", {})
    return int(page.get("execution_timeout", config.nb_execution_timeout))


def report(env: BuildEnvironment, cells: list[NotebookNode], begins: list[int], text: str) -> bool:
    """Report what is wrong with the cells; say if anything is."""
    faults = list(complaints(cells))
    for number, cause, traceback in faults:
        line = line_of(text, begins[number - 1], cells[number - 1], traceback)
        logger.warning("cell %d: %s", number, one_line(cause), location=(env.docname, line))
    return bool(faults)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; ``run_cells`` is one of force, cache and off."""
    APP[:] = [app]
    app.add_config_value("run_cells", "force", "env")
