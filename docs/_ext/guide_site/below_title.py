"""HTML between the title of a page and its text: the reading time, the download bar.

It is no text of the page: neither the search nor the Markdown of the page has it.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


class BelowTitle(nodes.General, nodes.Element):
    """A template, and the values to fill it in with."""


def put(app: Sphinx, document: nodes.document, template: str, **values: object) -> None:
    """Let a page show a template below its title, after what stands there already."""
    title = next(iter(document.findall(nodes.title)), None)
    if app.builder.format == "html" and title is not None:
        section = title.parent
        place = section.index(title) + 1
        while place < len(section) and isinstance(section[place], BelowTitle):
            place += 1
        section.insert(place, BelowTitle(template=template, values=values))


def write(translator: HTML5Translator, node: BelowTitle) -> None:
    """Write the template; there is nothing in the node itself."""
    html = translator.builder.templates.render(node["template"], node["values"])
    translator.body.append(f"{html}\n")
    raise nodes.SkipNode


def look_for_title(app: Sphinx, document: nodes.document) -> None:
    """Report a page without a title: lists and browsers would have no name for it."""
    if not any(document.findall(nodes.title)):
        logger.warning(
            "the page has no title: begin it with “# Title”", location=(app.env.docname, 1)
        )


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", look_for_title)
    app.add_node(BelowTitle, html=(write, None))
