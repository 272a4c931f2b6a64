"""Pictures: one without alt text is reported; drawings get width, height and what dark needs.

A drawing that its cell has also drawn for narrow screens becomes a ``picture`` of both.
"""

import re
from bisect import bisect_right
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from guide_site.ancestors import ancestors
from guide_site.cells.narrow import digest

logger = logging.getLogger(__name__)

NARROW = "screen and (max-width: 36rem)"  # below it the letters of a wide figure get too small

PATH = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)
COLOUR_MAP = re.compile(r'<image |id="QuadMesh')  # how Matplotlib writes a heat map
SIDE = r"""\s{}\s*=\s*["']\s*([\d.]+)(pt|px|in|cm|mm|pc|)\s*["']"""
VIEW = re.compile(
    r"""\sviewBox\s*=\s*["'][\s,]*[\d.+-]+[\s,]+[\d.+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"""
)
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54}


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


def location_of(image: nodes.Node, begins: list[int]) -> tuple[int | None, str]:
    """Return the line of a picture on its page, if known, and which cell drew it, if one did.

    Args:
        image: The picture.
        begins: On which line each cell of the page begins.
    """
    line = next((node.line for node in ancestors(image) if node.line), None)
    if line is None or not drawn_by_cell(image):
        return line, ""
    number = bisect_right(begins, line)
    return begins[number - 1], f"cell {number}: "


def check_descriptions(app: Sphinx, document: nodes.document, page: str) -> None:
    """Report each picture of a page that has no description."""
    begins = app.env.metadata[page].get("cells", [])
    for image in document.findall(nodes.image):
        if not describes(image.get("alt", "")):
            line, cell = location_of(image, begins)
            logger.warning(
                "%sa picture without a description: give it an alt text",
                cell,
                location=(page, line),
                type="figures",
            )


def find_files(_app: Sphinx, document: nodes.document) -> None:
    """Give each picture the name of its file; report one that has none here.

    It comes before Sphinx looks for the files: MyST writes 圆.svg as an address, %E5%9C%86.svg.
    """
    for image in list(document.findall(nodes.image)):
        image["uri"] = uri = unquote(image["uri"])
        if not uri or "://" in uri or uri.startswith("//"):
            msg = "the picture %r has no file: put one beside the page, other sites are blocked"
            logger.warning(msg, uri, location=image)
            image.parent.remove(image)


def size_of(svg: str) -> dict[str, str]:
    """Return width and height of an SVG in CSS pixels, or nothing if it has none.

    >>> size_of('<svg width="460.8pt" height="345.6pt">')
    {'width': '614', 'height': '461'}
    >>> size_of('<svg width="24" viewBox="0 0 512 256">'), size_of('<svg viewBox="0 0 9 9"/>')
    ({'width': '24', 'height': '12'}, {'width': '9', 'height': '9'})
    """
    root = re.search("<svg[^>]*>", svg)
    tag = root[0] if root else ""
    width, height = (side_of(tag, name) for name in ("width", "height"))
    if view := VIEW.search(tag):
        wide, high = map(float, view.groups())
        width = width or (height * wide / high if height else wide)
        height = height or width * high / wide
    return {"width": f"{width:.0f}", "height": f"{height:.0f}"} if width and height else {}


def side_of(tag: str, name: str) -> float:
    """Return the width or the height that a tag sets, in CSS pixels, or 0 if it sets none."""
    found = re.search(SIDE.format(name), tag)
    return float(found[1]) * PIXELS[found[2]] if found else 0


def keep_places(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Set the size of each SVG drawing: the browser reserves its space before it is loaded.

    A drawing whose colours mean values is marked: the dark theme must not turn its colours over.
    """
    for image in document.findall(nodes.image):
        file = Path(app.srcdir, image["uri"])
        if file.suffix == ".svg" and file.is_file() and "width" not in image:
            svg = file.read_text("utf-8")
            image.attributes |= size_of(svg)
            image["classes"] += ["colour-map"] if COLOUR_MAP.search(svg) else []


def add_narrow(app: Sphinx, document: nodes.document, page: str) -> None:
    """Write the drawings for narrow screens, and put each beside the wide one."""
    drawn = app.env.metadata[page].get("narrow", {})
    if app.builder.format != "html" or not drawn:
        return
    for image in list(document.findall(nodes.image)):
        file = Path(app.srcdir, image["uri"])
        is_drawing = file.suffix == ".svg" and file.is_file()
        svg = drawn.get(digest(file.read_text("utf-8"))) if is_drawing else None
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
    app.connect("doctree-read", find_files, priority=400)
    app.connect("doctree-resolved", check_descriptions)
    app.connect("doctree-resolved", keep_places)
    app.connect("doctree-resolved", add_narrow)
