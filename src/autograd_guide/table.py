"""A table whose rows were computed, not typed."""

import re
from collections.abc import Mapping, Sequence
from html import escape


class Table:
    """Rows that show as an HTML table in Jupyter and as aligned text elsewhere.

    Args:
        rows: One mapping a row, column title → value, all with the same titles in the same order.
            What stands between backticks is code in HTML, and loses them in the text. In HTML the
            decimal points of a column of numbers stand below each other.

    Raises:
        ValueError: There is no row, or a row has other columns than the first.

    >>> Table([{"x": 1.0, "who": "`w`"}, {"x": 0.25, "who": "nobody"}])
    x     who
    1     w
    0.25  nobody
    """

    def __init__(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Check that the rows agree on their columns."""
        if not rows:
            msg = "a table needs at least one row, got none"
            raise ValueError(msg)
        self.titles = list(rows[0])
        for number, row in enumerate(rows, start=1):
            if list(row) != self.titles:
                msg = f"row {number} must have the columns {self.titles}, got {list(row)}"
                raise ValueError(msg)
        self._marked = [[_text(value) for value in row.values()] for row in rows]
        self.cells = [[_plain(cell) for cell in row] for row in self._marked]

    def __repr__(self) -> str:
        """Return the table as text, its columns aligned."""
        lines = [list(map(_plain, self.titles)), *self.cells]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = (zip(line, widths, strict=True) for line in lines)
        return "\n".join("  ".join(f"{c:{w}}" for c, w in line).rstrip() for line in aligned)

    def _repr_html_(self) -> str:
        columns = list(zip(*self._marked, strict=True))
        head = "".join(map(_head, self.titles, columns))
        rows = zip(*map(_shown, columns), strict=True)
        body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        return (
            '<table class="docutils align-default">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _head(title: str, column: Sequence[str]) -> str:
    name = ' class="number"' if all(map(_number, column)) else ""
    return f'<th scope="col"{name}>{_inline(title)}</th>'


def _shown(column: Sequence[str]) -> list[str]:
    """Return the cells of a column as HTML; numbers with their points below each other."""
    if not all(map(_number, column)):
        return [f"<td>{_inline(cell)}</td>" for cell in column]
    after = [len(cell) - (cell + ".").index(".") for cell in column]
    short = [max(after) - each for each in after]
    return [
        f'<td class="number" style="--short: {gap}">{cell}</td>'
        for cell, gap in zip(column, short, strict=True)
    ]


def _number(cell: str) -> bool:
    """Say whether a cell is a number without an exponent.

    >>> [_number(cell) for cell in ("-0.25", "14", "1e-05", "True")]
    [True, True, False, False]
    """
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def _inline(cell: str) -> str:
    """Return a text as HTML; what stands between backticks is code.

    >>> _inline("`x < 1` holds")
    '<code>x &lt; 1</code> holds'
    """
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(cell, quote=False))


def _plain(cell: str) -> str:
    return re.sub("`([^`]+)`", r"\1", cell)


def _text(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
