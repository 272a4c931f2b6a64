"""Prints times, ratios and memory: ``python -m tests.tools.bench [ROUNDS [LESSONS …]]``."""

import gzip
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from guide_site import languages

from tests import ROOT
from tests.reading.pages import LANGUAGES
from tests.tools.bench.measure import Cost, cost, middle, say
from tests.tools.bench.sites import gallery, many, pages, plain, program

BUILDING = (ROOT / "docs" / "_ext", "build")
SPHINX = {language.folder: language.sphinx for language in languages.LANGUAGES}
ALONE = {"OMP_NUM_THREADS": "1"}
GIB = 1024**3

Trial = Callable[[Path], Cost]


def sphinx(*arguments: str | Path) -> list[str | Path]:
    """Return the command that builds a site from nothing."""
    return [sys.executable, "-m", "sphinx", "-q", "-E", *arguments]


def worst(costs: list[Cost]) -> Cost:
    """Return the cost of what goes on side by side, each with a core of its own."""
    return Cost(max(c.seconds for c in costs), max(c.memory for c in costs))


def together(costs: list[Cost]) -> Cost:
    """Return the cost of one after the other."""
    return Cost(sum(c.seconds for c in costs), max(c.memory for c in costs))


def limit(folder: Path) -> Cost:
    """One process for all cells of a language, then Sphinx without any; the slower language."""

    def of(language: str) -> Cost:
        off = ["-D", "run_cells=off", "-D", f"language={SPHINX[language]}"]
        docs = ROOT / "docs" / language
        build = sphinx(*off, "-c", ROOT / "docs", docs, folder / "off" / language)
        run = cost([sys.executable, program(ROOT, language, folder)], ALONE)
        return together([run, cost(build, ALONE)])

    return worst([of(language) for language in LANGUAGES])


def ours(folder: Path) -> Cost:
    """Return the cost of `nox -s docs`, its environment installed."""
    return cost([sys.executable, *BUILDING, ROOT / "docs", folder / "build"])


def stock(folder: Path) -> Cost:
    """Plain MyST-NB on the same pages, one language after the other."""
    conf = plain(folder / "plain")
    docs = {language: ROOT / "docs" / language for language in LANGUAGES}
    each = [cost(sphinx("-c", conf, docs[name], folder / "stock" / name)) for name in LANGUAGES]
    return together(each)


def galleries(folder: Path) -> Cost:
    """Sphinx-Gallery on the same cells, both languages in one process."""
    source = gallery(ROOT, folder / "gallery")
    return cost(sphinx(source, folder / "gallery-html"))


def apart(trial: Trial) -> Cost:
    """Run a trial in a folder of its own."""
    with TemporaryDirectory() as folder:
        return trial(Path(folder))


def compare(rounds: int) -> None:
    """Print the table of the guide's own build beside its limit and others."""
    trials: dict[str, Trial] = {
        "limit": limit,
        "ours": ours,
        "stock MyST-NB": stock,
        "Sphinx-Gallery": galleries,
    }
    costs: dict[str, list[Cost]] = {name: [] for name in trials}
    for _ in range(rounds):
        for name, trial in trials.items():
            costs[name].append(apart(trial))
    count = sum(len(pages(ROOT, language)) for language in LANGUAGES)
    base = middle(costs["limit"]).seconds
    say(f"| {rounds} rounds | median s | s per page | of the limit | peak GiB |")
    say("| --- " * 5 + "|")
    for name, each in costs.items():
        m = middle(each)
        cells = [f"{m.seconds:.1f}", f"{m.seconds / count:.2f}", f"{m.seconds / base:.2f}"]
        say(f"| {name} | {' | '.join(cells)} | {m.memory / GIB:.2f} |")


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
    compare(int(rounds))
    grow([int(count) for count in lessons] or [10, 50, 200])


if __name__ == "__main__":
    main(*sys.argv[1:])
