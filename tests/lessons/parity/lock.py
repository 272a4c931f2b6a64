"""The lock file: the pairs of sections or programs that someone has read and accepted.

Its entry for a side is ``hash:marks``. The hash tells whether the side has changed; the marks,
two hexadecimal digits for each fact of a section or line of a program, tell in which line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from tests.lessons.parity.drift import Drift
from tests.reading.pages import LANGUAGES, example_names, page_names, read_page, short_hash

LOCK = "docs/parity.lock"
HINT = "read both sides, then run: nox -s parity -- accept"


class Side(NamedTuple):
    """One language's side of a pair: its file, its first line, and line and text of each part."""

    path: str
    line: int
    rows: Sequence[tuple[int, str]]

    @property
    def entry(self) -> str:
        """Return this side's entry in the lock file: its hash and its marks."""
        return f"{self._hash()}:{''.join(self._marks())}"

    def is_locked_as(self, entry: str) -> bool:
        """Tell whether an entry of the lock file has the hash of this side."""
        return entry.partition(":")[0] == self._hash()

    def changed_line(self, entry: str) -> int:
        """Return the first line that differs from an entry, or the side's first without marks."""
        was = entry.partition(":")[2]
        marks = [was[i : i + 2] for i in range(0, len(was), 2)]
        pairs = list(zip_longest(self._marks(), marks)) if marks else []
        index = next((n for n, (now, before) in enumerate(pairs) if now != before), None)
        if index is None:
            return self.line
        return self.rows[min(index, len(self.rows) - 1)][0]

    def _hash(self) -> str:
        return short_hash("\n".join(row for _, row in self.rows))

    def _marks(self) -> list[str]:
        return [short_hash(row, 2) for _, row in self.rows]


Pairs = Mapping[str, tuple[Side, ...]]  # one side a language, in the order of `LANGUAGES`
Lock = dict[str, tuple[str, ...]]


def read_pairs(root: Path) -> Pairs:
    """Return each section and program that exists in all languages."""
    sides = [_sides(root, language) for language in LANGUAGES]
    keys = set.intersection(*map(set, sides))
    return {key: tuple(side[key] for side in sides) for key in sorted(keys)}


def read_lock(root: Path) -> Lock:
    """Return the entries of the lock file, whose lines have a key and an entry for each language.

    A language that came after a line was written has an empty entry, which no text agrees with.

    Raises:
        ValueError: A line has too few or too many parts, or two lines have the same key.
    """
    lock: Lock = {}
    path = root / LOCK
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line, row in enumerate(rows, 1):
        match row.split():
            case [key, *hashes] if key not in lock and 2 <= len(hashes) <= len(LANGUAGES):
                missing = len(LANGUAGES) - len(hashes)
                lock[key] = (*hashes, *[""] * missing)
            case _:
                wanted = " ".join(f"{language}-hash" for language in LANGUAGES)
                msg = f"{LOCK}:{line}: expected “key {wanted}”, each key once, got “{row}”"
                raise ValueError(msg)
    return lock


def write_lock(root: Path, lock: Lock) -> None:
    """Write the lock file, one line for each key, sorted."""
    rows = (f"{' '.join([key, *filter(None, hashes)])}\n" for key, hashes in sorted(lock.items()))
    (root / LOCK).write_text("".join(rows), encoding="utf-8", newline="\n")


def compare_lock(pairs: Pairs, lock: Lock) -> Iterator[Drift]:
    """Yield each section or program that differs from its entry in the lock."""
    for key, sides in pairs.items():
        locked = lock.get(key, ())
        changed = [n for n, was in enumerate(locked) if not sides[n].is_locked_as(was)]
        if key not in lock:
            what = f"{key} was never accepted; {HINT} {key}"
            yield Drift(sides[0].path, sides[0].line, what, key)
        elif changed:
            side, was = sides[changed[0]], locked[changed[0]]
            what = f"{key} has changed in {_who(changed)}; {HINT} {key}"
            yield Drift(side.path, side.changed_line(was), what, key)
    for line, key in enumerate(sorted(lock), 1):
        if key not in pairs:
            yield Drift(LOCK, line, f"{key} no longer stands in all languages; {HINT} {key}", key)


def _who(changed: Sequence[int]) -> str:
    """Name the languages that have changed.

    >>> _who([1]), _who([0, 1])
    ('zh only', 'all languages')
    """
    names = " and ".join(LANGUAGES[n] for n in changed)
    return "all languages" if len(changed) == len(LANGUAGES) else f"{names} only"


def _sides(root: Path, language: str) -> dict[str, Side]:
    sides = {}
    for name in page_names(root, language):
        page = read_page(root, language, name)
        for section in page.sections:
            sides[f"{name}#{section.label}"] = Side(page.path, section.line, section.rows())
    for name in example_names(root, language):
        path = f"examples/{language}/{name}.py"
        text = (root / path).read_text(encoding="utf-8").rstrip()
        sides[f"examples/{name}"] = Side(path, 1, list(enumerate(text.split("\n"), 1)))
    return sides


def key_of(name: str) -> str:
    """Return the key of a page, section or program, also for the path of its file.

    >>> key_of("docs/zh/scalar.md"), key_of("examples/vector.py"), key_of("scalar#scalar-next")
    ('scalar', 'examples/vector', 'scalar#scalar-next')
    """
    folders = "|".join(LANGUAGES)
    path = re.sub(rf"^docs/(?:{folders})/|\.(?:md|py)$", "", name)
    return re.sub(rf"^examples/(?:{folders})/", "examples/", path)
