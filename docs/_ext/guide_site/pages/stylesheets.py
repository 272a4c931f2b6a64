"""Fewer files for each page: styles that extensions bring and ``guide.css`` has are left out."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

UNUSED = ("katex-math.css", "sphinx-codeautolink.css")


def leave_out(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: object
) -> None:
    """Take the unused styles from a page."""
    context["css_files"] = [
        file for file in context["css_files"] if not str(file.filename).endswith(UNUSED)
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("html-page-context", leave_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
