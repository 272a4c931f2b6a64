"""Runs a command and says how long it took and how much memory all its processes needed."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

import psutil

INTERVAL = 1  # seconds between two looks at the memory, which take time themselves


@dataclass(frozen=True)
class Cost:
    """What a command cost: wall time in seconds, and peak memory in bytes."""

    seconds: float
    memory: int


def memory(process: psutil.Process) -> int:
    """Return the memory of a process and its descendants; what they share counts once."""
    total = 0
    with contextlib.suppress(psutil.Error):
        for each in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                total += each.memory_full_info().pss
    return total


def cost(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end.

    Args:
        command: The command; it runs in the folder of this process.
        env: Variables to set besides those of this process.

    Raises:
        RuntimeError: The command failed; the message ends in what it said last.
    """
    with TemporaryFile("w+", encoding="utf-8") as said:
        begin = time.monotonic()
        process = subprocess.Popen(
            list(map(str, command)), stdout=said, stderr=said, env={**os.environ, **(env or {})}
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(psutil.Process(process.pid)))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(INTERVAL)
        seconds = time.monotonic() - begin
        if process.returncode:
            said.seek(0)
            msg = f"{' '.join(map(str, command))} failed:\n{said.read()[-2000:]}"
            raise RuntimeError(msg)
    return Cost(seconds, peak)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median time and the highest memory of several runs."""
    return Cost(median(c.seconds for c in costs), max(c.memory for c in costs))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
