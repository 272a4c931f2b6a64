"""The Chinese that stands outside of the pages: in programs, catalogues and the glossary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from tests.parity.english import comments
from tests.parity.spans import OBJECT

_CODE = re.compile(r"``[^`]+``|`[^`]+`|\{\w+\}`[^`]+`")
Text = tuple[str, int, str]  # path, line, what stands there


def texts(root: Path) -> Iterator[Text]:
    """Yield each line of Chinese text with its place, code in it as one sign."""
    for path in sorted(root.glob("examples/zh/*.py")):
        yield from _placed(root, path, _program(path.read_text(encoding="utf-8")))
    for path in sorted(root.glob("docs/locales/zh_CN/LC_MESSAGES/*.po")):
        yield from _placed(root, path, _catalogue(path))
    for path in root.glob("docs/glossary.yml"):
        yield from _placed(root, path, _glossary(path.read_text(encoding="utf-8")))


def _placed(root: Path, path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[Text]:
    name = path.relative_to(root).as_posix()
    yield from ((name, line, _CODE.sub(OBJECT, text)) for line, text in lines)


def _program(source: str) -> Iterator[tuple[int, str]]:
    """Yield comments and docstrings; what is indented in a docstring is code or output."""
    yield from comments(source).items()
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in (node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)):
        if text := ast.get_docstring(node):
            lines = enumerate(text.split("\n"), node.body[0].lineno)
            yield from ((line, words) for line, words in lines if not words.startswith("    "))


def _catalogue(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield message.lineno or 1, str(message.string)


def _glossary(source: str) -> Iterator[tuple[int, str]]:
    rows = source.split("\n")
    for term in yaml.safe_load(source):
        for key in ("zh", "about_zh"):
            line = next(n for n, row in enumerate(rows, 1) if f"{key}:" in row and term[key] in row)
            yield line, term[key]
