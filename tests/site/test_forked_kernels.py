"""A forked kernel behaves like one that was started; where forking is unsafe, none is forked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from guide_site.processes import forks

FORKING = Path(__file__).with_name("forking.py")


def run_script(*arguments: str, **env: str) -> object:
    """Run forking.py with these environment variables, and return its JSON."""
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
    """Return the results of the trials in forking.py, which run once for all tests."""
    result = run_script()
    assert isinstance(result, dict)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
class TestForked:
    """What a cell sees in a forked kernel, and how the kernel ends."""

    def test_kernels_come_from_one_parent_and_share_nothing(self, found: dict[str, Any]) -> None:
        """Each has its own process, variables and random seeds, and the libraries are loaded."""
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
        """sys.path, environment variables, signal handlers, start method and threads are equal."""
        assert found["forked"][0][3] == found["started"][3]
        assert not any(found["started"][4])

    def test_a_page_cannot_import_what_builds_it(self, found: dict[str, Any]) -> None:
        """A reader's kernel cannot import ``guide_site``, so a forked one must not either."""
        assert found["importing an extension"] == ["ModuleNotFoundError"]

    def test_workers_read_what_a_cell_defines(self, found: dict[str, Any]) -> None:
        """DataLoader's workers read a class of the cell if forked, else what is pickled."""
        assert found["workers"] == "[0, 1, 4, 9] [0, 1, 2]"

    def test_a_cell_that_hangs_is_stopped_and_its_kernel_killed(
        self, found: dict[str, Any]
    ) -> None:
        """The execution timeout holds for a forked kernel, and its process is gone afterwards."""
        error, pid = found["hanging"]
        assert error == "CellTimeoutError"
        assert not Path(f"/proc/{pid}").exists()

    def test_a_kernel_whose_parent_is_killed_is_dead_and_no_other_is_forked(
        self, found: dict[str, Any]
    ) -> None:
        """The page that runs then fails, and so do those after it: none of them hangs."""
        assert found["parent killed"] == ["DeadKernelError"]
        assert found["after that"] == ["RuntimeError"]

    def test_nothing_is_forked_without_a_list_of_processes(self, found: dict[str, Any]) -> None:
        """Without /proc the threads of a process cannot be counted."""
        assert found["without a list of processes"] is False

    def test_nothing_is_forked_from_a_process_with_threads(self, tmp_path: Path) -> None:
        """A lock that another thread holds would stay locked in the fork for ever."""
        thread = "from threading import Thread\nfrom time import sleep\n"
        thread += "Thread(target=sleep, args=(9,), daemon=True).start()\n"
        (tmp_path / "threaded.py").write_text(thread, "utf-8")
        (tmp_path / "single.py").write_text("", "utf-8")
        (tmp_path / "late.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')", "utf-8")
        assert run_script("threaded", "late", PYTHONPATH=str(tmp_path)) is False
        assert not (tmp_path / "imported").exists()  # no import after threads were found
        assert run_script("single", PYTHONPATH=str(tmp_path)) is True


def test_nothing_is_forked_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS and Windows forking a process is not safe or not possible."""
    monkeypatch.setattr(sys, "platform", "darwin")
    with forks.server({}):
        assert not forks.can_fork()
