"""Pictures: one without alt text is reported; drawings get width, height and what dark needs.

A drawing that its cell has also drawn for narrow screens becomes a ``picture`` of both.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from guide_site.ancestors import ancestors
from guide_site.cells.narrow import digest
from guide_site.cells.source import cell_lines, cell_number

logger = logging.getLogger(__name__)

NARROW = "screen and (max-width: 36rem)"  # below it the letters of a wide figure get too small

PATH = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)
COLOUR_MAP = re.compile(r'<image |id="QuadMesh')  # how Matplotlib writes a heat map
SIZE = re.compile(r'\bwidth="([\d.]+)pt" height="([\d.]+)pt"|viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Picture(nodes.General, nodes.Element):
    """A drawing; ``narrow`` is the name of the file that narrow screens show in its place."""


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


def add_narrow(app: Sphinx, document: nodes.document, page: str) -> None:
    """Write the drawings for narrow screens, and put each beside the wide one."""
    drawn = app.env.metadata[page].get("narrow", {})
    if app.builder.format != "html" or not drawn:
        return
    for image in list(document.findall(nodes.image)):
        file = Path(app.srcdir, image["uri"])
        svg = drawn.get(digest(file.read_text("utf-8"))) if file.suffix == ".svg" else None
        if svg:
            name = f"{digest(svg)}.svg"
            target = Path(app.outdir, app.builder.imagedir, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(svg, "utf-8")
            picture = Picture(narrow=name, **size_of(svg))
            image.replace_self(picture)
            picture += image


def begin(translator: HTML5Translator, node: Picture) -> None:
    """Open the picture with the drawing for narrow screens."""
    size = f'width="{node["width"]}" height="{node["height"]}"'
    source = f'srcset="{translator.builder.imgpath}/{node["narrow"]}" {size}'
    translator.body.append(f'<picture><source media="{NARROW}" {source}>')


def end(translator: HTML5Translator, _node: Picture) -> None:
    """Close the picture."""
    translator.body.append("</picture>\n")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_node(Picture, html=(begin, end))
    app.connect("doctree-resolved", check_descriptions)
    app.connect("doctree-resolved", keep_places)
    app.connect("doctree-resolved", add_narrow)
