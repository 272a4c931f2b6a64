"""Helpers: builds started as nox starts them, their processes, and pages to build."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bs4 import BeautifulSoup
from guide_site.paths import EXTENSIONS

HEADER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\norphan: true\n---\n"
CELL = "\n```{{code-cell}} python\n{code}\n```\n"


def page(*codes: str, header: str = HEADER, end: str = "") -> str:
    """Return a page of cells."""
    return f"{header}\n# A page\n{''.join(CELL.format(code=code) for code in codes)}\n{end}\n"


def start_build(
    docs: Path, build: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a build as nox starts it."""
    command = [sys.executable, str(EXTENSIONS), "build", str(docs), str(build)]
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    return subprocess.Popen(
        command, stdout=pipe, stderr=both, encoding="utf-8", env=environment, cwd=docs
    )


def processes(build: Path) -> dict[int, str]:
    """Return the programs that run for a build, known by their environment: number and command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            if f"={build}" in (folder / "environ").read_text("utf-8", "replace"):
                found[int(folder.name)] = (folder / "cmdline").read_text("utf-8", "replace")
    return found


def files_in(build: Path) -> set[str]:
    """Return the files of a build folder, and the link that is the site."""
    files = (path for path in build.rglob("*") if path.is_symlink() or path.is_file())
    return {path.relative_to(build).as_posix() for path in files}


def soup(file: Path) -> BeautifulSoup:
    """Return a page of HTML as a tree."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until ``true()`` says so, but not for ever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
