"""Finds Chinese text outside of prose: in programs, cells, catalogues, glossary and README."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from tests.lessons.parity.english import comments
from tests.lessons.parity.programs import syntax_error
from tests.reading.pages import Page, cells, page_names, read_page
from tests.reading.spans import OBJECT

_CODE = re.compile(r"``[^`]+``|`[^`]+`|\{\w+\}`[^`]+`")
_COLUMN = re.compile("： +")
Text = tuple[str, int, str]  # path, line number, text


def texts(root: Path) -> Iterator[Text]:
    """Yield path, line number and text; each piece of code in a text is one placeholder.

    Code that Python cannot read has no text here.
    """
    for path in sorted(root.glob("examples/zh/*.py")):
        source = path.read_text(encoding="utf-8")
        if syntax_error(source):
            continue
        yield from _located(root, path, _program(source))
        yield from _located(root, path, _strings(source))
    for name in sorted(page_names(root, "zh")):
        yield from _cells(read_page(root, "zh", name))
    for path in root.glob("README.zh.md"):
        yield from _located(root, path, _prose(path.read_text(encoding="utf-8")))
    for path in sorted(root.glob("docs/locales/zh_CN/LC_MESSAGES/*.po")):
        yield from _located(root, path, _catalogue(path))
    for path in root.glob("docs/glossary.yml"):
        yield from _located(root, path, _glossary(path.read_text(encoding="utf-8")))


def _located(root: Path, path: Path, lines: Iterator[tuple[int, str]]) -> Iterator[Text]:
    name = path.relative_to(root).as_posix()
    yield from ((name, line, _CODE.sub(OBJECT, text)) for line, text in lines)


def _program(source: str) -> Iterator[tuple[int, str]]:
    """Yield comments and docstrings, without indented lines, which are code or output."""
    yield from comments(source).items()
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in (node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)):
        if text := ast.get_docstring(node):
            lines = enumerate(text.split("\n"), node.body[0].lineno)
            yield from ((line, words) for line, words in lines if not words.startswith("    "))


def _strings(source: str) -> Iterator[tuple[int, str]]:
    """Yield strings but docstrings; of f-strings only the words; no blanks that align columns."""
    tree = ast.parse(source)
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped.update(map(id, node.values))
            parts = (getattr(part, "value", None) for part in node.values)
            text = "".join(part if isinstance(part, str) else "\0" for part in parts)
            yield node.lineno, _COLUMN.sub("：", text)
        elif isinstance(node, ast.Constant) and id(node) not in skipped:
            yield node.lineno, _COLUMN.sub("：", str(node.value))


def _cells(page: Page) -> Iterator[Text]:
    """Yield the strings in the code cells of a page."""
    for cell in (cell for cell in cells(page) if not syntax_error(cell.text)):
        for row, text in _strings(cell.text):
            yield page.path, cell.line + row - 1, _CODE.sub(OBJECT, text)


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside of code blocks, without the targets of links and HTML tags."""
    is_code = False
    for number, line in enumerate(text.split("\n"), 1):
        is_code ^= line.startswith("```")
        if not is_code:
            yield number, re.sub(r"(?<=\])\([^)]*\)|<[^>]+>", "", line)


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
