"""Find English words in what a Chinese program prints or draws, and its comments by line."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.reading.text import has_han

# English words that a Chinese program may print, and why.
KEPT = {
    "None": "a value of Python",
    "True": "a value of Python",
    "False": "a value of Python",
    "inf": "a value of Python",
    "nan": "a value of Python",
    "autograd": "PyTorch's name",
    "backward": "PyTorch's name",
    "detach": "PyTorch's name",
    "grad": "PyTorch's name",
    "tensor": "PyTorch's name",
    "noqa": "an instruction to a tool",
    "type": "an instruction to a tool",
    "sin": "a function's name in mathematics",
    "cos": "a function's name in mathematics",
    "exp": "a function's name in mathematics",
    "log": "a function's name in mathematics",
    "max": "a function's name in mathematics",
    "min": "a function's name in mathematics",
    "sum": "a function's name in mathematics",
}
_CODE = re.compile(r"\$[^$]*\$|\{[^{}]*\}|`[^`]*`|--[\w-]+|%\w+|\w+[._/]\S*|\S+\.\w+")
_WORD = re.compile(r"(?<![\w.\\])[A-Z]?[a-z]{2,}(?!\w|[.]\w|[(=\[])")
_SHOWING = re.compile(
    r"print|exit|error|SystemExit|text|annotate|title|[xyz]label|suptitle|sup[xy]label|legend"
    r"|set_\w+|plot_\w+|Table|ArgumentParser"
)
_LABELS = re.compile(r"\w*(label|title|caption|help|description|curve|tangent)s?")


def english_words(text: str) -> list[str]:
    """Return the English words of a text that are neither code nor in `KEPT`.

    >>> english_words("x.grad after step {k}: tensor([40.])"), english_words("SGD, sin(x) = 0.5")
    (['after', 'step'], [])
    """
    words: list[str] = _WORD.findall(_CODE.sub(" ", text))
    return [word for word in words if word not in KEPT]


def shown_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of each English string that a program prints or draws."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        values = call.args if _SHOWING.fullmatch(name) else []
        labels = [word.value for word in call.keywords if _LABELS.fullmatch(word.arg or "")]
        for value in [*values, *labels]:
            text = _literal(value)
            if not has_han(text) and english_words(text):
                yield value.lineno, text


def comments(source: str) -> dict[int, str]:
    """Return the comments of a program by line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def _literal(node: ast.AST) -> str:
    """Return the words of a string or an f-string, "" for another expression."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(value) for value in node.values)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else ""
