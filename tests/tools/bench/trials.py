"""What is timed: the guide's own clean build, its limit, and the table that compares them."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from guide_site import languages

from tests import ROOT
from tests.reading.pages import LANGUAGES
from tests.tools.bench.measure import Cost, cost, middle, say
from tests.tools.bench.sites import pages, program

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


TRIALS: dict[str, Trial] = {"limit": limit, "ours": ours}


def apart(trial: Trial) -> Cost:
    """Run a trial in a folder of its own."""
    with TemporaryDirectory() as folder:
        return trial(Path(folder))


def compare(rounds: int, trials: dict[str, Trial]) -> None:
    """Print the table of trials, one of which is the limit; each round runs all of them."""
    each_round = [{name: apart(trial) for name, trial in trials.items()} for _ in range(rounds)]
    count = sum(len(pages(ROOT, language)) for language in LANGUAGES)
    medians = {name: middle([costs[name] for costs in each_round]) for name in trials}
    say(f"| {rounds} rounds | median s | s per page | of the limit | peak GiB |")
    say("| --- " * 5 + "|")
    for name, m in medians.items():
        of_limit = m.seconds / medians["limit"].seconds
        cells = [f"{m.seconds:.1f}", f"{m.seconds / count:.2f}", f"{of_limit:.2f}"]
        say(f"| {name} | {' | '.join(cells)} | {m.memory / GIB:.2f} |")
