"""Forks kernels through Jupyter's extension point for starting them, the provisioner.

A page still runs in a real kernel and in a process of its own, which Jupyter starts, interrupts
and kills. A build without a fork server starts its kernels as always.
"""

import asyncio
import os
import select
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from sphinx.application import Sphinx

from guide_site.paths import EXTENSIONS
from guide_site.processes.forks import ADDRESS, Fork, can_fork

NAME = "forked"
PACKAGE = __name__.partition(".")[0]


def be_a_kernel() -> None:
    """Remove what a started kernel would not have: equal random numbers, and this package."""
    import numpy as np  # noqa: PLC0415 # the fork server has imported these
    import torch  # noqa: PLC0415

    np.random.seed()  # noqa: NPY002 # or two pages that forget a seed would draw the same numbers
    torch.seed()
    # Pages cannot import what builds them: a reader does not have it.
    sys.path[:] = [place for place in sys.path if Path(place) != EXTENSIONS]
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def run(arguments: Sequence[str], reachable: int) -> None:
    """Run a kernel in this process, which is a fork.

    Args:
        arguments: The arguments of ``python -m ipykernel_launcher``.
        reachable: A file descriptor, closed once the kernel listens on its sockets.
    """
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 # the fork server has imported it

    be_a_kernel()
    app = IPKernelApp.instance()
    app.initialize([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os.close(reachable)
    app.start()


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by forking."""

    process: Fork  # type: ignore[assignment] # where Jupyter has one of subprocess

    async def launch_kernel(
        self,
        cmd: list[str],
        **kwargs: Any,  # noqa: ANN401 # as in Jupyter
    ) -> KernelConnectionInfo:
        """Fork a kernel with the command's arguments, and return when it can be reached."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        env = {name: value for name, value in kwargs["env"].items() if name != ADDRESS}
        folder = kwargs.get("cwd") or str(Path.cwd())
        ready, reachable = os.pipe()
        self.process = Fork(f"{__name__}:{run.__name__}", arguments, folder, env, 1, reachable)
        os.close(reachable)
        await asyncio.to_thread(select.select, [ready, self.process.fileno()], [], [])
        os.close(ready)
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 # as in Jupyter
        """Kill the kernel and wait for its end, after which Jupyter would look once in 100 ms."""
        await super().kill(restart)
        await asyncio.to_thread(self.process.wait)


def use_forks() -> None:
    """Let Jupyter fork the kernels of this process."""
    factory = KernelProvisionerFactory.instance()
    target = f"{__name__}:{ForkedProvisioner.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, target, factory.GROUP_NAME)
    factory.default_provisioner_name = NAME


def fork_kernels(_app: Sphinx) -> None:
    """Let the kernels of a build be forks where there is a fork server."""
    if can_fork():
        use_forks()


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("builder-inited", fork_kernels)
