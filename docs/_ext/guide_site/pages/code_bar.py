"""The bar under code on narrow screens: copy, and a button of ``code_bar.js`` that breaks lines."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _


def load_script(app: Sphinx, _page: str, _template: str, _context: Any, *doctree: Any) -> None:  # noqa: ANN401 (as in Sphinx)
    """Load the script on a page with code."""
    (document,) = doctree
    if document is not None and any(True for _each in document.findall(nodes.literal_block)):
        words: dict[str, Any] = {"data-wrap": str(_("Wrap lines"))}
        app.add_js_file("code_bar.js", defer="defer", **words)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", load_script)
