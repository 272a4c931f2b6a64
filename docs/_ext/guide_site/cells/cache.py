"""What ``nox -s serve`` keeps of executed pages, in a folder named after all that they depend on.

Not jupyter-cache: it looks at a page's cells only, so that a changed helper package or another
torch would go on showing the old numbers; it shows what someone changed in it, and breaks for good
on what was cut short. Here an entry is sealed, and made anew when it is not whole.
"""

import json
import os
import sys
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from nbformat import NotebookNode, from_dict
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from guide_site.cells.source import code_cells
from guide_site.digests import folder_digest

LIBRARIES = ("ipykernel", "matplotlib", "numpy", "pygraphviz", "scikit-learn", "torch")
GIVEN = ("execution_count", "outputs")


def helper_package() -> Path:
    """Return the folder of the helper package that cells import, without importing it."""
    spec = find_spec("autograd_guide")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def surroundings_digest() -> str:
    """Return a short digest of the helper package, its font, and the libraries' versions."""
    versions = " ".join([sys.version, *map(version, LIBRARIES)])
    return sha256((versions + folder_digest(helper_package())).encode()).hexdigest()[:16]


def set_cache(app: Sphinx, config: Config) -> None:
    """Name the folder beside the doctrees: Sphinx reads every page anew when its name changes."""
    if config.nb_execution_mode == "cache":
        folder = app.doctreedir.parent / "executed" / surroundings_digest()
        config.nb_execution_cache_path = str(folder)


def entry(config: Config, notebook: NotebookNode) -> Path:
    """Return the file for the outputs of just these cells."""
    cells = [(cell.source, cell.metadata.get("tags")) for cell in code_cells(notebook)]
    name = sha256(json.dumps(cells).encode()).hexdigest()[:32]
    return Path(config.nb_execution_cache_path, f"{name}.json")


def seal(file: Path, text: str) -> str:
    """Return what stands above the text of a whole entry in its own place, and of no other."""
    return sha256((file.name + text).encode()).hexdigest()


def keep(config: Config, notebook: NotebookNode) -> None:
    """Write down what the cells gave, in one step."""
    file = entry(config, notebook)
    gave = [{name: cell[name] for name in GIVEN} for cell in code_cells(notebook)]
    text = json.dumps({"language_info": notebook.metadata.language_info, "cells": gave})
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(f"{seal(file, text)}\n{text}", "utf-8")
    part.replace(file)


def recall(config: Config, notebook: NotebookNode) -> bool:
    """Give the cells what they gave the last time; say whether a whole entry was there."""
    file = entry(config, notebook)
    try:
        sealed, _, text = file.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return False
    if sealed != seal(file, text):
        return False
    kept = from_dict(json.loads(text))
    notebook.metadata.language_info = kept.language_info
    for cell, gave in zip(code_cells(notebook), kept.cells, strict=True):
        cell.update(gave)
    return True


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("config-inited", set_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
