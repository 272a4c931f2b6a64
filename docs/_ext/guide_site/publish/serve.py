"""Rebuilds and reloads one language at each change; each rebuild is forked, to save imports.

Its door: ``python docs/_ext serve …``, with the arguments of sphinx-autobuild.
"""

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CalledProcessError
from types import SimpleNamespace

from sphinx_autobuild import __main__ as autobuild
from sphinx_autobuild import build
from sphinx_autobuild import server as watcher
from sphinx_autobuild.utils import show_message

from guide_site.processes.forks import can_fork, server
from guide_site.processes.sphinx_builds import forked_build


def run(command: Sequence[str], *, check: bool) -> None:
    """Run ``python -m sphinx build …`` as a fork, as long as there is a server to fork from.

    Args:
        command: The command.
        check: Whether to complain when it fails, which is always wanted here.

    Raises:
        CalledProcessError: It failed.
    """
    if not can_fork():
        subprocess.run(command, check=check)
        return
    build = forked_build(command[4:], str(Path.cwd()), os.environ, output=1)
    if build.wait() and check:
        raise CalledProcessError(build.returncode or 0, command)


def main(*arguments: str) -> None:
    """Build, serve and watch, until Ctrl-C."""
    os.environ["OMP_NUM_THREADS"] = (
        "1"  # as in a build; a process with several threads cannot be forked
    )
    with server(os.environ):
        if can_fork():
            build.subprocess = SimpleNamespace(run=run, CalledProcessError=CalledProcessError)
            watcher.ProcessPoolExecutor = ThreadPoolExecutor  # the server belongs to this process
        else:
            show_message("Forking is not safe here: each rebuild imports the libraries itself.")
        autobuild.main(list(arguments))
