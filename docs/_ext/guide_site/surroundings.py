"""The closed list of settings that reach a build: whoever builds has others, which change pages."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

from guide_site.git import git
from guide_site.paths import EXTENSIONS

SOME_DAY = "1577836800"  # 2020-01-01, for a copy without git
ASKED = {"NOTEBOOK_URLS", "REPO_BRANCH", "REPO_URL", "SITE_URL", "SOURCE_DATE_EPOCH"}
# What programs need to be found, to start and to write; the last two say what this processor is.
SYSTEM = {"HOME", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "TEMP", "TMP", "TMPDIR", "USER"}
SYSTEM |= {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"}
WINDOWS = {"APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS"}
WINDOWS |= {"PATHEXT", "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE"}
WINDOWS |= {"SYSTEMROOT", "USERNAME", "USERPROFILE", "WINDIR"}
# nox takes it away; a test puts a package of its own in front by it.
PASSED = ASKED | SYSTEM | WINDOWS | {"PYTHONPATH"}

LONGEST = 60  # bytes; systems allow some 100 for a socket, of which multiprocessing takes 35


def commit_time(folder: Path) -> str:
    """Return the time of the last commit, in seconds, or a fixed one without git."""
    return git(folder, "log", "-1", "--format=%ct") or SOME_DAY


def temporary_folder() -> str:
    """Return the folder for temporary files, or /tmp where its path leaves none for sockets."""
    usual, shorter = gettempdir(), "/tmp"  # noqa: S108
    short_enough = len(os.fsencode(usual)) <= LONGEST or not os.access(shorter, os.W_OK)
    return usual if short_enough else shorter


def surroundings(docs: Path, work: Path) -> dict[str, str]:
    """Return an environment in which a build depends on nothing outside the repository.

    Args:
        docs: The folder of the pages, whose last commit gives the time.
        work: The folder for the settings of Jupyter and IPython; Matplotlib's are beside it.
    """
    return {
        "SOURCE_DATE_EPOCH": commit_time(docs),
        **{name: value for name, value in os.environ.items() if name in PASSED and value},
        "IPYTHONDIR": str(work / "ipython"),
        "JUPYTER_CONFIG_DIR": str(work / "jupyter" / "config"),
        "JUPYTER_DATA_DIR": str(work / "jupyter" / "data"),
        "JUPYTER_PATH": "",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_RUNTIME_DIR": str(work / "jupyter" / "runtime"),
        "MPLCONFIGDIR": str(work.parent / "matplotlib"),
        "OMP_NUM_THREADS": "1",
        "PYTHONSTARTUP": str(EXTENSIONS / "guide_site" / "cells" / "kernel_startup.py"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": temporary_folder(),
        "TZ": "UTC",
    }


def find_fonts(env: dict[str, str]) -> None:
    """Let Matplotlib list the fonts once: in a cell this takes seconds and writes to stderr."""
    command = [sys.executable, "-c", "import matplotlib.font_manager"]
    subprocess.run(command, env=env, capture_output=True, check=True)
