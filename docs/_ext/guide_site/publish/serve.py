"""Rebuilds and reloads one language at each change; each rebuild is forked, to save imports.

Its door: ``python docs/_ext serve LANGUAGE …``, with further arguments of sphinx-autobuild.
"""

import os
import socket
import subprocess
from argparse import ArgumentParser
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CalledProcessError
from types import SimpleNamespace

from sphinx_autobuild import __main__ as autobuild
from sphinx_autobuild import build
from sphinx_autobuild import server as watcher
from sphinx_autobuild.utils import show_message

from guide_site.languages import LANGUAGES, Language
from guide_site.paths import DOCS, ROOT
from guide_site.processes.forks import can_fork, server
from guide_site.processes.open_files import allow_open_files
from guide_site.processes.sphinx_builds import forked_build
from guide_site.surroundings import find_fonts, surroundings

SERVED = ROOT / "build" / "serve"
WATCHED = ("docs", "src", "examples")
FIRST_PORT = 8000  # the usual one of the first language; the next one has the next


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


def is_free(port: int) -> bool:
    """Say whether no server listens on a port of this machine."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0


def choose_port(asked: int | None, usual: int) -> int:
    """Return the port that was asked for, else the usual one if it is free, else 0: any free one.

    Raises:
        SystemExit: Another server has the port that was asked for.
    """
    if asked and not is_free(asked):
        msg = f"port {asked} is in use: ask for another, or for none, to get one that is free"
        raise SystemExit(msg)
    return asked or (usual if is_free(usual) else 0)


def settle() -> None:
    """Give this process the settings of a build and no others: what it starts inherits them."""
    folder = SERVED / "settings" / "jupyter"
    folder.mkdir(parents=True, exist_ok=True)
    settings = surroundings(DOCS, folder)
    os.environ.clear()
    os.environ.update(settings)


def options(language: Language, port: int) -> list[str]:
    """Return the arguments of sphinx-autobuild."""
    served = SERVED / language.folder
    watched = [part for name in WATCHED for part in ("--watch", str(ROOT / name))]
    sphinx = ["-n", "-c", str(DOCS), "-D", f"language={language.sphinx}", "-D", "run_cells=cache"]
    sphinx += ["-d", str(served / "doctrees"), str(DOCS / language.folder), str(served / "html")]
    return ["--port", str(port), *watched, "--re-ignore", r"\.mo$|__pycache__", *sphinx]


def main(folder: str, *further: str) -> None:
    """Build, serve and watch one language, until Ctrl-C.

    Args:
        folder: The folder of the language.
        further: ``--port N``, and what else sphinx-autobuild takes.
    """
    (language,) = (each for each in LANGUAGES if each.folder == folder)
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", type=int)
    asked, rest = parser.parse_known_args(further)
    port = choose_port(asked.port, FIRST_PORT + LANGUAGES.index(language))
    try:
        allow_open_files()
    except OSError as error:
        raise SystemExit(str(error)) from error
    settle()
    with server(os.environ):
        if can_fork():
            build.subprocess = SimpleNamespace(run=run, CalledProcessError=CalledProcessError)
            watcher.ProcessPoolExecutor = ThreadPoolExecutor  # the server belongs to this process
        else:
            show_message("Forking is not safe here: each rebuild imports the libraries itself.")
            find_fonts(dict(os.environ))
        autobuild.main([*options(language, port), *rest])
