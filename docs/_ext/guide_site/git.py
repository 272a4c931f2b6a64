"""Asks git about a folder; without git the answer is empty."""

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Return git's output, or "" where git is missing or the folder is no repository."""
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
