"""Runs the fork server, and asks it for processes: they start with all libraries imported.

Whoever has the address of ``fork_server.py`` in the environment can fork from it.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from guide_site.processes.fork_server import NUMBER
from guide_site.surroundings import temporary_folder

SCRIPT = Path(__file__).with_name("fork_server.py")
ADDRESS = "GUIDE_FORK_SERVER"
LONGEST = 100  # bytes of the path of a socket; Linux allows 107
SERVER_GONE = 255  # exit status of a fork when the server, which alone knows it, has been killed
# Matplotlib reads the first when it is imported; the second silences the debugger.
SETTINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


@contextmanager
def server(env: Mapping[str, str], *libraries: str) -> Iterator[None]:
    """Run a fork server in this environment as long as the context lasts, if to fork is safe.

    Args:
        env: The environment in which it imports.
        libraries: What it imports instead of all that a build needs.
    """
    before = os.environ.pop(ADDRESS, None)
    with TemporaryDirectory(dir=temporary_folder()) as folder:
        process = start(f"{folder}/fork", env, libraries) if sys.platform == "linux" else None
        try:
            yield
        finally:
            if process:
                process.communicate()  # closes its standard input, at which the server stops
            os.environ.pop(ADDRESS, None)
            os.environ.update({ADDRESS: before} if before else {})


def start(
    address: str, env: Mapping[str, str], libraries: Sequence[str]
) -> subprocess.Popen[bytes] | None:
    """Start a server, and name its address in the environment; return None if it is unsafe."""
    if len(os.fsencode(address)) > LONGEST:
        return None
    process = subprocess.Popen(
        [sys.executable, SCRIPT, address, *libraries],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**env, **SETTINGS},
    )
    assert process.stdout is not None
    if process.stdout.readline() == b"safe\n":
        os.environ[ADDRESS] = address
        return process
    process.communicate()
    return None


def can_fork() -> bool:
    """Say whether this process can reach a fork server."""
    if ADDRESS not in os.environ:  # as on Windows, where Python knows no such sockets
        return False
    with socket.socket(socket.AF_UNIX) as client:
        return not client.connect_ex(os.environ[ADDRESS])


class Fork:
    """A forked process with the interface of ``subprocess.Popen``.

    Args:
        target: ``module:function``, called with the arguments and the further descriptors.
        arguments: The arguments of the program.
        folder: The folder to work in.
        env: The environment to work in.
        files: File descriptors: one for its output, and further ones that it inherits.

    Raises:
        RuntimeError: The server is gone.
    """

    stdin = stdout = stderr = None
    returncode: int | None = None

    def __init__(
        self,
        target: str,
        arguments: Sequence[str],
        folder: str,
        env: Mapping[str, str],
        *files: int,
    ) -> None:
        """Start the process."""
        job = {"target": target, "arguments": arguments, "folder": folder, "env": dict(env)}
        content = json.dumps(job | {"path": sys.path}).encode()
        self.server = socket.socket(socket.AF_UNIX)
        if self.server.connect_ex(os.environ[ADDRESS]):
            self.server.close()
            msg = "the process that others are forked from is gone"
            raise RuntimeError(msg)
        socket.send_fds(self.server, [NUMBER.pack(len(content))], files)
        self.server.sendall(content)
        (self.pid,) = NUMBER.unpack(self.server.recv(NUMBER.size, socket.MSG_WAITALL))

    def fileno(self) -> int:
        """Return the file descriptor that can be read once the process has ended."""
        return self.server.fileno()

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        if self.returncode is None and select.select([self], [], [], 0)[0]:
            told = self.server.recv(NUMBER.size, socket.MSG_WAITALL)
            self.returncode = NUMBER.unpack(told)[0] if told else SERVER_GONE
            self.server.close()
        return self.returncode

    def wait(self) -> int | None:
        """Wait for the end and return the exit status."""
        if self.returncode is None:
            select.select([self], [], [])
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def end(self) -> None:
        """Kill its process group, if it has not ended."""
        if self.poll() in (None, SERVER_GONE):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self.wait()
