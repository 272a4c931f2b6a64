"""``python -m tests.tools.mutation [--sample N]``: plant faults, print those that no test saw."""

# ruff: noqa: T201 - a tool for the command line prints

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tests.tools.mutation import lessons, package

SEED = 20200101
WANTED = 95  # per cent of the package's mutants; of the faults in lessons, all
T = TypeVar("T")


def sample(things: Sequence[T], size: int | None) -> Sequence[T]:
    """Choose some, the same ones each time, in their order."""
    if size is None or size >= len(things):
        return things
    chosen = random.Random(SEED).sample(range(len(things)), size)  # noqa: S311 - no secret
    return [things[place] for place in sorted(chosen)]


def survivors(things: Sequence[T], is_killed: Callable[[T], bool]) -> list[T]:
    """Try all of them, two at a time, and return those that no test saw."""
    alive = []
    with ThreadPoolExecutor(2) as pool:
        for number, dead in enumerate(pool.map(is_killed, things), 1):
            if not dead:
                alive.append(things[number - 1])
            print(f"\r{number} of {len(things)} tried, {len(alive)} alive", end="", flush=True)
    print()
    return alive


def try_package(size: int | None) -> bool:
    """Try the mutants of the package; print those alive, and tell whether enough died."""
    if package.is_killed(package.control()):
        sys.exit("the tests of the package fail without any fault: mend that first")
    real = list(package.planted())
    tried = sample(real, size)
    alive = survivors(tried, package.is_killed)
    print(*(f"{mutant}  SURVIVED" for mutant in alive), sep="\n")
    killed = 100 * (1 - len(alive) / len(tried))
    print(f"package: {len(tried)} of {len(real)} mutants tried, {killed:.1f} % killed")
    return killed >= WANTED


def try_lessons(size: int | None) -> bool:
    """Try the faults in the lessons; print what no run saw, and tell whether all were caught."""
    every = list(lessons.plants())
    tried = sample(every, size)
    unseen = survivors(tried, lessons.seen_by_run)
    alive = [plant for plant in unseen if not lessons.seen_by_parity(plant)]
    for plant in unseen:
        print(f"{plant}  {'SURVIVED' if plant in alive else 'seen by parity only'}")
    run = len(tried) - len(unseen)
    print(f"lessons: {len(tried)} of {len(every)} faults tried, {len(tried) - len(alive)} caught:")
    print(f"         {run} by a run alone, {len(unseen) - len(alive)} by parity only")
    return not alive


def main(arguments: Sequence[str]) -> int:
    """Plant the faults and return 1 if too many survived."""
    parser = argparse.ArgumentParser(prog="nox -s mutation --", description=__doc__)
    help_ = "only N mutants of the package and N/4 faults in the lessons, the same ones each time"
    parser.add_argument("--sample", type=int, metavar="N", help=help_)
    size = parser.parse_args(arguments).sample
    start = time.monotonic()
    caught = [try_package(size), try_lessons(size and size // 4)]
    print(f"{(time.monotonic() - start) / 60:.1f} minutes, {os.cpu_count()} cores")
    return 0 if all(caught) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
