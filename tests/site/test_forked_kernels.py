"""A forked kernel is a kernel like any other; where forking is not safe, none is forked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from guide_site.processes import forks

FORKING = Path(__file__).with_name("forking.py")


def run(*arguments: str, **env: str) -> object:
    """Return what the script found, run with these variables."""
    command = [sys.executable, str(FORKING), *arguments]
    done = subprocess.run(
        command,
        env={**os.environ, "OMP_NUM_THREADS": "1", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """Try kernels once, for all tests that look."""
    result = run()
    assert isinstance(result, dict)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
class TestForked:
    """What forking must not change."""

    def test_kernels_come_from_one_parent_and_share_nothing(self, found: dict[str, Any]) -> None:
        """Each has its own process, names and random numbers, and the libraries already there."""
        (pid, parent, seeds, alike, ready), (pid2, parent2, seeds2, alike2, _) = found["forked"]
        assert pid != pid2
        assert parent == parent2
        assert all(seed != seed2 for seed, seed2 in zip(seeds, seeds2, strict=True))
        assert alike == alike2
        assert (alike["names"], alike["folder"]) == (False, True)
        assert alike["variables"]["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
        assert all(ready)

    def test_a_page_sees_what_it_sees_in_a_kernel_that_was_started(
        self, found: dict[str, Any]
    ) -> None:
        """The same folders to import from, variables, signals, and ways to start processes."""
        assert found["forked"][0][3] == found["started"][3]
        assert not any(found["started"][4])

    def test_a_page_cannot_import_what_builds_it(self, found: dict[str, Any]) -> None:
        """It could not do so where a reader runs it."""
        assert found["importing an extension"] == ["ModuleNotFoundError"]

    def test_workers_read_what_a_cell_defines(self, found: dict[str, Any]) -> None:
        """If they are forked from the page; however Python starts them, they read what it sends."""
        assert found["workers"] == "[0, 1, 4, 9] [0, 1, 2]"

    def test_a_cell_that_hangs_is_stopped_and_its_kernel_killed(
        self, found: dict[str, Any]
    ) -> None:
        """The limit holds for a forked kernel, too, and nothing goes on running."""
        error, pid = found["hanging"]
        assert error == "CellTimeoutError"
        assert not Path(f"/proc/{pid}").exists()

    def test_a_kernel_whose_parent_is_killed_is_dead_and_no_other_is_forked(
        self, found: dict[str, Any]
    ) -> None:
        """The page at work turns red, and so do those after it: none of them hangs."""
        assert found["parent killed"] == ["DeadKernelError"]
        assert found["after that"] == ["RuntimeError"]

    def test_nothing_is_forked_without_a_list_of_processes(self, found: dict[str, Any]) -> None:
        """Threads could not be counted there."""
        assert found["without a list of processes"] is False

    def test_nothing_is_forked_from_a_process_with_threads(self, tmp_path: Path) -> None:
        """A lock that such a thread holds would stay locked for ever."""
        thread = "from threading import Thread\nfrom time import sleep\n"
        thread += "Thread(target=sleep, args=(9,), daemon=True).start()\n"
        (tmp_path / "threaded.py").write_text(thread, "utf-8")
        (tmp_path / "single.py").write_text("", "utf-8")
        (tmp_path / "late.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')", "utf-8")
        assert run("threaded", "late", PYTHONPATH=str(tmp_path)) is False
        assert not (tmp_path / "imported").exists()  # the rest would be imported in vain
        assert run("single", PYTHONPATH=str(tmp_path)) is True


def test_nothing_is_forked_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no safe fork on macOS and Windows."""
    monkeypatch.setattr(sys, "platform", "darwin")
    with forks.server({}):
        assert not forks.can_fork()
