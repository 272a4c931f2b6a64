"""The helper package on the site: its wheel, and a directive with the line that installs it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from guide_site.languages import language_of
from guide_site.paths import ROOT


def build_wheel(root: Path, folder: Path) -> str:
    """Build the wheel of the package at ``root`` into ``folder``, offline, and return its name."""
    with tempfile.TemporaryDirectory() as empty:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", empty]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            msg = f"the wheel of the helper package could not be built:\n{done.stderr.strip()}"
            raise ExtensionError(msg)
        (wheel,) = Path(empty).glob("*.whl")
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.move(wheel, folder / wheel.name)).name


def install_line(name: str, folder_url: str) -> str:
    """Return what a reader types: with the address where there is one, else for the saved file.

    >>> install_line("guide-1-py3-none-any.whl", "https://example.org/en/")
    'pip install https://example.org/en/guide-1-py3-none-any.whl'
    >>> install_line("guide-1-py3-none-any.whl", "")
    'pip install guide-1-py3-none-any.whl'
    """
    return f"pip install {folder_url}{name}"


class GuideWheel(SphinxDirective):
    """``{guide-wheel}``: a link to the wheel and the line that installs it."""

    def run(self) -> list[nodes.Node]:
        """Return a paragraph with the link and a block with the line."""
        name = self.env.guide_wheel  # type: ignore[attr-defined]
        up = "../" * self.env.docname.count("/")
        folder = language_of(self.config.language).folder
        url = f"{self.config.site_url}{folder}/" if self.config.site_url else ""
        link = nodes.reference("", "", nodes.literal("", name), refuri=up + name)
        line = nodes.literal_block("", install_line(name, url), language="text")
        return [nodes.paragraph("", "", link), line]


def put_wheel(app: Sphinx) -> None:
    """Build the wheel into the site of this language."""
    app.env.guide_wheel = build_wheel(ROOT, Path(app.outdir))  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("builder-inited", put_wheel)
    app.add_directive("guide-wheel", GuideWheel)
