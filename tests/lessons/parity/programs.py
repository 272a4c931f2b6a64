"""Compare two programs: equal code, with strings and comments translated."""

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tests.lessons.parity.english import comments, english_words, shown_words
from tests.lessons.parity.trees import Difference, Trees
from tests.reading.text import has_han, may_translate


def compare_programs(en: str, zh: str) -> Iterator[Difference]:
    """Yield what differs between two Python programs."""
    errors = syntax_error(en), syntax_error(zh)
    if any(errors):
        yield from _compare_unreadable(en, zh, errors)
        return
    trees = ast.parse(en), ast.parse(zh)
    yield from Trees().compare(*trees)
    length, other = (len(source.rstrip().split("\n")) for source in (en, zh))
    if length == other:
        yield from _compare_comments(en, zh)
    else:
        line = _first_different_line(en, zh)
        yield Difference((line, line), "number of code lines", str(length), str(other))
    for line, words in shown_words(trees[1]):
        yield Difference((line, line), "untranslated text", words, words)


def syntax_error(source: str) -> SyntaxError | None:
    """Return why a source is no Python, None if it is."""
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error
    return None


def _compare_unreadable(
    en: str, zh: str, errors: Sequence[SyntaxError | None]
) -> Iterator[Difference]:
    """Compare what is no Python on both sides line by line; on one side it is a slip."""
    if all(errors):  # a shell command, or Python with … for code left out
        yield from compare_lines(en, zh)
        return
    line = next(error.lineno or 1 for error in errors if error)
    yield Difference(
        (line, line), "syntax", *(error.msg if error else "correct" for error in errors)
    )


def _first_different_line(en: str, zh: str) -> int:
    r"""Return the first line where one program has a line that the other has not.

    >>> _first_different_line("a = 1\n# one\nb = 2\nc = 3", "a = 1\nb = 2\nc = 3")
    2
    """
    pairs = enumerate(zip_longest(_shapes(en), _shapes(zh)), 1)
    return next((line for line, (one, other) in pairs if one != other), 1)


def _shapes(source: str) -> list[str]:
    """Return each line with ``#`` for a comment and ``''`` for a string and its line breaks."""
    shapes = [""] * len(source.rstrip().split("\n"))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.COMMENT, tokenize.STRING}:
            shapes[token.start[0] - 1] += "#" if token.string[0] == "#" else "''"
            shapes[token.start[0] - 1] += str(token.string.count("\n") or "")
        elif token.string.strip():
            shapes[token.start[0] - 1] += token.string
    return shapes


def compare_lines(en: str, zh: str) -> Iterator[Difference]:
    """Yield the lines of which ``zh`` has no possible translation in the same line.

    >>> next(compare_lines("pip install nox", "pip install tox")).lines
    (1, 1)
    """
    pairs = zip_longest(en.rstrip().split("\n"), zh.rstrip().split("\n"), fillvalue="nothing")
    for line, (one, other) in enumerate(pairs, 1):
        if not may_translate(one, other):
            yield Difference((line, line), "line", one, other)


def _compare_comments(en: str, zh: str) -> Iterator[Difference]:
    ones, others = comments(en), comments(zh)
    for line in sorted(ones.keys() | others.keys()):
        one, other = ones.get(line, "nothing"), others.get(line, "nothing")
        if not {line} <= ones.keys() & others.keys() or not may_translate(one, other):
            yield Difference((line, line), "comment", one, other)
        elif one == other and (has_han(one) or english_words(one)):
            yield Difference((line, line), "untranslated comment", one, other)
