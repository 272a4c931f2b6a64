"""A build ends in a whole new site or leaves the last good one as it was."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import building
import publishing
import pytest
from filelock import FileLock

CELL = "\n```{{code-cell}} python\n{code}\n```\n"


def add_cell(docs: Path, code: str) -> None:
    """Add a cell to the English start page."""
    page = docs / "en" / "index.md"
    page.write_text(page.read_text("utf-8") + CELL.format(code=code), "utf-8")


def start_build(docs: Path, build: Path) -> subprocess.Popen[str]:
    """Start a build as nox starts it."""
    command = [sys.executable, str(building.__file__), str(docs), str(build)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def processes(build: Path) -> list[str]:
    """Return the command lines of the programs that run for a build, known by their environment."""
    lines = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            if f"={build}" in (folder / "environ").read_text("utf-8", "replace"):
                lines.append((folder / "cmdline").read_text("utf-8", "replace"))
    return lines


def runs(build: Path, program: str) -> bool:
    """Say whether a program of that name runs for a build."""
    return any(program in line for line in processes(build))


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until ``true()`` says so, but not for ever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_failed_build_is_red_twice_and_leaves_the_last_good_site(
    docs: Path, last_good: Path
) -> None:
    """Sphinx forgets the warnings of unchanged files; a second try must not turn green."""
    add_cell(docs, "1 / 0")
    for _ in range(2):
        with pytest.raises(building.BuildError, match=r"en/index\.md(.|\n)*ZeroDivisionError"):
            building.build_site(docs, last_good)
        assert (last_good / "site" / "index.html").read_text("utf-8") == "good"
        assert {path.name for path in last_good.iterdir()} == {".lock", "site", "tree-good"}


def test_a_build_names_each_fault_with_its_page_and_line(docs: Path, tmp_path: Path) -> None:
    """Bad TeX, a picture without a description, and what a cell wrote to stderr."""
    add_cell(docs, "import warnings\nwarnings.warn('a stray warning')")
    page = docs / "en" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n$\\frac{1$\n\n![](logo.svg)\n", "utf-8")
    (docs / "en" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    lines = page.read_text("utf-8").splitlines()
    place = f"en{os.sep}index.md"
    with pytest.raises(building.BuildError) as error:
        building.build_site(docs, tmp_path / "build")
    for line, fault in (
        ("$\\frac{1$", "WARNING: bad formula"),
        ("![](logo.svg)", "WARNING: a picture without a description"),
    ):
        assert f"{place}:{lines.index(line) + 1}: {fault}" in str(error.value)
    assert "ERROR: stderr was found in the cell outputs of cell 2" in str(error.value)


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc lists the running programs")
def test_a_killed_build_leaves_the_last_good_site_and_no_process(
    docs: Path, last_good: Path
) -> None:
    """However a build ends, so do its sphinx-builds, their kernels and their node."""
    add_cell(docs, "import time\ntime.sleep(50)")
    (docs / "en" / "about.md").write_text("---\norphan: true\n---\n# $x$ needs node\n", "utf-8")
    with start_build(docs, last_good) as build:
        for program in ("watched.py", "mathematics.js", "ipykernel"):
            until(partial(runs, last_good, program))
        build.kill()
    until(lambda: not processes(last_good))
    assert (last_good / "site" / "index.html").read_text("utf-8") == "good"
    publishing.tidy(last_good)
    assert {path.name for path in last_good.iterdir()} == {".lock", "site", "tree-good"}


def test_a_second_build_says_that_it_waits_and_waits(docs: Path, last_good: Path) -> None:
    """Nothing is made, removed or published while another build holds the lock."""
    (docs / "en" / "index.md").unlink()
    (last_good / "work-of-another").mkdir()
    with FileLock(last_good / ".lock"), start_build(docs, last_good) as build:
        assert build.stdout is not None
        assert "waits until it ends" in build.stdout.readline()
        time.sleep(1)
        assert build.poll() is None
        assert (last_good / "work-of-another").exists()
        build.kill()


def test_the_environment_of_a_build_is_inside_its_folder(tmp_path: Path) -> None:
    """Settings of the one who builds change no page."""
    variables = building.surroundings(tmp_path, tmp_path / "work" / "en")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR"):
        assert Path(variables[name]).is_relative_to(tmp_path / "work")
    assert variables["SOURCE_DATE_EPOCH"] == building.SOME_DAY  # there is no git
