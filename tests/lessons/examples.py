"""Runs a program of examples/ in a process, and compares its stdout with its docstring."""

import ast
import itertools
import math
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from matplotlib.font_manager import get_font_names

EXPECTED = re.compile(
    r"^(?:Expected output:|运行结果：)\n(?P<block>(?:\n|[ ]{4}.*\n?)+)", re.MULTILINE
)
FONTS = re.compile(r"^FONTS = (\[.*\])$", re.MULTILINE)
NO_FONT = "图里的标签需要中文字体：请安装 Noto Sans CJK SC。"
NUMBER = re.compile(r"(?<![A-Za-z_\d.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")

# Runs a program with `import autograd_guide` blocked: a reader does not have that package.
ALONE = """\
import runpy, sys
sys.modules["autograd_guide"] = None
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with a Matplotlib backend that opens no window."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", ALONE, str(program), *arguments]
    environment = {**os.environ, "MPLBACKEND": "template"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def promised(program: str) -> str:
    r"""Return the expected output in a program's docstring, empty if there is none.

    >>> promised("'Add.\\n\\nExpected output:\\n\\n    sum\\n      5\\n'")
    'sum\n  5'
    """
    found = EXPECTED.search(ast.get_docstring(ast.parse(program)) or "")
    return textwrap.dedent(found["block"]).strip("\n") if found else ""


def complaint(program: str) -> str:
    r"""Return the warning that a program prints if no Chinese font is installed, else "".

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
        f"line {number}: expected “{one}”, printed “{other}”"
        for number, (one, other) in enumerate(pairs, 1)
        if not _same_words(one, other) or not _same_numbers(one, other)
    ]


def _same_words(one: str, other: str) -> bool:
    words, others = (NUMBER.sub(" # ", line).split() for line in (one, other))
    return words == others


def _same_numbers(one: str, other: str) -> bool:
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(_is_close(float(expected), float(printed)) for expected, printed in pairs)


def _is_close(expected: float, printed: float) -> bool:
    """Compare numbers by a relative tolerance, and zero by an absolute one."""
    return math.isclose(expected, printed, rel_tol=1e-4, abs_tol=0 if expected else 1e-6)
