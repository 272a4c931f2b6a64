"""A function in several processes of torch.distributed, on this machine."""

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from autograd_guide import _check

PROGRAM = """
import os

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

{functions}

torch.set_num_threads(1)
dist.init_process_group(
    "gloo",
    init_method={store!r},
    rank=int(os.environ["RANK"]),
    world_size=int(os.environ["WORLD_SIZE"]),
)
torch.save({name}(), os.environ["ANSWER"])
dist.barrier()  # nobody leaves while another one still speaks to it
dist.destroy_process_group()
"""


def launch(
    work: Callable[[], object],
    *helpers: Callable[..., object],
    processes: int = 2,
    limit: float = 120.0,
) -> list[Any]:
    """Run a function in several processes that form a group; return what it returned in each.

    Each process is a Python of its own, as under ``torchrun --nproc-per-node=2``. It knows
    ``torch``, ``dist`` (``torch.distributed``), ``nn``, ``DistributedDataParallel`` and the source
    of the functions that are passed here, and nothing else of the caller.

    Args:
        work: What each process does: a function without arguments that returns numbers, texts,
            tensors, or lists and dictionaries of them.
        helpers: Further functions that it calls.
        processes: How many there are.
        limit: Seconds after which they are stopped.

    Returns:
        One answer for each process, in the order of the ranks.

    Raises:
        TypeError: A function has no source, as those of C have none.
        ValueError: ``processes`` or ``limit`` is not above 0.
        RuntimeError: A process failed, with the last line of what it said, or they took too long.

    >>> def work():
    ...     total = torch.tensor(dist.get_rank() + 1)
    ...     dist.all_reduce(total)
    ...     return total.item()
    >>> launch(work)  # 1 + 2, in each of them
    [3, 3]
    """
    _check.count("processes", processes)
    _check.positive("limit", limit)
    functions = "\n\n".join(map(_source, (*helpers, work)))
    with TemporaryDirectory() as folder:
        store = Path(folder, "store").as_uri()
        program = PROGRAM.format(functions=functions, store=store, name=work.__name__)
        Path(folder, "program.py").write_text(program, encoding="utf-8")
        with ThreadPoolExecutor(processes) as threads:
            answers = [
                threads.submit(_run, folder, rank, processes, limit) for rank in range(processes)
            ]
        return [answer.result() for answer in answers]


def _run(folder: str, rank: int, processes: int, limit: float) -> object:
    """Run the program as one of the group, and return its answer."""
    answer = str(Path(folder, str(rank)))
    place = {"RANK": str(rank), "WORLD_SIZE": str(processes), "ANSWER": answer}
    command = [sys.executable, str(Path(folder, "program.py"))]
    try:
        subprocess.run(
            command, env=os.environ | place, capture_output=True, timeout=limit, check=True
        )
    except subprocess.TimeoutExpired:
        msg = f"the processes have not ended within {limit:g} seconds"
        raise RuntimeError(msg) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        msg = f"a process failed: {said.splitlines()[-1]}"
        raise RuntimeError(msg) from None
    return torch.load(answer)


def _source(function: Callable[..., object]) -> str:
    try:
        return inspect.cleandoc("\n" + inspect.getsource(function))
    except (TypeError, OSError):
        msg = f"launch needs functions whose source can be read, got {function!r}"
        raise TypeError(msg) from None
