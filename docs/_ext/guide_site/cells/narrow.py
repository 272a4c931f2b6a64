"""The figures for narrow screens that a page's cells draw beside each of their figures."""

from hashlib import sha256

from nbformat import NotebookNode

SVG = "image/svg+xml"
NARROW = f"{SVG};narrow"


def digest(svg: str) -> str:
    """Return the digest by which a drawing is found again."""
    return sha256(svg.strip().encode()).hexdigest()


def take_narrow(cells: list[NotebookNode]) -> dict[str, str]:
    """Take the narrow figures out of the outputs: the digest of each wide one, and the narrow."""
    found = {}
    for data in (output.get("data", {}) for cell in cells for output in cell.outputs):
        drawing = data.pop(NARROW, "")
        if drawing and SVG in data:
            found[digest(data[SVG])] = drawing
    return found
