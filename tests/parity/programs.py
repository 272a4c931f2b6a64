"""Compare two programs: the same code, with words and comments in each reader's language."""

import ast
from collections.abc import Iterator
from itertools import zip_longest

from tests.parity.english import comments, english_words, shown_words
from tests.parity.text import has_han, may_translate
from tests.parity.trees import Difference, Trees


def compare_programs(en: str, zh: str) -> Iterator[Difference]:
    """Yield what differs between two Python programs."""
    try:
        trees = ast.parse(en), ast.parse(zh)
    except SyntaxError:  # a shell command, or a piece with … in it
        yield from compare_lines(en, zh)
        return
    yield from Trees().compare(*trees)
    length, other = (len(source.rstrip().split("\n")) for source in (en, zh))
    if length == other:
        yield from _compare_comments(en, zh)
    else:
        yield Difference((length, other), "number of code lines", str(length), str(other))
    for line, words in shown_words(trees[1]):
        yield Difference((line, line), "untranslated text", words, words)


def compare_lines(en: str, zh: str) -> Iterator[Difference]:
    """Yield the lines that are no translation of each other.

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
