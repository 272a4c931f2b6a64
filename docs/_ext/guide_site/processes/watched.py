"""Runs sphinx-build, and exits when the parent process ends, however it ends."""

import os
import sys
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import sleep


def end_when(over: Callable[[], object]) -> None:
    """End this process once ``over`` returns."""

    def wait() -> None:
        over()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def parent_gone() -> None:
    """Return when the parent of this process is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        sleep(0.5)


def keep_input() -> int:
    """Return a file descriptor of the standard input, in whose place nothing is read from now on.

    What this process starts would inherit it, and on Windows wait for the thread that reads it.
    """
    kept, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return kept


if __name__ == "__main__":
    # Reading the pipe returns when the parent ends: it never writes to it.
    end_when(partial(os.read, keep_input(), 1))
    from sphinx.cmd.build import main  # not above: publish/site.py imports this module

    sys.exit(main(sys.argv[1:]))
