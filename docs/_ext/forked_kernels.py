"""Kernels forked from one process that has imported the libraries: each starts in no time.

A page still runs in a real kernel and in a process of its own, which Jupyter starts, interrupts
and kills through its own extension point, the provisioner. Where forking is not safe, kernels are
started as always.
"""

import asyncio
import os
import sys
from importlib.metadata import EntryPoint
from multiprocessing import Pipe
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running, set_forkserver_preload
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from kernel_process import Kernel, has_forked_safely
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

NAME = "forked"
# What pages import, and what a kernel imports while it starts.
LIBRARIES = ["autograd_guide", "matplotlib.backends.backend_svg", "matplotlib.pyplot"]
LIBRARIES += ["sklearn.datasets", "sklearn.model_selection", "torch.func", "torch.utils.data"]
LIBRARIES += ["IPython.core.completerlib", "IPython.extensions.storemagic", "ipykernel.debugger"]
LIBRARIES += ["ipykernel.kernelapp", "sqlite3", "tornado.platform.asyncio", "tornado.queues"]
# Matplotlib reads the first when it is imported; the second silences the debugger.
SETTINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by forking."""

    process: Kernel  # type: ignore[assignment] # where Jupyter has one of subprocess

    async def launch_kernel(
        self,
        cmd: list[str],
        **kwargs: Any,  # noqa: ANN401 # as in Jupyter
    ) -> KernelConnectionInfo:
        """Fork a kernel with the command's arguments, and return when it can be reached."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        ready, bound = Pipe(duplex=False)
        folder = kwargs.get("cwd") or str(Path.cwd())
        self.process = Kernel(arguments, folder, dict(kwargs["env"]), bound)
        self.process.start()
        bound.close()
        await asyncio.to_thread(lambda: wait([ready, self.process.sentinel]))
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 # as in Jupyter
        """Kill the kernel and wait for its end, after which Jupyter would look once in 100 ms."""
        await super().kill(restart)
        await asyncio.to_thread(self.process.wait)


def start_server() -> None:
    """Start the process that imports the libraries; it does so while this one goes on."""
    before = dict(os.environ)
    os.environ.update(SETTINGS)
    set_forkserver_preload(LIBRARIES)
    ensure_running()
    os.environ.clear()
    os.environ.update(before)


def can_fork(processes: Path = Path("/proc")) -> bool:
    """Say whether kernels can be forked safely here."""
    if sys.platform != "linux":
        return False
    start_server()
    probe = ForkServerProcess(target=has_forked_safely, args=(processes,))
    try:
        probe.start()
    except (EOFError, OSError):  # a library could not be imported
        return False
    probe.join()
    return probe.exitcode == 0


def fork_kernels(app: Sphinx) -> None:
    """Let Jupyter fork the kernels of this build where that is safe."""
    if app.config.nb_execution_mode != "force":
        return
    if can_fork():
        factory = KernelProvisionerFactory.instance()
        target = f"{__name__}:{ForkedProvisioner.__name__}"
        factory.provisioners[NAME] = EntryPoint(NAME, target, factory.GROUP_NAME)
        factory.default_provisioner_name = NAME
    else:
        logger.info("kernels cannot be forked safely here: each imports the libraries itself")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("builder-inited", fork_kernels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
