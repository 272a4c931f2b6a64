"""Each program runs alone, in an empty folder, and prints what its docstring says."""

import ast
import itertools
import math
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from matplotlib.font_manager import get_font_names

ROOT = Path(__file__).parents[1]
PROGRAMS = sorted((ROOT / "examples").glob("*/*.py"))
EXPECTED = re.compile(
    r"^(?:Expected output:|运行结果：)\n(?P<block>(?:\n|[ ]{4}.*\n?)+)", re.MULTILINE
)
FONTS = re.compile(r"^FONTS = (\[.*\])$", re.MULTILINE)
NO_FONT = "图里的标签需要中文字体：请安装 Noto Sans CJK SC。"
NUMBER = re.compile(r"(?<![A-Za-z_\d.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")

# Runs a program as if this guide's package were not installed, which it is not at the reader's.
ALONE = """\
import runpy, sys
sys.modules["autograd_guide"] = None
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def programs_with(text: str) -> list[Path]:
    """Return the programs whose code has this text."""
    return [path for path in PROGRAMS if text in path.read_text(encoding="utf-8")]


def name(program: Path) -> str:
    """Name a program by language and slug."""
    return f"{program.parent.name}-{program.stem}"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with a Matplotlib that opens no window."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", ALONE, str(program), *arguments]
    environment = {**os.environ, "MPLBACKEND": "template"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def promised(program: str) -> str:
    r"""Return the output that a program's docstring promises, empty if it promises none.

    >>> promised("'Add.\\n\\nExpected output:\\n\\n    sum\\n      5\\n'")
    'sum\n  5'
    """
    found = EXPECTED.search(ast.get_docstring(ast.parse(program)) or "")
    return textwrap.dedent(found["block"]).strip("\n") if found else ""


def complaint(program: str) -> str:
    r"""Return what a program has to complain of: no Chinese font for its labels, if there is none.

    >>> complaint(f"FONTS = ['DejaVu Sans']\n{NO_FONT}"), complaint("FONTS = ['None of these']\n")
    ('', '')
    >>> complaint(f"FONTS = ['None of these']\n{NO_FONT}") == f"{NO_FONT}\n"
    True
    """
    found = FONTS.search(program)
    if not found or NO_FONT not in program or {*ast.literal_eval(found[1])} & {*get_font_names()}:
        return ""
    return f"{NO_FONT}\n"


def differences(expected: str, printed: str) -> list[str]:
    """Return the lines that differ in their words or, beyond rounding, in their numbers.

    >>> differences("x = 1.00000", "x =  1.00001"), differences("x = 1", "x = 2")
    ([], ['line 1: expected “x = 1”, printed “x = 2”'])
    """
    pairs = itertools.zip_longest(expected.split("\n"), printed.split("\n"), fillvalue="(no line)")
    return [
        f"line {place}: expected “{one}”, printed “{other}”"
        for place, (one, other) in enumerate(pairs, 1)
        if not _same_words(one, other) or not _same_numbers(one, other)
    ]


def _same_words(one: str, other: str) -> bool:
    words, others = (NUMBER.sub(" # ", line).split() for line in (one, other))
    return words == others


def _same_numbers(one: str, other: str) -> bool:
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(_is_close(float(expected), float(printed)) for expected, printed in pairs)


def _is_close(expected: float, printed: float) -> bool:
    """Compare relatively, and with zero, to which nothing is relative, absolutely."""
    return math.isclose(expected, printed, rel_tol=1e-4, abs_tol=0 if expected else 1e-6)


@pytest.mark.parametrize("program", PROGRAMS, ids=name)
def test_a_program_prints_what_its_docstring_says(program: Path, tmp_path: Path) -> None:
    """It runs without this guide's package, in an empty folder, and complains of nothing else."""
    code = program.read_text(encoding="utf-8")
    expected = promised(code)
    assert expected, (
        f"{program.relative_to(ROOT)}: no output stands after “Expected output:” or “运行结果：”"
    )
    done = run(program, tmp_path)
    assert done.stderr == complaint(code), f"\n{program.name} wrote to stderr:\n{done.stderr}"
    report = "\n".join(differences(expected, done.stdout.rstrip("\n")))
    assert not report, f"\n{program.relative_to(ROOT)} prints something else:\n{report}"
    assert done.returncode == 0


@pytest.mark.parametrize("program", programs_with("argparse"), ids=name)
def test_a_program_with_options_explains_them(program: Path, tmp_path: Path) -> None:
    """``--help`` names each option that the program adds."""
    done = run(program, tmp_path, "--help")
    options = re.findall(r'add_argument\("(--\w+)', program.read_text(encoding="utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in options)


@pytest.mark.parametrize("program", programs_with('"--save"'), ids=name)
def test_a_program_that_draws_can_keep_its_picture(program: Path, tmp_path: Path) -> None:
    """``--save`` writes the file that it names."""
    assert run(program, tmp_path, "--save", "picture.svg").returncode == 0
    assert "<svg" in (tmp_path / "picture.svg").read_text(encoding="utf-8")


def test_the_complaint_about_fonts_is_that_of_the_programs() -> None:
    """It would be missed only where there is no Chinese font."""
    drawing = [program for program in programs_with("FONTS = [") if program.parent.name == "zh"]
    assert programs_with(NO_FONT) == drawing != []


def test_every_program_has_its_twin() -> None:
    """The two languages have programs of the same names."""
    names = {
        language: {path.name for path in PROGRAMS if path.parent.name == language}
        for language in ("en", "zh")
    }
    assert names["en"] == names["zh"] != set()


def test_a_program_cannot_lean_on_this_guide(tmp_path: Path) -> None:
    """The helper package is not to be had where examples run."""
    program = tmp_path / "lean.py"
    program.write_text("import autograd_guide", encoding="utf-8")
    assert "import of autograd_guide halted" in run(program, tmp_path).stderr


@pytest.mark.parametrize(
    ("expected", "printed", "is_same"),
    [
        ("y = 120.000000", "y = 120.001", True),
        ("y = 120.000000", "y = 120.1", False),
        ("y = 0.000000", "y = 0.0000004", True),
        ("y = 1e-8", "y = 2e-8", False),
        ("y = -2", "y = 2", False),
        ("1\n2", "1", False),
        ("name", "title", False),
    ],
)
def test_outputs_are_compared_word_by_word_and_number_by_number(
    expected: str, printed: str, *, is_same: bool
) -> None:
    """Numbers may differ by one part in ten thousand, words not at all."""
    assert bool(differences(expected, printed)) is not is_same
