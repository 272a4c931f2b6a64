"""Proves that a box prints the same on torch, on the guide's engine, and under MicroPython."""

import contextlib
import io
import json
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guide_site.pages.mathematics import NODE
from guide_site.paths import ROOT

PYTHON = ROOT / "docs/_static/python"
ENGINE = ROOT / "src/autograd_guide/engine.py"
SCRIPT = Path(__file__).with_name("try_it.mjs")
# CPython with the page's files in the place of torch and of the helper package.
ALONE = """
import contextlib, io, json, sys, types
sys.modules["autograd_guide"] = package = types.ModuleType("autograd_guide")
package.__path__ = [sys.argv[2]]
sys.path.insert(0, sys.argv[1])
import box
answers = []
for code, check in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        ended = box.run(code, check)
    answers.append([out.getvalue(), *ended])
json.dump(answers, sys.stdout)
"""

Program = tuple[str, str]
Answer = list[Any]


def on_torch(programs: Sequence[Program]) -> list[Answer]:
    """Run programs on the real torch; return what each printed, how it ended, text and line."""
    run = runpy.run_path(str(PYTHON / "box.py"))["run"]
    answers = []
    for code, check in programs:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            ended = run(code, check)
        answers.append([out.getvalue(), *ended])
    return answers


def asked(command: Sequence[object], programs: Sequence[Program]) -> list[Answer]:
    """Hand programs as JSON to a command, and return what it answers."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, input=json.dumps(programs), capture_output=True, encoding="utf-8", check=True
    )
    answers: list[Answer] = json.loads(done.stdout)
    return answers


def on_engine(programs: Sequence[Program]) -> list[Answer]:
    """Run programs on the guide's engine under CPython."""
    return asked([sys.executable, "-B", "-I", "-S", "-c", ALONE, PYTHON, ENGINE.parent], programs)


def on_micropython(programs: Sequence[Program]) -> list[Answer]:
    """Run programs on the guide's engine under the MicroPython of the page."""
    return asked([NODE, SCRIPT, PYTHON, ENGINE], programs)


def differences(programs: Sequence[Program], on_torch: Sequence[Answer]) -> list[str]:
    """Say for each program how torch's answer differs from the others; "" where all agree."""
    said = []
    every = zip(on_torch, on_engine(programs), on_micropython(programs), strict=True)
    for torch, engine, micropython in every:
        same = torch == engine == micropython
        rows = f"torch {torch}, engine {engine}, MicroPython {micropython}"
        said.append("" if same else rows)
    return said
