"""Every ``>>>`` example in the repository is run by pytest as a doctest, and none is skipped."""

import ast
import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def prompted() -> dict[str, str]:
    """Return by name the text of each file in git that has ``>>>`` at the start of a line."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    names = [name for name in listed.stdout.decode().split("\0") if Path(name).suffix != ".ttf"]
    files = {name: ROOT / name for name in names if (ROOT / name).is_file()}
    texts = {name: file.read_bytes().decode("utf-8", "replace") for name, file in files.items()}
    return {name: text for name, text in texts.items() if PROMPT.search(text)}


def blocks(text: str) -> Iterator[str]:
    """Yield the docstrings of a module that contain ``>>>`` examples."""
    for node in ast.walk(ast.parse(text)):
        docstring = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        if docstring and PROMPT.search(docstring):
            yield docstring


def test_every_prompt_stands_where_doctest_finds_it() -> None:
    """In a docstring of a folder where pytest collects doctests, not on a page, without +SKIP."""
    parser = doctest.DocTestParser()
    assert len(prompted()) > 20
    for name, text in prompted().items():
        assert name.startswith(("src/", "docs/_ext/", "tests/")), name
        assert name.endswith(".py"), name
        found = sum(len(parser.get_examples(block)) for block in blocks(text))
        assert found == len(PROMPT.findall(text)), name
        assert "doctest: +" + "SKIP" not in text, name


def test_every_block_of_examples_is_run() -> None:
    """Pytest passes one doctest per docstring; tests/browser is left to `nox -s browser`."""
    texts = {n: text for n, text in prompted().items() if not n.startswith("tests/browser/")}
    only = ("-o", "python_files=none", "--ignore=tests/browser")  # doctests only
    command = [sys.executable, "-m", "pytest", "-q", *only]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    summary = done.stdout.splitlines()[-1]
    expected = sum(len(list(blocks(text))) for text in texts.values())
    assert summary.startswith(f"{expected} passed in "), done.stdout
