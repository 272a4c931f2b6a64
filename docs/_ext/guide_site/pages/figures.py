"""Figures that answer: on the page they are inline SVG, elsewhere the picture beside it.

A cell returns a ``LiveFigure``, whose output is HTML for the page and an SVG file for the notebook,
the Markdown and the books. Its alt text is that of the file.
"""

import posixpath
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from guide_site.page_files import load_with

MARK = '<div class="live"'


class Live(nodes.General, nodes.Element):
    """The HTML of a figure in ``html``; its only child is the picture for all other uses."""


def keep_both(_app: Sphinx, document: nodes.document) -> None:
    """Join HTML and picture of each figure, before MyST-NB chooses one of the two."""
    for bundle in [*document.findall(nodes.container)]:
        raws = (each for each in bundle.findall(nodes.raw) if each.astext().startswith(MARK))
        if bundle.get("nb_element") == "mime_bundle" and (raw := next(raws, None)) is not None:
            live = Live("", html=raw.astext())
            live += bundle.findall(nodes.image)
            bundle.replace_self(live)


def write(translator: HTML5Translator, node: Live) -> None:
    """Write the HTML, with the picture's alt text in it and the picture's address beside it."""
    (image,) = node.findall(nodes.image)
    builder = translator.builder
    image["uri"] = posixpath.join(builder.imgpath, builder.images[image["uri"]])
    alt = f'aria-label="{escape(image.get("alt", ""))}"'
    html = node["html"].replace("<svg ", f"<svg {alt} ", 1)
    translator.body.append(html.replace(MARK, f'{MARK} data-picture="{image["uri"]}"', 1) + "\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_node(Live, html=(write, None))
    app.connect("doctree-read", keep_both)
    load_with(app, Live, "figures.js", "figures.css")
