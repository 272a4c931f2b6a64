"""The notebook of a page: its plain Markdown, its cells as they were executed, and their output."""

import ast
from base64 import b64encode
from bisect import bisect
from html import escape
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from guide_site.downloads.markdown import Cell, Piece, Prose

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
SVG = "image/svg+xml"


def only_checks(source: str) -> bool:
    r"""Say whether a cell does no more than to check: asserts, none of which binds a name.

    >>> only_checks("assert x == 1"), only_checks("assert (y := x)"), only_checks("%matplotlib")
    (True, False, False)
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic of IPython
        return False
    binds = any(isinstance(node, ast.NamedExpr) for node in ast.walk(tree))
    return all(isinstance(each, ast.Assert) for each in tree.body) and not binds


def needed(executed: nbformat.NotebookNode, shown: set[int]) -> set[int]:
    """Return the indices of the hidden cells that may change what later cells print."""
    return {
        index
        for index, cell in enumerate(executed.cells)
        if cell.cell_type == "code" and index not in shown and not only_checks(cell.source)
    }


def portable(output: nbformat.NotebookNode, alt: str) -> nbformat.NotebookNode:
    """Return an output with its picture in HTML: Jupyter trusts no SVG in a downloaded notebook."""
    data = dict(output.get("data", {}))
    if SVG not in data:
        return output
    picture = b64encode(data.pop(SVG).encode()).decode()
    source = f"data:{SVG};base64,{picture}"
    style = "background:white;max-width:100%"
    data["text/html"] = f'<img alt="{escape(alt)}" src="{source}" style="{style}">'
    shown: nbformat.NotebookNode = new_output("display_data", data=data)
    return shown


def code_cell(cell: nbformat.NotebookNode, alt: str = "") -> nbformat.NotebookNode:
    """Return an executed cell without what only Sphinx reads."""
    outputs = [portable(output, alt) for output in cell.outputs]
    clean: nbformat.NotebookNode = new_code_cell(cell.source, outputs=outputs)
    clean.execution_count = cell.execution_count
    return clean


def prose_cells(prose: list[Prose]) -> list[nbformat.NotebookNode]:
    """Return cells of Markdown, a new one at each heading, so that Jupyter can fold it."""
    cells: list[nbformat.NotebookNode] = []
    for piece in prose:
        if not cells or piece.text.startswith("#"):
            folded = {"jp-MarkdownHeadingCollapsed": True} if piece.folded else {}
            cells.append(new_markdown_cell(piece.text, metadata=folded))
        else:
            cells[-1].source += f"\n\n{piece.text}"
    return cells


def hidden_cell(cell: nbformat.NotebookNode, said: str) -> nbformat.NotebookNode:
    """Return a cell that the page does not show, without its outputs; a comment says what it is."""
    result = code_cell(cell)
    result.outputs = []
    result.source = cell.source if cell.source.startswith("%%") else f"# {said}\n{cell.source}"
    return result


def all_cells(
    pieces: list[Piece], executed: nbformat.NotebookNode, said: str
) -> list[nbformat.NotebookNode]:
    """Return the cells of a page in their order, with the hidden ones that later cells need."""
    shown = [piece.index for piece in pieces if isinstance(piece, Cell)]
    hidden = sorted(needed(executed, set(shown)))
    cells: list[nbformat.NotebookNode] = []
    prose: list[Prose] = []
    for piece in pieces:
        if isinstance(piece, Prose):
            prose.append(piece)
            continue
        due = [hidden.pop(0) for _ in hidden[: bisect(hidden, piece.index)]]
        between = [hidden_cell(executed.cells[index], said) for index in due]
        # A check follows what it checks: it stands above a heading, but never above the title.
        words = prose_cells(prose)
        cells += between + words if cells else words + between
        cells.append(code_cell(executed.cells[piece.index], piece.alt))
        cells += prose_cells([Prose(f"*{piece.caption}*")] if piece.caption else [])
        prose = []
    return cells + prose_cells(prose)


def notebook(
    pieces: list[Piece], executed: nbformat.NotebookNode, first: str, said: str
) -> dict[str, Any]:
    """Return a page as a notebook.

    Args:
        pieces: The page, in plain Markdown.
        executed: The notebook that the build executed.
        first: The code of a cell above the page, or the empty string.
        said: What the comment above a hidden cell says.
    """
    cells = all_cells(pieces, executed, said)
    if first:
        cells.insert(0, new_code_cell(first))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    result: dict[str, Any] = new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(result)
    return result
