"""Removes style sheets of extensions whose rules ``guide.css`` contains: fewer requests."""

from typing import Any

from sphinx.application import Sphinx

UNUSED = ("katex-math.css", "sphinx-codeautolink.css")


def leave_out(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: object
) -> None:
    """Remove the links to them from a page."""
    context["css_files"][:] = [  # in place: a page may add its own later
        file for file in context["css_files"] if not str(file.filename).endswith(UNUSED)
    ]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", leave_out)
