"""Asks git about a folder; without git the answer is empty."""

import os
import subprocess
from pathlib import Path

# Set for git's own hooks, relative to another folder than that which is asked about.
OF_HOOKS = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"}


def git(folder: Path, *arguments: str) -> str:
    """Return git's output, or "" where git is missing or the folder is no repository."""
    env = {name: value for name, value in os.environ.items() if name not in OF_HOOKS}
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 # wherever it is
            cwd=folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
