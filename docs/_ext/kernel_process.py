"""A process that is forked and becomes a kernel; it imports no Sphinx, and so costs little."""

import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Thread


def has_forked_safely(processes: Path) -> None:
    """Exit with 0 if the process that this one was forked from has one thread, or else with 1.

    Other threads are not forked, but what they have locked stays locked.

    Args:
        processes: Where the system lists what runs: ``/proc``.
    """
    threads = processes / str(os.getppid()) / "task"
    sys.exit(0 if threads.is_dir() and len(list(threads.iterdir())) == 1 else 1)


def end_with_builder() -> None:
    """End this process as soon as the one that asked for it has ended, however that was."""
    builder = parent_process()
    assert builder is not None
    builder.join()
    os._exit(1)


class Kernel(ForkServerProcess):
    """A kernel, which Jupyter treats like a process of ``subprocess``.

    Args:
        arguments: Those of ``python -m ipykernel_launcher``.
        folder: The folder to work in.
        env: The environment to work in.
        bound: One end of a pipe, closed once the kernel can be reached at its ports.
    """

    stdin = stdout = stderr = None

    def __init__(
        self, arguments: Sequence[str], folder: str, env: Mapping[str, str], bound: Connection
    ) -> None:
        """Keep what the process will need."""
        super().__init__()
        self.arguments, self.folder, self.env, self.bound = arguments, folder, env, bound

    def run(self) -> None:
        """Run the kernel; this happens in the forked process."""
        os.setsid()  # so that it is interrupted and killed with all that it starts
        os.environ.clear()
        os.environ.update(self.env)
        os.chdir(self.folder)
        Thread(target=end_with_builder, daemon=True).start()
        from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

        app = IPKernelApp.instance()
        app.initialize([*self.arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
        self.bound.close()
        app.start()

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.exitcode

    def wait(self) -> int | None:
        """Wait for the end and return the exit status."""
        self.join()
        return self.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        assert self.pid is not None
        os.kill(self.pid, number)
