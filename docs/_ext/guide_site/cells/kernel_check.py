"""Checks that Jupyter would start the Python that builds the site, and no other."""

import sys
from pathlib import Path

from jupyter_client.manager import KernelManager
from sphinx.application import Sphinx
from sphinx.errors import ConfigError


def kernel_python() -> Path:
    """Return the Python that Jupyter starts as a kernel."""
    command: list[str] = KernelManager(kernel_name="python3").format_kernel_cmd()
    return Path(command[0])


def check_kernel(app: Sphinx) -> None:
    """Refuse to build when Jupyter would start another Python than this one."""
    if app.config.run_cells == "off":
        return
    python = kernel_python()
    if python.parent != Path(sys.executable).parent:
        msg = f"cells would run in {python}, but the site is built by {sys.executable}"
        raise ConfigError(msg)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("builder-inited", check_kernel)
