"""Each folder of tests/ imports only those listed for it: lessons reading, tools both."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

# The folders of tests/ that each folder may import besides itself.
IMPORTABLE: dict[str, set[str]] = {
    "reading": set(),
    "lessons": {"reading"},
    "tools": {"reading", "lessons"},
    "package": set(),
    "site": set(),
    "browser": set(),
}


def imported(file: Path) -> Iterator[str]:
    """Yield the full dotted name of each module, class or function that a file imports."""
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


def imports_of_tests() -> Iterator[tuple[Path, list[str]]]:
    """Yield each file with each name that it imports from ``tests``, split at the dots."""
    for file in sorted((ROOT / "tests").rglob("*.py")):
        names = (name.split(".") for name in imported(file))
        yield from ((file.relative_to(ROOT), name) for name in names if name[0] == "tests")


def test_each_folder_imports_only_the_folders_listed_for_it() -> None:
    """The other folders import none; the files directly in tests/ may import any."""
    found = [(file, name) for file, name in imports_of_tests() if file.parent.name != "tests"]
    assert {file.parts[1] for file, _ in found} >= {"lessons", "tools", "browser"}
    for file, name in found:
        folder = file.parts[1]
        assert name[1] in {*IMPORTABLE[folder], folder, "ROOT"}, f"{file} imports {'.'.join(name)}"


def test_no_test_is_imported() -> None:
    """Shared helpers are in modules without tests, so that pytest collects no test twice."""
    for file, name in imports_of_tests():
        assert not any(part.startswith("test_") for part in name), f"{file}: {'.'.join(name)}"
