"""A table whose rows were computed, not typed."""

from collections.abc import Mapping, Sequence
from html import escape


class Table:
    """Rows that show as an HTML table in Jupyter and as aligned text elsewhere.

    Args:
        rows: One mapping a row, column title → value, all with the same titles in the same order.

    Raises:
        ValueError: There is no row, or a row has other columns than the first.

    >>> Table([{"x": 1.0, "leaf": True}, {"x": 0.25, "leaf": False}])
    x     leaf
    1     True
    0.25  False
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
        self.cells = [[_text(value) for value in row.values()] for row in rows]

    def __repr__(self) -> str:
        """Return the table as text, its columns aligned."""
        lines = [self.titles, *self.cells]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = (zip(line, widths, strict=True) for line in lines)
        return "\n".join("  ".join(f"{c:{w}}" for c, w in line).rstrip() for line in aligned)

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(title)}</th>' for title in self.titles)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.cells
        )
        return (
            '<table class="docutils align-default">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _text(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
