"""Mutants of the helper package, and whether its own tests kill them."""

import os
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import NamedTuple

import pytest

from tests import ROOT
from tests.tools.mutation.mutants import mutants

PACKAGE = ROOT / "src" / "autograd_guide"
TESTS = (
    "bad_input",
    "table",
    "style",
    "expect",
    "derivatives",
    "engine",
    "reach",
    "pictures",
    "launch",
)  # quick first
PICTURES = {"graph.py", "plots.py", "style.py"}  # but for these the last one
LIMIT = 120  # seconds, then a mutant counts as an endless loop

PYTEST = 100  # added to how pytest ended: all well, a test failed, or a module broke at its import
ENDS = {PYTEST + 0: False, PYTEST + 1: True, PYTEST + 2: True}

# A process that has imported what is slow, and starts the others by a fork of itself.
WARM = get_context("forkserver")
WARM.set_forkserver_preload(
    [
        "torch",
        "matplotlib.figure",
        "matplotlib.legend",
        "pygraphviz",
        "tests.tools.mutation.lessons",
    ]
)
# To start a process asks how the others ended, and of two threads that ask, one gets no answer.
ASKING = Lock()


class Planted(NamedTuple):
    """One wrong module in the place of the right one."""

    module: str
    place: str
    source: str

    def __str__(self) -> str:
        """Write file, line and mutant."""
        return f"src/autograd_guide/{self.module}:{self.place}"


def planted() -> Iterator[Planted]:
    """Yield every mutant of the package."""
    for path in sorted(PACKAGE.glob("*.py")):
        for mutant in mutants(path.read_text(encoding="utf-8")):
            yield Planted(path.name, str(mutant), mutant.source)


def is_killed(mutant: Planted) -> bool:
    """Run doctests and tests of the package with one wrong module; tell whether they turn red.

    Raises:
        RuntimeError: No test came to run, which proves nothing.
    """
    process = WARM.Process(target=_test, args=(mutant,))
    with ASKING:
        process.start()
    wait([process.sentinel], LIMIT)
    with ASKING:
        ended = process.exitcode
    if ended is None:
        process.kill()
        return True
    if ended not in ENDS:
        msg = f"{mutant} was not tested: the process ended with {ended}"
        raise RuntimeError(msg)
    return ENDS[ended]


def _test(mutant: Planted) -> None:
    """Test a copy of the package with the wrong module in it; the exit status tells how it went."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with TemporaryDirectory() as folder:
        copy = Path(folder, "autograd_guide")
        copy.mkdir()
        for path in PACKAGE.iterdir():
            (copy / path.name).symlink_to(path)
        (copy / mutant.module).unlink()
        (copy / mutant.module).write_text(mutant.source, encoding="utf-8")
        os.environ["MPLCONFIGDIR"] = str(ROOT / "build" / "mutation")
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        names = TESTS[::-1] if mutant.module in PICTURES else TESTS
        tests = [str(ROOT / f"tests/package/test_{name}.py") for name in names]
        options = ["-x", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
        status = pytest.main([*options, str(copy / mutant.module), str(copy), *tests])
    os._exit(PYTEST + status)


def control() -> Planted:
    """Return the package without a fault: were it killed, a kill would prove nothing."""
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    return Planted("__init__.py", "as it is", source)
