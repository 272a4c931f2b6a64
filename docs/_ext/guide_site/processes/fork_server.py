"""The fork server: imports the libraries once, then forks a process for each one that connects.

It has a single thread and imports nothing of this repository, so that a fork reads each file as it
is now. ``forks.py`` starts it as a script: ``python fork_server.py ADDRESS [LIBRARY …]``.
"""

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Any

# What pages import, and what those import when a page first needs it.
LIBRARIES = ["matplotlib.backends.backend_svg", "matplotlib.pyplot", "matplotlib.textpath"]
LIBRARIES += ["contourpy", "importlib.readers", "pygraphviz", "torch.func", "torch.utils.data"]
LIBRARIES += ["sklearn.datasets", "sklearn.model_selection", "torch._dynamo"]
# What a kernel imports while it starts.
LIBRARIES += ["IPython.core.completerlib", "IPython.core.pylabtools", "sqlite3", "tornado.queues"]
LIBRARIES += ["IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"]
LIBRARIES += ["ipykernel.debugger", "ipykernel.kernelapp", "tornado.platform.asyncio"]
# What Sphinx imports.
LIBRARIES += ["furo", "myst_nb.sphinx_ext", "nbclient", "sphinx.cmd.build", "sphinx.ext.autodoc"]
LIBRARIES += ["sphinx_codeautolink", "sphinxcontrib.katex"]
NUMBER = struct.Struct("q")  # how a length, a process number and an exit status are sent
PR_SET_PDEATHSIG = 1  # of prctl(2): the signal that the kernel sends when the parent has ended


class Forked(Exception):  # noqa: N818 # no error: the new process leaves the server's loop by it
    """Raised in each forked process, with its job and the files that it is given."""


class Server:
    """Forks for each connection, tells it the child's process number and, at the end, its status.

    Args:
        listener: The socket on which clients connect; a child is killed when its client is gone.
    """

    def __init__(self, listener: socket.socket) -> None:
        """Watch the listener, and standard input, which the starting process closes by its end."""
        self.selector = selectors.DefaultSelector()
        self.children: set[int] = set()
        self.watch(listener, partial(self.fork, listener))
        self.watch(sys.stdin, self.stop)

    def watch(self, file: int | IO[str] | socket.socket, answer: Callable[[], None]) -> None:
        """Call ``answer`` once there is something to read."""
        self.selector.register(file, selectors.EVENT_READ, answer)

    def run(self) -> None:
        """Wait for something to happen, and answer it, until `stop`."""
        while True:
            for key, _ in self.selector.select():
                if (
                    key in self.selector.get_map().values()
                ):  # an earlier answer may have unregistered it
                    key.data()

    def fork(self, listener: socket.socket) -> None:
        """Start what a client asks for: the length of the job and the files, then the job."""
        client, _ = listener.accept()
        size, files, *_ = socket.recv_fds(client, NUMBER.size, 8)
        if not size:  # `forks.can_fork` connects and asks for nothing
            client.close()
            return
        (length,) = NUMBER.unpack(size)
        job = json.loads(client.recv(length, socket.MSG_WAITALL))
        pid = os.fork()
        if not pid:
            self.leave()
            client.close()
            raise Forked(job, files)
        for file in files:
            os.close(file)
        self.children.add(pid)
        ended = os.pidfd_open(pid)
        self.watch(client, partial(self.kill, pid, client))
        self.watch(ended, partial(self.tell, pid, ended, client))
        with suppress(OSError):  # the client is gone; `kill` comes next
            client.send(NUMBER.pack(pid))

    def leave(self) -> None:
        """Close the server's files in a child: a client sees the end once all copies are closed."""
        for key in list(self.selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
            elif key.fileobj is not sys.stdin:
                os.close(key.fd)
        self.selector.close()

    def kill(self, pid: int, client: socket.socket) -> None:
        """Kill a child and its process group: its client has closed the connection."""
        self.selector.unregister(client)
        end(pid)

    def tell(self, pid: int, ended: int, client: socket.socket) -> None:
        """Tell the client of a child how it ended."""
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self.children.remove(pid)
        self.selector.unregister(ended)
        os.close(ended)
        with suppress(KeyError):  # `kill` has done so
            self.selector.unregister(client)
        with suppress(OSError):
            client.send(NUMBER.pack(status))
        client.close()

    def stop(self) -> None:
        """Kill all children and exit: the process that started this server has ended."""
        for pid in self.children:
            end(pid)
        sys.exit()


def end(pid: int) -> None:
    """Kill a child and its process group, which it may not have created yet."""
    for kill in (os.kill, os.killpg):
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def is_safe(threads: Path = Path("/proc/self/task")) -> bool:
    """Say whether forking is safe: a lock that another thread holds stays locked in the child.

    Args:
        threads: The folder in which the system lists the threads of this process.
    """
    try:
        os.close(os.pidfd_open(os.getpid()))
        return len(list(threads.iterdir())) == 1
    except OSError:  # there is no /proc, or the kernel of the system is too old
        return False


def load(libraries: Sequence[str]) -> bool:
    """Import the libraries as long as this process stays safe to fork; say if it did."""
    gc.disable()  # there is no garbage yet, and looking for it takes a third of the imports' time
    for name in libraries:
        if not is_safe():
            return False
        with suppress(ImportError):
            import_module(name)
    return is_safe()


def work(job: dict[str, Any], files: list[int]) -> None:
    """Set up this child like a started program, and call the function that the client named."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # if the server is killed
    os.setsid()  # a process group of its own, to be killed with all that it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["folder"])
    sys.path[:] = job["path"]
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, stream in ((nothing, 0), (files[0], 1), (files[0], 2)):
        os.dup2(source, stream)
    os.close(nothing)
    os.close(files[0])
    gc.freeze()  # the collector never looks at what the server has imported
    gc.enable()
    sys.modules["__main__"] = sys.modules["__mp_main__"] = ModuleType("__main__")
    module, _, function = job["target"].partition(":")
    getattr(import_module(module), function)(job["arguments"], *files[1:])


def main(address: str, *libraries: str) -> None:
    """Import the libraries, say on standard output whether to fork is safe, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path[:] = [place for place in sys.path if Path(place) != Path(__file__).parent]
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        if load(libraries or LIBRARIES):
            sys.stdout.write("safe\n")
            sys.stdout.flush()
            Server(listener).run()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Forked as fork:
        told = fork.args
    else:
        sys.exit()
    work(*told)
