"""Helpers: Markdown of pages, builds in processes as nox starts them, and parsed HTML."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from guide_site.languages import LANGUAGES
from guide_site.paths import EXTENSIONS

HEADER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\norphan: true\n---\n"
CELL = "\n```{{code-cell}} python\n{code}\n```\n"
both = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.folder)


def myst(*codes: str, header: str = HEADER, end: str = "") -> str:
    """Return the MyST of a page with a code cell for each code, and a text at its end."""
    return f"{header}\n# A page\n{''.join(CELL.format(code=code) for code in codes)}\n{end}\n"


def start_build(
    docs: Path, build: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a build in a process, by the command that `nox -s docs` runs."""
    command = [sys.executable, str(EXTENSIONS), "build", str(docs), str(build)]
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    return subprocess.Popen(
        command, stdout=pipe, stderr=both, encoding="utf-8", env=environment, cwd=docs
    )


def processes(build: Path) -> dict[int, str]:
    """Return PID and command of each process whose environment names the build folder."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # the process has ended
            if f"={build}" in (folder / "environ").read_text("utf-8", "replace"):
                found[int(folder.name)] = (folder / "cmdline").read_text("utf-8", "replace")
    return found


def files_in(build: Path) -> set[str]:
    """Return the paths of the files and symbolic links, as ``site``, in a build folder."""
    files = (path for path in build.rglob("*") if path.is_symlink() or path.is_file())
    return {path.relative_to(build).as_posix() for path in files}


def soup(file: Path) -> BeautifulSoup:
    """Parse an HTML file."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until ``condition()`` is true, and fail after some seconds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
