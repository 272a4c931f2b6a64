"""The list of predictions that a reader has missed, below the title of the page ``recall``.

It has every prediction of the course, hidden; ``missed.js`` shows those that the browser remembers
as wrong. Without a page ``recall``, nothing is added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from guide_site.below_title import put
from guide_site.pages.course import as_html, lessons
from guide_site.pages.predictions import Prediction, key_of

PAGE = "recall"
LINKS = (nodes.reference, addnodes.pending_xref)


@dataclass(frozen=True)
class Question:
    """A prediction: its key in the browser's storage, its right letter, its address, its text."""

    key: str
    right: str
    uri: str
    html: str


def question_of(builder: StandaloneHTMLBuilder, prediction: Prediction) -> str:
    """Return the first paragraph of a prediction as HTML; it becomes a link, so it has none."""
    paragraph = next(iter(prediction.findall(nodes.paragraph))).deepcopy()
    for link in [node for node in paragraph.findall() if isinstance(node, LINKS)]:
        link.replace_self(link.children)
    return builder.render_partial(nodes.inline("", "", *paragraph.children))["fragment"]


def questions(builder: StandaloneHTMLBuilder, page: str) -> Iterator[Question]:
    """Yield the predictions of a page."""
    for prediction in builder.env.get_doctree(page).findall(Prediction):
        uri = f"{builder.get_relative_uri(PAGE, page)}#{prediction['ids'][-1]}"
        html = question_of(builder, prediction)
        yield Question(key_of(page, prediction), prediction["right"], uri, html)


def show_list(app: Sphinx, document: nodes.document, page: str) -> None:
    """Put the list below the title of the page, the lessons in the order of the course."""
    if page == PAGE and isinstance(app.builder, StandaloneHTMLBuilder):
        asked = [
            (as_html(app.env.titles[name]), list(questions(app.builder, name)))
            for name in [*lessons(app.env), PAGE]
        ]
        put(app, document, "missed.html", asked=asked)


def load_files(app: Sphinx, page: str, _template: str, _context: Any, *_doctree: Any) -> None:  # noqa: ANN401 (as in Sphinx)
    """Load the script of the list on its page."""
    if page == PAGE:
        app.add_js_file("missed.js", defer="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", show_list)
    app.connect("html-page-context", load_files)
