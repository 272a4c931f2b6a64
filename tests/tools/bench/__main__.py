"""Prints times, ratios and memory: ``python -m tests.tools.bench [ROUNDS [LESSONS …]]``."""

import gzip
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import ROOT
from tests.tools.bench.measure import cost, say
from tests.tools.bench.sites import many
from tests.tools.bench.trials import BUILDING, GIB, TRIALS, compare


def grow(lessons: list[int]) -> None:
    """Print the table of sites with more and more lessons; no two share a word of their prose."""
    say("\n| lessons | s | s per lesson | peak GiB | index, KB gzipped per lesson |")
    say("| --- " * 5 + "|")
    for count in lessons:
        with TemporaryDirectory() as name:
            docs = many(ROOT, count, Path(name) / "docs")
            c = cost([sys.executable, *BUILDING, docs, Path(name) / "build"])
            index = (Path(name) / "build" / "site" / "zh" / "searchindex.js").read_bytes()
            kilobytes = len(gzip.compress(index)) / 1000 / (count + 1)
        each = f"{c.seconds / count:.2f} | {c.memory / GIB:.2f} | {kilobytes:.2f}"
        say(f"| {count} | {c.seconds:.1f} | {each} |")


def main(rounds: str = "5", *lessons: str) -> None:
    """Measure and print both tables."""
    say(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    compare(int(rounds), TRIALS)
    grow([int(count) for count in lessons] or [10, 50, 200])


if __name__ == "__main__":
    main(*sys.argv[1:])
