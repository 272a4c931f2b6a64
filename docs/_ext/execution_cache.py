"""Where ``nox -s serve`` keeps executed pages: a folder named after all that they depend on.

jupyter-cache looks at a page's cells only: with one folder for all, a changed helper package or
another torch would go on showing the old numbers.
"""

import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from languages import language_of
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

ROOT = Path(__file__).parents[2]
LIBRARIES = ("ipykernel", "matplotlib", "numpy", "pygraphviz", "scikit-learn", "torch")


def digest(source: Path) -> str:
    """Return a short digest of the files under ``source`` and of the libraries' versions."""
    result = sha256(" ".join([sys.version, *map(version, LIBRARIES)]).encode())
    for file in sorted(source.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            result.update(file.relative_to(source).as_posix().encode() + file.read_bytes())
    return result.hexdigest()[:16]


def set_cache(_app: Sphinx, config: Config) -> None:
    """Point the cache, where one is used, at the folder of this language and digest."""
    if config.nb_execution_mode == "cache":
        folder = ROOT / "build" / "serve" / language_of(config.language).folder / "executed"
        config.nb_execution_cache_path = str(folder / digest(ROOT / "src"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("config-inited", set_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
