"""The error clinic: a field that finds the entry of an error, and links to entries from lessons.

``clinic.yml`` beside the folders of the languages gives the label of an entry a part of its
message. Without a page ``errors``, nothing is added.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util import logging

from guide_site.below_title import put
from guide_site.beside_pages import read_beside

logger = logging.getLogger(__name__)

PAGE = "errors"


def read_signatures(app: Sphinx, config: Config) -> None:
    """Read which entry each message belongs to; without the file there are none."""
    config.clinic = read_beside(app, "clinic.yml")


def entry_of(message: str, signatures: dict[str, str]) -> str:
    r"""Return the label of the entry for a message, or the empty string; line breaks are spaces.

    >>> entry_of("RuntimeError: a\nsecond time", {"errors-second": "a second time"})
    'errors-second'
    """
    text = " ".join(message.split())
    return next((label for label, part in signatures.items() if part in text), "")


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of an entry that the page of errors does not have."""
    labels = env.domains.standard_domain.labels
    for label in env.config.clinic if PAGE in env.found_docs else []:
        if labels.get(label, ("",))[0] != PAGE:
            logger.warning("clinic.yml: there is no entry %r", label, location=PAGE)


def address(app: Sphinx, page: str, label: str) -> str:
    """Return the address of an entry as it is written on a page."""
    _page, anchor, _title = app.env.domains.standard_domain.labels[label]
    return f"{app.builder.get_relative_uri(page, PAGE)}#{anchor}"


def link(app: Sphinx, document: nodes.document, page: str) -> None:
    """Link what a cell raised to its entry, on all pages but that of the entries."""
    if app.builder.format != "html" or page == PAGE or PAGE not in app.env.found_docs:
        return
    for box in document.findall(nodes.container):
        label = entry_of(box.astext(), app.config.clinic) if "raised" in box["classes"] else ""
        if label in app.env.domains.standard_domain.labels:
            text = str(_("What to do"))
            uri = address(app, page, label)
            next(box.findall(nodes.paragraph)).append(
                nodes.reference("", text, internal=True, refuri=uri, classes=["what-to-do"])
            )


def questions(app: Sphinx) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return questions to whoever finds no entry, each with anchors and titles that lead on."""
    asked = [
        (_("Is it None?"), ["errors-none", "errors-unconnected", "errors-nonleaf"]),
        (_("Is it 0 or nan?"), ["errors-nan", "errors-softmax"]),
        (_("Is it just wrong?"), ["errors-column", "errors-left", "errors-divisor"]),
    ]
    known = app.env.domains.standard_domain.labels
    return [
        (str(text), [known[label][1:] for label in labels if label in known])
        for text, labels in asked
    ]


def show_field(app: Sphinx, document: nodes.document, page: str) -> None:
    """Put the field below the title of the page of errors."""
    if page == PAGE:
        put(app, document, "clinic.html", questions=questions(app))


def load_files(app: Sphinx, page: str, _template: str, _context: Any, *_doctree: Any) -> None:  # noqa: ANN401 (as in Sphinx)
    """Load the style and the script of the field on the page of errors."""
    if page == PAGE:
        app.add_css_file("clinic.css")
        app.add_js_file("clinic.js", defer="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("clinic", {}, "env")
    app.connect("config-inited", read_signatures)
    app.connect("env-check-consistency", check)
    app.connect("doctree-resolved", link, priority=600)  # after raised.py
    app.connect("doctree-resolved", show_field)
    app.connect("html-page-context", load_files, priority=400)  # before stylesheets.py
