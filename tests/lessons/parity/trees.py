"""Compare two syntax trees, which must be equal but for translated strings."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from tests.reading.text import fixed_parts, is_translation, may_translate

# Calls that show the keys of a dict as titles: in their arguments keys may be translated.
SHOWS_KEYS = {"Table", "live_race", "plot_descent", "plot_landscape", "plot_lines"}


@dataclass(frozen=True)
class Difference:
    """A difference of two programs: the line in each (English, Chinese; from 1), and its kind."""

    lines: tuple[int, int]
    what: str
    en: str
    zh: str


class Trees:
    """Walks two syntax trees side by side; ``lines`` are those of the current nodes."""

    def __init__(self) -> None:
        """Start at line 1 of both programs, outside of any call."""
        self.lines = (1, 1)
        self.shows_keys = False

    def compare(self, en: ast.AST, zh: ast.AST, *, free: bool = True) -> Iterator[Difference]:
        """Yield the differences; ``free`` says that a string may be translated here."""
        before = self.lines
        self.lines = _line(en, before[0]), _line(zh, before[1])
        words = _words(en), _words(zh)
        if words[0] is not None and words[1] is not None:
            yield from self._strings(words[0], words[1], free=free)
            yield from self._expressions(en, zh, free=free)
        elif _own_parts(en) != _own_parts(zh):
            yield self._differ("code", en, zh)
        else:
            yield from self._children(en, zh, free=free)
        self.lines = before

    def _children(self, en: ast.AST, zh: ast.AST, *, free: bool) -> Iterator[Difference]:
        before = self.shows_keys
        if isinstance(en, ast.Call):
            self.shows_keys |= ast.unparse(en.func) in SHOWS_KEYS
        for name in en._fields:
            is_free = free and self._is_free(en, name)
            ones, others = _nodes(en, name), _nodes(zh, name)
            if len(ones) == len(others):
                for one, other in zip(ones, others, strict=True):
                    yield from self.compare(one, other, free=is_free)
            else:
                yield self._first_shifted(ones, others)
        self.shows_keys = before

    def _is_free(self, node: ast.AST, name: str) -> bool:
        match node, name:
            case (ast.Dict(), "keys") | (ast.DictComp(), "key"):
                return self.shows_keys
            case (ast.Compare() | ast.MatchValue(), _) | (ast.Subscript(), "slice"):
                return False
        return True

    def _first_shifted(self, ones: list[ast.AST], others: list[ast.AST]) -> Difference:
        """Report the first node that only one list has; those after it are only shifted."""
        pairs = zip_longest(ones, others)
        return next(
            self._differ("code", one, other)
            for one, other in pairs
            if not one or not other or any(self.compare(one, other))
        )

    def _strings(self, en: str, zh: str, *, free: bool) -> Iterator[Difference]:
        if en == zh or (free and may_translate(en, zh)):
            return
        if not free:
            yield Difference(self.lines, "string in a key, index or comparison", en, zh)
        elif not is_translation(en, zh):
            yield Difference(self.lines, "string", en, zh)
        else:
            yield self._lost_part(en, zh)

    def _lost_part(self, en: str, zh: str) -> Difference:
        """Report the fixed parts that only one string has, instead of the whole strings."""
        rows = zip_longest(en.split("\n"), zh.split("\n"), fillvalue="")
        shift = next((n for n, (a, b) in enumerate(rows) if fixed_parts(a) != fixed_parts(b)), 0)
        lines = self.lines[0] + shift, self.lines[1] + shift
        lost = fixed_parts(en) - fixed_parts(zh), fixed_parts(zh) - fixed_parts(en)
        only_en, only_zh = (" ".join(sorted(parts.elements())) or "nothing" for parts in lost)
        return Difference(lines, "number, $…$, {…} or %… in a text", only_en, only_zh)

    def _expressions(self, en: ast.AST, zh: ast.AST, *, free: bool) -> Iterator[Difference]:
        """Compare the expressions of two f-strings in any order: that of words may differ."""
        only_zh = _expressions(zh)
        for one in _expressions(en):
            twin = next((o for o in only_zh if not any(self.compare(one, o, free=free))), None)
            if twin is None:
                yield self._differ("f-string", en, zh)
                return
            only_zh.remove(twin)
        if only_zh:
            yield self._differ("f-string", en, zh)

    def _differ(self, what: str, en: ast.AST | None, zh: ast.AST | None) -> Difference:
        lines = _line(en, self.lines[0]), _line(zh, self.lines[1])
        return Difference(lines, what, _source(en), _source(zh))


def _words(node: ast.AST) -> str | None:
    """Return the words of a string or an f-string, None for any other node."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(value) or "" for value in values)
    return None


def _expressions(node: ast.AST) -> list[ast.AST]:
    return [value for value in _nodes(node, "values") if isinstance(value, ast.FormattedValue)]


def _own_parts(node: ast.AST) -> list[str]:
    """Return the class of a node and the fields of it that are no nodes, as text."""
    names = (name for name in node._fields if not _nodes(node, name))
    return [type(node).__name__, *(repr(getattr(node, name, None)) for name in names)]


def _nodes(node: ast.AST, name: str) -> list[ast.AST]:
    value = getattr(node, name, None)
    values = value if isinstance(value, list) else [value]
    return [value for value in values if isinstance(value, ast.AST)]


def _line(node: ast.AST | None, otherwise: int) -> int:
    return getattr(node, "lineno", otherwise)


def _source(node: ast.AST | None) -> str:
    return ast.unparse(node).split("\n")[0] if node else "nothing"
