"""Faults in the lessons: a wrong number in the prose, a mutant in a cell, a mutant in the program.

A fault is caught by a run (the page's cells and claims, the program's promised output) or, on one
side only, by the comparison of the two languages. The lock does not count: it sees every edit.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests import ROOT
from tests.lessons.examples import differences, promised
from tests.lessons.examples import run as run_program
from tests.lessons.numbers.allowed import ALLOWED, read_allowed
from tests.lessons.numbers.check import lessons, unfounded
from tests.lessons.numbers.claims import Claim, claims
from tests.lessons.parity.compare import compare_example, compare_page
from tests.lessons.running import PageError, run
from tests.reading.pages import Page, cells, example_names, read_page
from tests.tools.mutation.mutants import Mutant, mutants

T = TypeVar("T")


@dataclass(frozen=True)
class Plant:
    """One fault in one file: what kind, where, what stood there and stands there now."""

    kind: str
    path: str
    place: str
    text: str

    def __str__(self) -> str:
        """Write file, line and fault."""
        return f"{self.path}:{self.place}"

    @property
    def name(self) -> str:
        """Return the lesson's name."""
        return Path(self.path).stem

    @property
    def language(self) -> str:
        """Return the lesson's language."""
        return self.path.split("/")[1]


def plants() -> Iterator[Plant]:
    """Yield one fault of each kind for each lesson that has a program, in each language."""
    programs = example_names(ROOT, "en")
    for page in (page for page in lessons(ROOT) if page.name in programs):
        yield in_prose(page)
        yield in_cells(page)
        yield in_program(f"examples/{page.language}/{page.name}.py")


def in_prose(page: Page) -> Plant:
    """Change the last digit of a number that the page claims."""
    rows = (ROOT / page.path).read_text(encoding="utf-8").split("\n")
    found = [
        claim for claim in claims(page) if len(_token(claim).findall(rows[claim.line - 1])) == 1
    ]
    claim = _choose(found, page.path)
    wrong = claim.number[:-1] + str((int(claim.number[-1]) + 1) % 10)
    rows[claim.line - 1] = _token(claim).sub(wrong, rows[claim.line - 1])
    return Plant("prose", page.path, f"{claim.line}: {claim.number} → {wrong}", "\n".join(rows))


def _token(claim: Claim) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.^]){re.escape(claim.number)}(?![\w.])", re.ASCII)


def in_cells(page: Page) -> Plant:
    """Put a mutant into one of the cells."""
    found = [(cell, mutant) for cell in cells(page) for mutant in _wrong(cell.text)]
    cell, mutant = _choose(found, page.path)
    rows = (ROOT / page.path).read_text(encoding="utf-8").split("\n")
    rows[cell.line - 1 : cell.line + cell.text.count("\n")] = [mutant.source]
    line = cell.line + mutant.line - 1
    return Plant("cell", page.path, f"{line}: {_said(mutant)}", "\n".join(rows))


def in_program(path: str) -> Plant:
    """Put a mutant into a program."""
    mutant = _choose(list(_wrong((ROOT / path).read_text(encoding="utf-8"))), path)
    return Plant("program", path, str(mutant), mutant.source)


def _choose(things: list[T], path: str) -> T:
    """Choose one, the same each time, whatever the other files hold."""
    return Random(path).choice(things)  # noqa: S311 - no secret


def _wrong(source: str) -> Iterator[Mutant]:
    """Yield the mutants with a wrong number or a wrong operator."""
    kinds = {ast.Constant, ast.BinOp, ast.UnaryOp, ast.AugAssign}
    return (mutant for mutant in mutants(source) if mutant.node in kinds)


def _said(mutant: Mutant) -> str:
    return f"{mutant.before} → {mutant.after}"


def seen_by_run(plant: Plant) -> bool:
    """Tell whether running the page or the program shows the fault."""
    with TemporaryDirectory() as folder:
        path = _write(plant, Path(folder))
        if plant.kind == "program":
            done = run_program(path, Path(folder))
            is_right = not done.stderr and not done.returncode
            return not is_right or bool(differences(promised(plant.text), done.stdout.rstrip("\n")))
        page = read_page(Path(folder), plant.language, plant.name)
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    try:
        ran = run(page)
    except PageError:
        return True
    return any((page.name, claim.number) not in allowed for claim in unfounded(page, ran))


def seen_by_parity(plant: Plant) -> bool:
    """Tell whether the fault, on one side only, is a drift between the languages."""
    with TemporaryDirectory() as folder:
        for language in ("en", "zh"):
            path = plant.path.replace(f"/{plant.language}/", f"/{language}/", 1)
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, Path(folder) / path)
        _write(plant, Path(folder))
        compare = compare_example if plant.kind == "program" else compare_page
        return any(True for _ in compare(Path(folder), plant.name))


def _write(plant: Plant, folder: Path) -> Path:
    path = folder / plant.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plant.text, encoding="utf-8")
    return path
