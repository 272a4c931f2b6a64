"""What git knows of a folder; where there is no git, nothing."""

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Return what git says, or nothing where it is not there or knows nothing of the folder."""
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
