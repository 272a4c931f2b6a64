"""The notebook of a page: its plain Markdown, its cells as they were executed, and their output."""

import ast
from base64 import b64encode
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


def tree(source: str) -> ast.Module:
    """Return the syntax tree of a cell; one that has none was reported when it did not run."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def names(source: str, kind: type[ast.expr_context]) -> set[str]:
    r"""Return the names that a cell reads (``ast.Load``) or binds (``ast.Store``).

    >>> sorted(names("import torch as t\ndef f(x): return y", ast.Store))
    ['f', 't']
    """
    found = set()
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, kind):
            found.add(node.id)
        elif kind is ast.Store and isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif kind is ast.Store and isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
    return found


def needed(executed: nbformat.NotebookNode, shown: set[int]) -> set[int]:
    """Return the indices of hidden cells that bind a name which a later cell reads."""
    wanted = set[str]()
    kept = set()
    for index, cell in reversed(list(enumerate(executed.cells))):
        if cell.cell_type != "code":
            continue
        if index in shown or names(cell.source, ast.Store) & wanted:
            wanted |= names(cell.source, ast.Load)
            kept.add(index)
    return kept - shown


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


def once(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Return the outputs with the first stream alone: MyST-NB has merged the others into it."""
    first = next((output for output in outputs if output.output_type == "stream"), None)
    return [output for output in outputs if output is first or output.output_type != "stream"]


def code_cell(cell: nbformat.NotebookNode, alt: str = "") -> nbformat.NotebookNode:
    """Return an executed cell without what only Sphinx reads."""
    outputs = [portable(output, alt) for output in once(cell.outputs)]
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


def all_cells(pieces: list[Piece], executed: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the cells of a page in their order, with the hidden ones that later cells need."""
    hidden = sorted(needed(executed, {piece.index for piece in pieces if isinstance(piece, Cell)}))
    cells: list[nbformat.NotebookNode] = []
    prose: list[Prose] = []
    for piece in pieces:
        if isinstance(piece, Prose):
            prose.append(piece)
            continue
        cells += prose_cells(prose)
        while hidden and hidden[0] < piece.index:
            cells.append(code_cell(executed.cells[hidden.pop(0)]))
        cells.append(code_cell(executed.cells[piece.index], piece.alt))
        prose = [Prose(f"*{piece.caption}*")] if piece.caption else []
    return cells + prose_cells(prose)


def notebook(pieces: list[Piece], executed: nbformat.NotebookNode, first: str) -> dict[str, Any]:
    """Return a page as a notebook.

    Args:
        pieces: The page, in plain Markdown.
        executed: The notebook that the build executed.
        first: The code of a cell above the page, or the empty string.
    """
    cells = all_cells(pieces, executed)
    if first:
        cells.insert(0, new_code_cell(first))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    result: dict[str, Any] = new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(result)
    return result
