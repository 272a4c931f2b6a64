"""Pictures: one without alt text is reported; drawings get width, height and what dark needs."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from guide_site.ancestors import ancestors
from guide_site.cells.source import cell_lines, cell_number

logger = logging.getLogger(__name__)

PATH = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)
COLOUR_MAP = re.compile(r'<image |id="QuadMesh')  # how Matplotlib writes a heat map
SIZE = re.compile(r'\bwidth="([\d.]+)pt" height="([\d.]+)pt"|viewBox="0 0 ([\d.]+) ([\d.]+)"')


def describes(alt: str) -> bool:
    """Say whether ``alt`` is a description and not a path.

    >>> describes("A curve with its tangent"), describes(""), describes("../_images/4f1c.svg")
    (True, False, False)
    """
    return bool(alt.strip()) and not PATH.fullmatch(alt.strip())


def drawn_by_cell(image: nodes.Node) -> bool:
    """Say whether a cell drew the picture."""
    return any(
        isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output"
        for node in ancestors(image)
    )


def location_of(image: nodes.Node, text: str) -> tuple[int | None, str]:
    """Return the line of a picture on its page, if known, and which cell drew it, if one did."""
    line = next((node.line for node in ancestors(image) if node.line), None)
    if line is None or not drawn_by_cell(image):
        return line, ""
    number = cell_number(text, line)
    return cell_lines(text)[number - 1], f"cell {number}: "


def check_descriptions(app: Sphinx, document: nodes.document, page: str) -> None:
    """Report each picture of a page that has no description."""
    text = Path(app.env.doc2path(page)).read_text("utf-8")
    for image in document.findall(nodes.image):
        if not describes(image.get("alt", "")):
            line, cell = location_of(image, text)
            logger.warning(
                "%sa picture without a description: give it an alt text",
                cell,
                location=(page, line),
                type="figures",
            )


def size_of(svg: str) -> dict[str, str]:
    """Return width and height of an SVG in CSS pixels, or nothing if it has none.

    >>> size_of('<svg width="460.8pt" height="345.6pt">')
    {'width': '614', 'height': '461'}
    """
    size = SIZE.search(svg)
    if size is None:
        return {}
    width, height = (float(number) for number in size.groups() if number)
    return {"width": f"{width * 4 / 3:.0f}", "height": f"{height * 4 / 3:.0f}"}


def keep_places(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Set the size of each SVG drawing: the browser reserves its space before it is loaded.

    A drawing whose colours mean values is marked: the dark theme must not turn its colours over.
    """
    for image in document.findall(nodes.image):
        if image["uri"].endswith(".svg") and "width" not in image:
            svg = Path(app.srcdir, image["uri"]).read_text("utf-8")
            image.attributes |= size_of(svg)
            image["classes"] += ["colour-map"] if COLOUR_MAP.search(svg) else []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", check_descriptions)
    app.connect("doctree-resolved", keep_places)
