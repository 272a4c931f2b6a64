"""A table shows the values of its rows, as text and as HTML."""

import math

import pytest

from autograd_guide import Table


def test_a_table_is_html_in_jupyter() -> None:
    """Titles are column headings, and ``<``, ``>`` in titles and values are escaped."""
    html = Table([{"x < 1": 0.5, "y": "<b>"}, {"x < 1": 2, "y": None}])._repr_html_()
    assert html == (
        '<table class="docutils align-default"><thead><tr><th scope="col" class="number">'
        "x &lt; 1</th>"
        '<th scope="col">y</th></tr></thead><tbody><tr><td class="number" style="--short: 0">'
        "0.5</td><td>&lt;b&gt;</td></tr>"
        '<tr><td class="number" style="--short: 2">2</td><td>None</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1 / 3, "0.333333"), (math.pi * 1e9, "3.14159e+09"), (1234567, "1234567"), (True, "True")],
)
def test_a_float_is_shown_with_six_digits(value: object, shown: str) -> None:
    """Whole numbers and other values are shown as `str` writes them."""
    assert repr(Table([{"v": value}])) == f"v\n{shown}"


def test_a_name_between_backticks_is_code_in_html_only() -> None:
    """The cells, which a check may read, and the text are without them."""
    table = Table([{"`.grad` of": "`w`", "is": "`None` yet"}])
    assert repr(table) == ".grad of  is\nw         None yet"
    assert table.cells == [["w", "None yet"]]
    assert "<code>.grad</code> of</th>" in table._repr_html_()
    assert "<td><code>w</code></td><td><code>None</code> yet</td>" in table._repr_html_()
