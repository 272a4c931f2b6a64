"""Digests: of a folder's files, without their times and rights, and of what cells are run with."""

import sys
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from guide_site.paths import EXTENSIONS

LIBRARIES = ("ipykernel", "matplotlib", "numpy", "pygraphviz", "scikit-learn", "torch")


def folder_digest(folder: Path) -> str:
    """Return the SHA-256 of a folder: what this prints in it, for files with plain names.

    ``find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum``
    """
    whole = sha256()
    files = (file for file in folder.rglob("*") if file.is_file())
    names = sorted(f"./{file.relative_to(folder).as_posix()}" for file in files)
    for name in names:
        if "/__pycache__/" not in name:
            digest = sha256((folder / name).read_bytes()).hexdigest()
            whole.update(f"{digest}  {name}\n".encode())
    return whole.hexdigest()


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


def outputs_digest() -> str:
    """Return a digest of all but the cells themselves that their outputs depend on."""
    return sha256((surroundings_digest() + folder_digest(EXTENSIONS)).encode()).hexdigest()
