"""Fetch the addresses of the names in docs/inventories anew; run by `nox -s inventories`.

Each site publishes a list of all its names, ``objects.inv``. Of these only the names are taken that
our list has. Without a network the lists stay as they are, and what was edited by hand is compiled.
"""

# ruff: noqa: T201 - a tool for the command line prints

import re
import sys
import zlib
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from guide_site.pages.code_links import INVENTORIES, SITES

HEADER = 4  # the number of lines that are not compressed
HEAD = re.compile(r"# Sphinx inventory version 2\n# Project: .+\n# Version: .*\n# .*zlib.*\n")
ROW = re.compile(r"(?P<name>\S+) (?P<kind>py:\w+) -?\d+ (?P<place>\S+) .+")


def split(content: bytes) -> tuple[str, list[str]]:
    r"""Return the head and the rows of a compiled list.

    Raises:
        ValueError: It is another kind of file, or it ends too early.

    >>> head = "# Sphinx inventory version 2\n# Project: A\n# Version: 1\n# zlib\n"
    >>> split(compiled(head, ["b"]))[1]
    ['b']
    """
    *lines, rest = [*content.split(b"\n", HEADER), b""][: HEADER + 1]
    head = "".join(f"{line.decode('utf-8', 'replace')}\n" for line in lines)
    if not HEAD.fullmatch(head):
        msg = "what came is no list of names"
        raise ValueError(msg)
    try:
        return head, zlib.decompress(rest).decode("utf-8").splitlines()
    except (zlib.error, UnicodeDecodeError) as error:
        msg = "what came is not whole"
        raise ValueError(msg) from error


def compiled(head: str, rows: list[str]) -> bytes:
    """Return a list as Sphinx reads it."""
    return head.encode() + zlib.compress("".join(f"{row}\n" for row in rows).encode(), 9)


def renewed(listed: list[str], rows: list[str]) -> list[str]:
    """Return the listed rows with the addresses that a site's own rows give their names.

    Raises:
        ValueError: The site has no such name any more.

    >>> renewed(["a.b py:class 1 old.html -"], ["a.b py:function 1 new.html#$ -", "c d 1 c -"])
    ['a.b py:function 1 new.html#a.b -']
    """
    found = {match["name"]: match for match in map(ROW.fullmatch, rows) if match}
    names = [row.split()[0] for row in listed]
    if gone := [name for name in names if name not in found]:
        msg = f"it no longer has {', '.join(gone)}"
        raise ValueError(msg)
    matches = [found[name] for name in names]
    return [f"{m['name']} {m['kind']} 1 {m['place'].replace('$', m['name'])} -" for m in matches]


def read(file: Path) -> tuple[str, list[str]]:
    """Return the head and the rows of a list that people edit."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    return "".join(lines[:HEADER]), [line.strip() for line in lines[HEADER:] if line.strip()]


def renew(file: Path, address: str) -> None:
    """Replace a list by the site's newest addresses of its names."""
    with urlopen(f"{address}objects.inv", timeout=30) as answer:  # noqa: S310 - ours are https
        head, rows = split(answer.read())
    text = head + "".join(f"{row}\n" for row in renewed(read(file)[1], rows))
    replace(file, text.encode())


def compile_list(file: Path) -> None:
    """Write a list as Sphinx reads it, if that is not what is there."""
    target = file.with_suffix(".inv")
    try:
        is_there = split(target.read_bytes()) == read(file)
    except (OSError, ValueError):  # none yet, or a damaged one
        is_there = False
    if not is_there:
        replace(target, compiled(*read(file)))


def replace(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def main(folder: Path = INVENTORIES, sites: Mapping[str, str] = SITES) -> int:
    """Renew each list, or say in one sentence which stayed as they were; return the exit status."""
    kept = []
    for name, address in sites.items():
        file = folder / f"{name}.txt"
        try:
            renew(file, address)
        except (OSError, HTTPException, ValueError) as error:
            kept.append(f"{name} ({address}objects.inv: {error})")
        compile_list(file)
    if kept:
        print(f"These lists keep the addresses that they had: {'; '.join(kept)}.")
    else:
        print(f"{len(sites)} lists have the addresses of today: read what git diff shows.")
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
