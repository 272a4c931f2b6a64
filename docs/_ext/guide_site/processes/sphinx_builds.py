"""A sphinx-build in a process of its own: a fork, or a program that imports everything itself."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from guide_site.processes.forks import Fork


class ForkedBuild(Fork):
    """A sphinx-build that is forked."""

    def work(self) -> None:
        """Run sphinx-build, and end as it does."""
        from sphinx.cmd.build import main  # noqa: PLC0415 # the server has imported it

        sys.exit(main(self.arguments))


class WatchedBuild(subprocess.Popen[bytes]):
    """A sphinx-build that is a program; it takes what a fork takes."""

    def __init__(
        self, arguments: Sequence[str], folder: str, env: Mapping[str, str], output: Connection
    ) -> None:
        """Start the program."""
        super().__init__(
            [sys.executable, str(Path(__file__).with_name("watched.py")), *arguments],
            stdin=subprocess.PIPE,
            stdout=output.fileno(),
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=env,
            start_new_session=True,
        )
        output.close()

    def end(self) -> None:
        """End it if it is still at work: it goes when its standard input is closed."""
        assert self.stdin is not None
        self.stdin.close()
        self.wait()
