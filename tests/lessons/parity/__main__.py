"""``python -m tests.lessons.parity``: report drifts, or record pairs as read and accepted."""

# ruff: noqa: T201 - a tool for the command line prints

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from tests import ROOT
from tests.lessons.parity.compare import compare
from tests.lessons.parity.drift import Drift
from tests.lessons.parity.lints import lint
from tests.lessons.parity.lock import compare_lock, key_of, read_lock, read_pairs, write_lock

USAGE = "expected nothing, or: accept <page>#<label> … | <page> … | examples/<name> … | --all"


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one command and return its exit status."""
    try:
        match arguments:
            case []:
                return report(root)
            case ["accept", *names] if names:
                return accept(root, names)
        unread = [drift.key for drift in unaccepted(root)] if arguments == ["accept"] else []
        advice = f"; not accepted yet: {' '.join(unread)}" if unread else ""
        print(f"{USAGE}; got: {' '.join(arguments)}{advice}", file=sys.stderr)
    except ValueError as error:
        print(error, file=sys.stderr)
    return 2


def faults(root: Path) -> list[Drift]:
    """Return the faults that `accept` refuses: drifts, page by page in order, then typesetting."""
    return list(dict.fromkeys([*compare(root), *lint(root)]))


def unaccepted(root: Path) -> list[Drift]:
    """Return the differences from the lock."""
    return list(compare_lock(read_pairs(root), read_lock(root)))


def report(root: Path) -> int:
    """Print each drift, and each difference from the lock that can be accepted."""
    bad, unread = faults(root), unaccepted(root)
    keys = {drift.key for drift in bad}
    drifts = [*bad, *(d for d in unread if not any(_covers(key, d.key) for key in keys))]
    for drift in drifts:
        print(drift)
    pairs = len(read_pairs(root))
    print(f"drifts: {len(drifts)}" if drifts else f"{pairs} pairs of sections and programs agree")
    return 1 if drifts else 0


def accept(root: Path, names: Sequence[str]) -> int:
    """Write the named pairs to the lock as they are now; if one has a fault, write none."""
    pairs, lock = read_pairs(root), read_lock(root)
    keys = _chosen(names, {*pairs, *lock})
    bad = [drift for drift in faults(root) if any(_covers(drift.key, key) for key in keys)]
    if bad:
        print(*bad, sep="\n")
        print(f"accepted: nothing, because the two sides differ: mend these {len(bad)} first")
        return 1
    for key in keys:
        lock.pop(key, None)
        if key in pairs:
            lock[key] = tuple(side.entry for side in pairs[key])
    write_lock(root, lock)
    print(f"accepted: {' '.join(sorted(keys))}")
    return 0


def _chosen(names: Sequence[str], known: set[str]) -> set[str]:
    chosen: set[str] = set()
    for name in map(key_of, names):
        found = {key for key in known if name == "--all" or _covers(name, key)}
        if not found and name != "--all":
            near = get_close_matches(name, known, 1)
            advice = f"did you mean {near[0]}?" if near else USAGE
            msg = f"no section, page or program of all languages is called “{name}”; {advice}"
            raise ValueError(msg)
        chosen |= found
    return chosen


def _covers(name: str, key: str) -> bool:
    """Tell whether a key is this name, or the key of a section of the page with this name."""
    return key == name or key.startswith(f"{name}#")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))
