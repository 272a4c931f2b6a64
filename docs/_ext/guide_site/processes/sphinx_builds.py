"""A sphinx-build in a process of its own: a fork, or a program that imports everything itself."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from guide_site.processes.forks import Fork


def run(arguments: Sequence[str]) -> None:
    """Run sphinx-build in this process, which is a fork, and end as it does."""
    from sphinx.cmd.build import main  # noqa: PLC0415 # the fork server has imported it

    sys.exit(main(arguments))


def forked_build(
    arguments: Sequence[str], folder: str, env: Mapping[str, str], output: int
) -> Fork:
    """Fork a sphinx-build.

    Args:
        arguments: The arguments of sphinx-build.
        folder: The folder to work in.
        env: The environment to work in.
        output: The number of the file that it writes its output to.
    """
    return Fork(f"{__name__}:{run.__name__}", arguments, folder, env, output)


class WatchedBuild(subprocess.Popen[bytes]):
    """A sphinx-build that is a program; it takes what `forked_build` takes."""

    def __init__(
        self, arguments: Sequence[str], folder: str, env: Mapping[str, str], output: int
    ) -> None:
        """Start the program."""
        super().__init__(
            [sys.executable, str(Path(__file__).with_name("watched.py")), *arguments],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=env,
            start_new_session=True,
        )

    def end(self) -> None:
        """End it if it is still at work: it goes when its standard input is closed."""
        assert self.stdin is not None
        self.stdin.close()
        self.wait()
