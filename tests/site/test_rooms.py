"""The rooms of docs/_ext/guide_site: which imports which, and what each says of itself."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

from guide_site.paths import EXTENSIONS

PACKAGE = EXTENSIONS / "guide_site"
ROOMS = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
# All of them may use the ground: the modules that lie directly in the package.
ARROWS = {
    "search": set[str](),
    "pages": {"cells"},
    "books": {"publish", "processes"},
    "downloads": set[str](),
    "cells": {"processes"},
    "publish": {"processes"},
    "processes": set[str](),
}


def imported(module: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports, without the package's name."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (
            name.removeprefix("guide_site.") for name in names if name.startswith("guide_site")
        )


def used(folder: str) -> set[str]:
    """Return the other rooms from which a room imports; the ground is called by no name."""
    modules = (PACKAGE / folder).glob("*.py")
    names = {name.partition(".")[0] for module in modules for name in imported(module)}
    return (names & ROOMS) - {folder}


def test_arrows_lead_one_way() -> None:
    """Each room uses those that are named here, the ground uses none, and there is no circle."""
    assert {room: used(room) for room in ROOMS} == ARROWS
    assert used("") == set()
    assert list(TopologicalSorter(ARROWS).static_order())


def test_each_room_and_module_says_what_it_is() -> None:
    """In the first line; a room holds nothing else in its own file."""
    for room in ROOMS:
        text = (PACKAGE / room / "__init__.py").read_text("utf-8")
        assert ast.unparse(ast.parse(text)) == ast.unparse(ast.parse(text.splitlines()[0])), room
    for module in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(module.read_text("utf-8"))), module


def test_nothing_else_lies_on_the_path() -> None:
    """The package and its door: a name of ours cannot hide a library's."""
    names = {each.name for each in EXTENSIONS.iterdir()} - {"__pycache__"}
    assert names == {"__main__.py", "guide_site"}


def test_each_door_leads_to_a_program() -> None:
    """``python docs/_ext DOOR`` calls the function ``main`` of a module."""
    tree = ast.parse((EXTENSIONS / "__main__.py").read_text("utf-8"))
    (doors,) = (node.value for node in tree.body if isinstance(node, ast.Assign))
    for module in ast.literal_eval(doors).values():
        assert callable(import_module(f"guide_site.{module}").main)
