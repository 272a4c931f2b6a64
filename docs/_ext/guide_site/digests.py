"""The SHA-256 of a folder: of the names and contents of its files, not of times or rights."""

from hashlib import sha256
from pathlib import Path


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
