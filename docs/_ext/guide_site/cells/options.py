"""Reports what a page's header and its cells say that no one knows: line, name, nearest name."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from markdown_it.token import Token
from myst_nb.core.config import NbParserConfig, Section
from myst_parser.parsers.directives import is_option_line

from guide_site.cells.source import blocks, is_cell

# What may be said: a mapping has names, a list any of its items, a tuple is one of them, a path is
# a file in that folder, and None is anything.
Known = Mapping[str, Any] | list[str] | tuple[str, ...] | Path | None
SHAPES: dict[type, str] = {dict: "names with values", list: "a list in brackets", tuple: "a word"}

TAGS = [f"{verb}-{part}" for verb in ("hide", "remove") for part in ("cell", "input", "output")]
TAGS += ["remove-stdout", "remove-stderr", "scroll-output"]
TAGS += ["raises-exception", "skip-execution"]  # known to be refused: see complaints()
OWN = {
    "image": dict.fromkeys(("align", "alt", "classes", "height", "name", "scale", "width")),
    "figure": dict.fromkeys(("align", "caption", "caption_before", "classes", "name")),
}
KERNEL = {"name": ("python3",), "display_name": None, "language": None}
SPHINX = ("html_meta", "jupytext", "myst", "no-search", "nocomments", "nosearch", "orphan")


def settings(level: Section) -> dict[str, Known]:
    """Return the names that MyST-NB takes below ``mystnb:`` on a level."""
    fields = (
        each for each in NbParserConfig.get_fields() if level in each.metadata.get("sections", ())
    )
    return {field.metadata.get("cell_key", field.name): None for field in fields}


def known_in_header() -> Known:
    """Return what a header may say."""
    given = settings(Section.file_lvl) | OWN
    notebook = {"file_format": ("mystnb",), "kernelspec": KERNEL, "mystnb": given}
    return {**notebook, **dict.fromkeys((*SPHINX, "substitutions", "tocdepth"))}


def known_in_cell(folder: Path) -> Known:
    """Return what a cell of a page in this folder may say."""
    return {"load": folder, "mystnb": settings(Section.cell_lvl) | OWN, "tags": TAGS}


def stranger(name: str, known: Mapping[str, Any] | list[str] | tuple[str, ...]) -> str:
    """Say that a name is not known, and which one may be meant.

    >>> stranger("remove-cel", TAGS), stranger("julia", ("python3",))
    ("'remove-cel' is not known here: is it 'remove-cell'?", "'julia' is not known here: say python3")
    """  # noqa: E501
    near = get_close_matches(name, known, 1)
    return f"{name!r} is not known here: " + (
        f"is it {near[0]!r}?" if near else f"say {', '.join(sorted(known))}"
    )


def unknown(node: yaml.Node, known: Known) -> Iterator[tuple[int, str]]:  # noqa: C901 (one case a kind)
    """Yield the line, counted from 0, and what is wrong there in a piece of YAML."""
    line = node.start_mark.line
    match known, node:
        case None, _:
            pass
        case dict(), yaml.MappingNode():
            for key, value in node.value:
                if key.value in known:
                    yield from unknown(value, known[key.value])
                else:
                    yield key.start_mark.line, stranger(str(key.value), known)
        case list(), yaml.SequenceNode():
            for item in node.value:
                yield from unknown(item, tuple(known))
        case tuple(), yaml.ScalarNode():
            if node.value not in known:
                yield line, stranger(node.value, known)
        case Path(), yaml.ScalarNode():
            if not (known / node.value).is_file():
                yield line, f"there is no file {node.value!r} beside the page"
        case _:
            yield line, f"here must be {SHAPES.get(type(known), 'a file')}"


def options_of(cell: Token) -> tuple[int, str]:
    """Return how many lines of a cell are above its options, and these as YAML."""
    first, *others = lines = cell.content.split("\n")
    if first.startswith("---"):
        return 2, dedent("\n".join(takewhile(lambda line: not line.startswith("---"), others)))
    return 1, "\n".join(line.lstrip()[1:] for line in takewhile(is_option_line, lines))


def wrong(text: str, begin: int, known: Known) -> Iterator[tuple[int, str]]:
    """Yield line and fault for all that is wrong in a piece of YAML.

    Args:
        text: The YAML.
        begin: The line of the page, counted from 1, on which it begins.
        known: What it may say.
    """
    try:
        if node := yaml.compose(text):
            yield from ((begin + line, said) for line, said in unknown(node, known))
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", error)
        yield begin + (mark.line if mark else 0), f"this cannot be read as YAML: {problem}"


def faults(text: str, config: Any, folder: Path) -> Iterator[tuple[int, str]]:  # noqa: ANN401 (MyST's, which has no types)
    """Yield line and fault for all that a page says to MyST-NB and that no one knows.

    Args:
        text: The text of the page.
        config: The settings of MyST.
        folder: The folder of the page.
    """
    for token in blocks(text, config):
        begin = token.map[0] + 1 if token.map else 1
        if token.type == "front_matter":
            yield from wrong(token.content, begin + 1, known_in_header())
        elif is_cell(token):
            above, options = options_of(token)
            yield from wrong(options, begin + above, known_in_cell(folder))
        elif token.type == "fence" and token.info.startswith("{raw-cell}"):
            yield begin, "a raw cell is shown nowhere: write {code-cell}, or Markdown"
