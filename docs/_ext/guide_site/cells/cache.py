"""The cache of ``nox -s serve``: outputs of cells, by a digest of all that they depend on.

Not jupyter-cache: it looks at a page's cells only, so that a changed helper package or another
torch would go on showing the old numbers, and it breaks for good on what was cut short.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

from nbformat import NotebookNode, from_dict
from sphinx.application import Sphinx
from sphinx.config import Config

from guide_site.cells.source import code_cells
from guide_site.digests import surroundings_digest

GIVEN = ("execution_count", "outputs")


def name_cache(app: Sphinx, config: Config) -> None:
    """Name the folder beside the doctrees: Sphinx reads every page anew when its name changes."""
    if config.run_cells == "cache":
        config.executed_pages = str(app.doctreedir.parent / "executed" / surroundings_digest())


def file_of(config: Config, notebook: NotebookNode) -> Path:
    """Return the file for the outputs of just these cells."""
    cells = [(cell.source, cell.metadata.get("tags")) for cell in code_cells(notebook)]
    name = sha256(json.dumps(cells).encode()).hexdigest()[:32]
    return Path(config.executed_pages, f"{name}.json")


def keep(config: Config, notebook: NotebookNode) -> None:
    """Write the outputs of the cells to the cache, atomically."""
    file = file_of(config, notebook)
    gave = [{name: cell[name] for name in GIVEN} for cell in code_cells(notebook)]
    text = json.dumps({"language_info": notebook.metadata.language_info, "cells": gave})
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(text, "utf-8")
    part.replace(file)


def recall(config: Config, notebook: NotebookNode) -> bool:
    """Fill the cells with their outputs from the cache; say whether there were any."""
    try:
        kept = from_dict(json.loads(file_of(config, notebook).read_text("utf-8")))
    except (OSError, ValueError):  # there is none, or someone has damaged it
        return False
    notebook.metadata.language_info = kept.language_info
    for cell, gave in zip(code_cells(notebook), kept.cells, strict=True):
        cell.update(gave)
    return True


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("executed_pages", "", "env")
    app.connect("config-inited", name_cache)
