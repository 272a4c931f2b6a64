"""sphinx-build in a process of its own: forked, or started as a program."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from guide_site.processes.forks import ADDRESS, Fork


def run(arguments: Sequence[str]) -> None:
    """Run sphinx-build in this process, which is a fork, and end as it does."""
    from sphinx.cmd.build import main  # noqa: PLC0415 # the fork server has imported it

    sys.exit(main(arguments))


def forked_build(
    arguments: Sequence[str], folder: str, env: Mapping[str, str], output: int
) -> Fork:
    """Fork a sphinx-build, which can fork kernels from the same server.

    Args:
        arguments: The arguments of sphinx-build.
        folder: The folder to work in.
        env: The environment to work in.
        output: The file descriptor that it writes its output to.
    """
    env = {**env, ADDRESS: os.environ[ADDRESS]}
    return Fork(f"{__name__}:{run.__name__}", arguments, folder, env, output)


class WatchedBuild(subprocess.Popen[bytes]):
    """sphinx-build started as a program; takes the arguments of `forked_build`."""

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
        """End it by closing its standard input."""
        assert self.stdin is not None
        self.stdin.close()
        self.wait()
