"""Runs the cells of all pages in one process that imports the libraries once: the limit."""

import ast
import contextlib
import io
import json
from pathlib import Path

from matplotlib.figure import Figure


def show(value: object) -> None:
    """Turn what a cell gives into what a page would show."""
    if isinstance(value, Figure):
        value.savefig(io.BytesIO(), format="svg", bbox_inches="tight")
    elif hasattr(value, "_repr_html_"):
        value._repr_html_()  # as Jupyter does
    else:
        repr(value)


def run(code: str, names: dict[str, object]) -> None:
    """Run a cell, and show its last expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 # the pages' own code
    if isinstance(last, ast.Expr):
        show(eval(compile(ast.Expression(last.value), "cell", "eval"), names))  # noqa: S307


def main(pages: Path) -> None:
    """Run all pages, each with names of its own."""
    for cells in json.loads(pages.read_text("utf-8")):
        names: dict[str, object] = {"__name__": "__main__"}
        with contextlib.redirect_stdout(io.StringIO()):
            for code in cells:
                run(code, names)


if __name__ == "__main__":
    main(Path("CELLS.json"))
