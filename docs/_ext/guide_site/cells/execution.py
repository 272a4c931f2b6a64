"""Runs the cells of each page; whatever goes wrong is one line: file, line, cell and cause.

MyST-NB's own clients name no line, let a dead kernel end the whole build, and pass over what a
hidden cell writes to stderr and over cells that a tag keeps from running or lets fail.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from docutils import nodes
from myst_nb import sphinx_
from myst_nb.core.config import NbParserConfig
from myst_nb.core.execute import NotebookClientBase
from myst_nb.core.loggers import LoggerType
from myst_nb.core.read import MystMetadataParsingError
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata
from traitlets.config import Config

from guide_site.cells.cache import keep, recall
from guide_site.cells.kernel_client import PromptClient
from guide_site.cells.source import code_cells

logger = logging.getLogger(__name__)

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PATH = re.compile(r"(?<!\S)(?:\w:)?[/\\]\S+:\d+: ")


def one_line(text: str) -> str:
    r"""Return a text on one line of bearable length, without the paths that warnings begin with.

    >>> one_line("/tmp/cell.py:2: UserWarning: so\n  warn('so')")
    "UserWarning: so warn('so')"
    """
    return shorten(PATH.sub("", COLOUR.sub("", text)), 400, placeholder=" …")


def talk(folder: str) -> Config:
    """Return settings by which a kernel is spoken to through files, where there are such sockets.

    Ports are chosen by one program and taken by another: now and then a third one is faster.
    """
    sockets = {"transport": "ipc", "ip": f"{folder}/kernel"} if os.name == "posix" else {}
    client = f"{PromptClient.__module__}.{PromptClient.__name__}"
    return Config({"KernelManager": {**sockets, "client_class": client}})


def run(notebook: NotebookNode, timeout: int) -> None:
    """Run the cells up to the first that breaks, which then has an error for its last output."""
    begun: list[NotebookNode] = []
    with TemporaryDirectory() as folder, TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook,
            config=talk(sockets),
            timeout=timeout,
            coalesce_streams=True,  # one text, however many messages it came in
            shutdown_kernel="immediate",  # nothing is left to do for it
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


def break_off(cell: NotebookNode, name: str, value: str, traceback: str = "") -> None:
    """Let an error be the last output of a cell."""
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
    start = sum(map(len, text.splitlines(keepends=True)[: begin - 1]))
    code = text.count("\n", 0, max(start, text.find(cell.source, start))) + 1
    frame = re.search(rf"Cell In\[{cell.execution_count}\], line (\d+)", COLOUR.sub("", traceback))
    return code + int(frame[1]) - 1 if frame else code


class Cells(NotebookClientBase):  # type: ignore[misc] # it has no types
    """The cells of one page, run from the first to the last, or recalled when nothing changed."""

    def start_client(self) -> None:
        """Fill in what the cells give; only a page without a fault is kept for the next time."""
        app: Sphinx = self._kwargs["app"]
        cells = code_cells(self.notebook)
        cached = app.config.nb_execution_mode == "cache"
        if cells and not (cached and recall(app.config, self.notebook)):
            run(self.notebook, self.nb_config.execution_timeout)
            if self.report(app.env):
                app.env.note_reread()  # Sphinx would forget, and call the next build green
            elif cached:
                keep(app.config, self.notebook)
        data = sphinx_.NbMetadataCollector.get_doc_data(app.env)[app.env.docname]
        data["cells"] = [line - 1 for line in self.begins()]
        data["run"] = sum(cell.execution_count is not None for cell in cells)

    def begins(self) -> list[int]:
        """Return the line after the opening one of each cell."""
        cells = enumerate(self.notebook.cells)
        return [self.cell_line(index) for index, cell in cells if cell.cell_type == "code"]

    def report(self, env: BuildEnvironment) -> bool:
        """Report what is wrong with the cells; say if anything is."""
        cells, begins = code_cells(self.notebook), self.begins()
        text = self.path.read_text("utf-8")
        faults = list(complaints(cells))
        for number, cause, traceback in faults:
            line = line_of(text, begins[number - 1], cells[number - 1], traceback)
            place = (env.docname, line)
            logger.warning("cell %d: %s", number, one_line(cause), location=place)
        return bool(faults)


class PageParser(sphinx_.Parser):  # type: ignore[misc] # it has no types
    """MyST-NB's reader of pages, which names the page that it cannot read."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read a page into the document."""
        try:
            super().parse(inputstring, document)
        except MystMetadataParsingError as error:
            path = self.env.doc2path(self.env.docname)
            raise SphinxError(f"{path}: {one_line(str(error))}") from error  # noqa: EM102, TRY003


def create_client(
    app: Sphinx,
    notebook: NotebookNode,
    source: str,
    settings: NbParserConfig,
    logger: LoggerType,
    _format: object,
) -> NotebookClientBase:
    """Return what runs the cells of a page; a page cannot exempt itself."""
    client = NotebookClientBase if app.config.nb_execution_mode == "off" else Cells
    return client(notebook, Path(source), settings, logger, app=app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    sphinx_.create_client = partial(create_client, app)
    app.add_source_parser(PageParser, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
