"""What cells give does not depend on when they gave it."""

import execution
from nbformat import v4

SLOW = "import time\nprint('one', flush=True, end='')\ntime.sleep(0.5)\nprint(' line')"


def test_a_line_printed_in_pieces_is_one_line() -> None:
    """A busy machine sends it in several messages; MyST-NB would break it between them."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(SLOW)])
    execution.run(notebook, timeout=60)
    assert [output.text for output in notebook.cells[0].outputs] == ["one line\n"]
