"""The outputs of cells do not depend on the timing of the kernel's messages."""

from pathlib import Path

import pytest
from guide_site.cells import execution
from guide_site.surroundings import surroundings
from nbformat import v4

LOADED = "import sys\nprint('torch' in sys.modules, 'torch' in globals())"
SLOW = "import time\nprint('one', flush=True, end='')\ntime.sleep(0.5)\nprint(' line')"


def test_a_line_printed_in_pieces_is_one_line() -> None:
    """A slow kernel sends it in several messages, each of which MyST-NB would show as a line."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell(SLOW)])
    execution.run(notebook, timeout=60)
    assert [output.text for output in notebook.cells[0].outputs] == ["one line\n"]


def test_the_startup_file_defines_no_name_for_the_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHONSTARTUP imports PyTorch before the first cell, but leaves no variable ``torch``."""
    startup = surroundings(tmp_path, tmp_path)["PYTHONSTARTUP"]
    monkeypatch.setenv("PYTHONSTARTUP", startup)
    notebook = v4.new_notebook(cells=[v4.new_code_cell(LOADED)])
    execution.run(notebook, timeout=60)
    assert [output.text for output in notebook.cells[0].outputs] == ["True False\n"]
