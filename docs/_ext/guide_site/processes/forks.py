"""Processes forked from one that has imported the libraries: each starts in no time.

That one, the server, is Python's own (``multiprocessing``). It has a single thread, and imports
nothing of this repository but ``gc_off``, so that a fork sees each file as it is now.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, parent_process, set_start_method
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

if sys.platform == "win32":  # nothing is forked there, but this file is read
    from multiprocessing import Process as ForkServerProcess
else:
    from multiprocessing.context import ForkServerProcess

from guide_site.paths import EXTENSIONS

LIBRARIES = ["guide_site.processes.no_gc"]  # before all else
# What pages import, and what those import when a page first needs it.
LIBRARIES += ["matplotlib.backends.backend_svg", "matplotlib.pyplot", "matplotlib.textpath"]
LIBRARIES += ["contourpy", "importlib.readers", "pygraphviz", "torch.func", "torch.utils.data"]
LIBRARIES += ["sklearn.datasets", "sklearn.model_selection", "torch._dynamo"]
# What a kernel imports while it starts.
LIBRARIES += ["IPython.core.completerlib", "IPython.core.pylabtools", "sqlite3", "tornado.queues"]
LIBRARIES += ["IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"]
LIBRARIES += ["ipykernel.debugger", "ipykernel.kernelapp", "tornado.platform.asyncio"]
# What Sphinx imports.
LIBRARIES += ["furo", "myst_nb.sphinx_ext", "nbclient", "sphinx.cmd.build", "sphinx.ext.autodoc"]
LIBRARIES += ["sphinx_codeautolink", "sphinxcontrib.katex"]
SERVER_GONE = 255  # multiprocessing's exit status of a fork that it can no longer ask about
# Matplotlib reads the first when it is imported; the second silences the debugger.
SETTINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def stop_server() -> None:
    """Stop the server, if one runs; on its own it would take a second to go."""
    running: Any = forkserver._forkserver  # noqa: SLF001 # there is no public way
    if running._forkserver_pid is not None:  # noqa: SLF001
        os.kill(running._forkserver_pid, signal.SIGKILL)  # noqa: SLF001
        running._stop()  # noqa: SLF001


@contextmanager
def server(env: Mapping[str, str]) -> Iterator[None]:
    """Run the server, in this environment, as long as the context lasts."""
    if sys.platform != "linux":
        yield
        return
    stop_server()
    places = os.pathsep.join(filter(None, [str(EXTENSIONS), env.get("PYTHONPATH")]))
    before, inside = dict(os.environ), {**env, **SETTINGS, "PYTHONPATH": places}
    forkserver.set_forkserver_preload(LIBRARIES)
    os.environ.clear()
    os.environ.update(inside)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    try:
        yield
    finally:
        stop_server()


def has_forked_safely(processes: Path) -> None:
    """Exit with 0 if the process that this one was forked from has one thread, or else with 1.

    Other threads are not forked, but what they have locked stays locked.

    Args:
        processes: Where the system lists what runs: ``/proc``.
    """
    threads = processes / str(os.getppid()) / "task"
    sys.exit(0 if threads.is_dir() and len(list(threads.iterdir())) == 1 else 1)


def can_fork(processes: Path = Path("/proc")) -> bool:
    """Say whether the server can be forked safely, once it has imported everything."""
    if sys.platform != "linux":
        return False
    probe = ForkServerProcess(target=has_forked_safely, args=(processes,))
    try:
        probe.start()
    except (EOFError, OSError):  # a library could not be imported
        return False
    probe.join()
    return probe.exitcode == 0


def is_fork() -> bool:
    """Say whether this process is a fork of the server."""
    return forkserver.get_inherited_fds() is not None


def share_server() -> None:
    """Let this fork, too, fork from the server, which is its parent: Python would start another.

    Later Pythons than 3.13 do not say to a fork how to speak with the server; there they do start
    another, which costs time and changes nothing else.
    """
    forkserver.set_forkserver_preload(LIBRARIES)
    shared: Any = forkserver._forkserver  # noqa: SLF001
    if not hasattr(shared, "_forkserver_authkey"):
        shared.ensure_running = lambda: None


@contextmanager
def no_main_module() -> Iterator[None]:
    """Hide the script that this process runs: a fork would import it, and has no use for it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def be_a_program() -> None:
    """Undo what a fork has and a program that was started has not."""
    gc.freeze()  # nothing that the server imported is garbage; look among what comes from now on
    gc.enable()
    set_start_method(None, force=True)  # that of the system, not that of this fork


def end_with_parent() -> None:
    """End this process as soon as the one that asked for it has ended, however that was."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


class Fork(ForkServerProcess):
    """A forked process, which is treated like one of ``subprocess``.

    Args:
        arguments: The arguments of the program.
        folder: The folder to work in.
        env: The environment to work in.
        output: Where it writes what it says; by default, to the output of this process.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: str,
        env: Mapping[str, str],
        output: Connection | None = None,
    ) -> None:
        """Keep what the process will need."""
        super().__init__()
        self.arguments, self.folder, self.env = arguments, folder, dict(env)
        self.output = output or Connection(os.dup(1), readable=False)

    def start(self) -> None:
        """Start the process; its output is then its own."""
        with no_main_module():
            super().start()
        self.output.close()

    def run(self) -> None:
        """Go where it works, and do the work; this happens in the forked process."""
        os.setsid()  # so that it is interrupted and killed with all that it starts
        os.environ.clear()
        os.environ.update(self.env)
        os.chdir(self.folder)
        for stream in (1, 2):
            os.dup2(self.output.fileno(), stream)
        self.output.close()
        be_a_program()
        Thread(target=end_with_parent, daemon=True).start()
        share_server()
        self.work()

    def work(self) -> None:
        """Do the work."""
        raise NotImplementedError

    @property
    def returncode(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.exitcode

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

    def end(self) -> None:
        """End it, if it is still at work, with all that it started."""
        assert self.pid is not None
        if self.exitcode in (None, SERVER_GONE):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self.join()
