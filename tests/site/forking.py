"""A script that runs cells in forked kernels, and prints the results of its trials as JSON."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_ext"))

from guide_site.cells import forked_kernels
from guide_site.processes import fork_server, forks
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

LOOK = """
import gc, json, multiprocessing, numpy, os, random, signal, sys, torch
seeds = [random.getrandbits(64), numpy.random.random(), torch.initial_seed()]
alike = {
    "names": "mine" in globals(),
    "main module of the parent": hasattr(sys.modules["__mp_main__"], "LOOK"),
    "folders": [folder for folder in sys.path if not folder.endswith("tests/site")],
    "variables": {name: value for name, value in os.environ.items() if name not in
                  ("JPY_PARENT_PID", "PYDEVD_USE_FRAME_EVAL")},
    "signals": [str(signal.getsignal(each)) for each in sorted(signal.valid_signals())],
    "start method": multiprocessing.get_start_method(),
    "collects garbage": gc.isenabled(),
    "threads": torch.get_num_threads(),
    "folder": os.getcwd() == os.path.realpath("."),
}
ready = "sklearn" in sys.modules, gc.get_freeze_count() > 100_000
print(json.dumps([os.getpid(), os.getppid(), seeds, alike, ready]))
mine = torch.manual_seed(1)
"""
PARENT_DIES = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)"
IMPORTS_AN_EXTENSION = "import guide_site"
WORKERS_READ = """
from torch.utils.data import DataLoader, Dataset
class Squares(Dataset):
    def __len__(self): return 4
    def __getitem__(self, number): return number**2
for dataset, way in (Squares(), "fork"), (range(3), None):
    loader = DataLoader(dataset, num_workers=2, multiprocessing_context=way)
    print([each.item() for each in loader])
"""
HANGS = "import os; print(os.getpid(), flush=True)\nwhile True: pass"


def execute(code: str, timeout: int = 120) -> list[str]:
    """Run a cell in a kernel of its own; return the words that it printed, and any exception.

    On a busy machine an import takes long: only a cell that hangs is given a short time.
    """
    notebook = new_notebook(cells=[new_code_cell(code)])
    client: Any = NotebookClient(notebook, timeout=timeout, kernel_name="python3")
    try:
        client.execute()
    except CellExecutionError as error:
        return [error.ename]
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
        return [type(error).__name__, *printed(notebook)]
    return printed(notebook)


def printed(notebook: Any) -> list[str]:  # noqa: ANN401 # nbformat's classes have no types
    """Return the words that a notebook's first cell printed, joined from all its outputs."""
    return "".join(output.get("text", "") for output in notebook.cells[0].outputs).split()


def look() -> Any:  # noqa: ANN401 # JSON
    """Return what the cell `LOOK` prints: PIDs, seeds, settings and loaded libraries."""
    return json.loads(" ".join(execute(LOOK)))


def trials() -> Iterator[tuple[str, object]]:
    """Yield each trial's name and result."""
    yield "without a list of processes", fork_server.is_safe(Path("nowhere"))
    forked_kernels.use_forks()
    yield "forked", [look(), look()]
    yield "importing an extension", execute(IMPORTS_AN_EXTENSION)
    # From Python 3.14 on, workers that are not forked from the page import PyTorch first.
    yield "workers", " ".join(execute(WORKERS_READ))
    yield "hanging", execute(HANGS, timeout=5)
    yield "parent killed", execute(PARENT_DIES)
    yield "after that", execute("print('well')")


if __name__ == "__main__":
    started = None if sys.argv[1:] else look()
    with forks.server(os.environ, *sys.argv[1:]):
        found = {"started": started, **dict(trials())} if started else forks.can_fork()
    sys.stdout.write(json.dumps(found))
