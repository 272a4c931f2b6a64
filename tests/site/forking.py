"""Tries forked kernels in a process of its own, and prints what came as JSON: run as a script."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_ext"))

import forked_kernels
import forks
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

LOOK = """
import os, sys, torch
print(os.getpid(), os.getppid(), torch.initial_seed(), sorted(set(globals()) & {"mine"}),
      "sklearn" in sys.modules, os.environ["MPLBACKEND"], os.getcwd() == os.path.realpath("."))
mine = torch.manual_seed(1)
"""
PARENT_DIES = "import os, signal, time; os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"
HANGS = "import os; print(os.getpid(), flush=True)\nwhile True: pass"


def execute(code: str) -> list[str]:
    """Run a cell in a kernel of its own and return the words that it printed, or its end."""
    notebook = new_notebook(cells=[new_code_cell(code)])
    client: Any = NotebookClient(notebook, timeout=5, kernel_name="python3")
    try:
        client.execute()
    except (CellTimeoutError, DeadKernelError) as error:
        text = "".join(output.get("text", "") for output in notebook.cells[0].outputs)
        return [type(error).__name__, *text.split()]
    return str(notebook.cells[0].outputs[0].text).split()


def trials() -> Iterator[tuple[str, object]]:
    """Yield each trial's name and result."""
    yield "without a list of processes", forks.can_fork(Path("nowhere"))
    forked_kernels.use_forks()
    yield "kernels", [execute(LOOK), execute(LOOK)]
    yield "hanging", execute(HANGS)
    yield "parent killed", execute(PARENT_DIES)
    yield "after that", execute("print('well')")


if __name__ == "__main__":
    forks.LIBRARIES[:] = sys.argv[1:] or forks.LIBRARIES
    with forks.server(os.environ):
        sys.stdout.write(json.dumps(forks.can_fork() if sys.argv[1:] else dict(trials())))
