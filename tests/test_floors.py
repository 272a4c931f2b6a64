"""The tests stand on three floors, with other rooms beside them; the arrows point down."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

# What each folder may import besides itself.
BELOW: dict[str, set[str]] = {
    "reading": set(),
    "lessons": {"reading"},
    "tools": {"reading", "lessons"},
    "package": set(),
    "site": set(),
    "browser": set(),
}


def imported(file: Path) -> Iterator[str]:
    """Yield the whole dotted name of each thing that a file imports."""
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(file.read_bytes())):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(names=names, module=module, level=level):
                above = package[: len(package) + 1 - level] if level else ()
                yield from (
                    ".".join([*above, *filter(None, [module, each.name])]) for each in names
                )


def arrows() -> Iterator[tuple[Path, list[str]]]:
    """Yield each file of the tests with the parts of each name in ``tests`` that it imports."""
    for file in sorted((ROOT / "tests").rglob("*.py")):
        names = (name.split(".") for name in imported(file))
        yield from ((file.relative_to(ROOT), name) for name in names if name[0] == "tests")


def test_a_floor_of_the_tests_leans_only_on_those_below() -> None:
    """Reading pages, proving lessons, tools; the other rooms know none, and the top knows all."""
    found = [(file, name) for file, name in arrows() if file.parent.name != "tests"]
    assert {file.parts[1] for file, _ in found} >= {"lessons", "tools", "browser"}
    for file, name in found:
        room = file.parts[1]
        assert name[1] in {*BELOW[room], room, "ROOT"}, f"{file} imports {'.'.join(name)}"


def test_no_test_is_imported() -> None:
    """What two files need is in a module, so that no test is collected twice."""
    for file, name in arrows():
        assert not any(part.startswith("test_") for part in name), f"{file}: {'.'.join(name)}"
