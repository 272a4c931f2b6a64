"""Every picture has a description, or the build fails, and its place is kept while it loads."""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PATH = re.compile(r"\S+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)


IMAGE = re.compile(r'<img (?![^>]*\bwidth=)([^>]*\bsrc="[^"]*_images/([^"]+\.svg)")')
SIZE = re.compile(r'\bwidth="([\d.]+)pt" height="([\d.]+)pt"|viewBox="0 0 ([\d.]+) ([\d.]+)"')


def describes(alt: str) -> bool:
    """Say whether ``alt`` is a description and not a path.

    >>> describes("A curve with its tangent"), describes(""), describes("../_images/4f1c.svg")
    (True, False, False)
    """
    return bool(alt.strip()) and not PATH.fullmatch(alt.strip())


def place(image: nodes.Node, page: str) -> nodes.Node | str:
    """Return what is nearest to ``image`` and knows its line, or the whole page."""
    node: nodes.Node | None = image
    while node is not None and not node.line:
        node = node.parent
    return node or page


def check_descriptions(_app: Sphinx, document: nodes.document, page: str) -> None:
    """Report each picture of a page that has no description."""
    for image in document.findall(nodes.image):
        if not describes(image.get("alt", "")):
            logger.warning(
                "a picture without a description: give it an alt text",
                location=place(image, page),
                type="figures",
            )


def size_of(svg: str) -> str:
    """Return the width and height of a drawing as attributes, empty if it does not say.

    >>> size_of('<svg width="460.8pt" height="345.6pt">')
    'width="614" height="461" '
    """
    size = SIZE.search(svg)
    if size is None:
        return ""
    width, height = (float(number) for number in size.groups() if number)
    return f'width="{width * 4 / 3:.0f}" height="{height * 4 / 3:.0f}" '


def keep_places(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: object
) -> None:
    """Tell the browser the size of each drawing, so that nothing moves when it comes."""
    sources = {name: Path(app.srcdir, uri) for uri, name in app.builder.images.items()}

    def sized(image: re.Match[str]) -> str:
        return f"<img {size_of(sources[image[2]].read_text('utf-8'))}{image[1]}"

    context["body"] = IMAGE.sub(sized, context.get("body", ""))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("doctree-resolved", check_descriptions)
    app.connect("html-page-context", keep_places)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
