"""Scripts and style sheets that only those pages load which have what they are for."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def load_with(app: Sphinx, kind: type[nodes.Element], script: str, style: str = "") -> None:
    """Let each page load the files if it has a node of the kind.

    Args:
        app: The application.
        kind: The class of the node.
        script: The name of a script in docs/_static, which the page defers.
        style: The name of a style sheet there, if there is one.
    """

    def load(app: Sphinx, _page: str, _template: str, _context: Any, document: Any) -> None:  # noqa: ANN401 (as in Sphinx)
        if document is not None and any(True for _each in document.findall(kind)):
            app.add_js_file(script, defer="defer")
            if style:
                app.add_css_file(style)

    app.connect("html-page-context", load)
