"""Zip files that have the same bytes whenever they are made from the same files."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def pack(target: Path, files: Iterable[tuple[str, bytes]], time: datetime) -> None:
    """Write a zip file.

    Args:
        target: Where to write it.
        files: The name and the content of each file, in their order; ``mimetype`` is not
            compressed, as an EPUB wants it.
        time: What every file is dated.
    """
    with ZipFile(target, "w") as archive:
        for name, content in files:
            info = ZipInfo(name, time.timetuple()[:6])
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            info.create_system = 3  # Unix permissions, on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
