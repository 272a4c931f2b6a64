"""Boxes in which a reader runs Python: ``{try}`` shows code, ``try.js`` makes it an editor.

The first block of code in a box is what the editor begins with, a second one is its check: asserts
whose messages say what is wrong. The first cell of the solution below is run after the start
in each build. All of it must print the same on torch, on the engine and under MicroPython.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from guide_site.page_files import load_with
from guide_site.pages.box_proof import ENGINE, PYTHON, differences, on_torch

logger = logging.getLogger(__name__)


class Box(nodes.admonition):
    """Code that a reader can change and run; ``check`` is run after it."""


class Try(SphinxDirective):
    """``{try} Title``: a block of code, and after it, if there is one, its check."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        title = _("Try it: {title}").format(title=self.arguments[0])
        box = Box("", nodes.title(title, title))
        parts = self.parse_content_to_nodes()
        blocks = [part for part in parts if isinstance(part, nodes.literal_block)]
        self.set_source_info(box)
        if blocks != parts or not 1 <= len(blocks) <= 2:
            logger.warning("a box has one block of code, or two", location=box)
            return []
        box += blocks[0]
        box["name"] = self.arguments[0]
        box["check"] = blocks[1].astext() if len(blocks) == 2 else ""
        return [box]


def code_of(box: Box) -> str:
    """Return the code that a box begins with."""
    return next(iter(box.findall(nodes.literal_block))).astext()


def solution_of(box: Box) -> str:
    """Return the first cell of the solution that follows a box in its section, or nothing."""
    siblings: list[Any] = box.parent.children
    for node in siblings[siblings.index(box) + 1 :]:
        if isinstance(node, nodes.section | Box):
            break
        if "dropdown-solution" in node.get("classes", ()):
            for part in node.findall(nodes.container):
                if part.get("nb_element") == "cell_code_source":
                    return str(part.astext())
    return ""


def prove(_app: Sphinx, document: nodes.document) -> None:
    """Count the boxes of a page, and report each that does not print what torch prints."""
    boxes = list(document.findall(Box))
    programs, owners = [], []
    for number, box in enumerate(boxes, 1):
        box["number"] = number
        start, solution = code_of(box), solution_of(box)
        programs.append((start, box["check"]))
        owners.append((box, "start"))
        if solution:
            programs.append((f"{start}\n\n{solution}", box["check"]))
            owners.append((box, "solution"))
        elif box["check"]:
            logger.warning("a box with a check has no solution with a cell", location=box)
    if not programs:
        return
    answers = on_torch(programs)
    said_of = differences(programs, answers)
    for (box, part), answer, said in zip(owners, answers, said_of, strict=True):
        how = answer[1]
        if said:
            logger.warning("box %r, %s: %s", box["name"], part, said, location=box)
        wanted = "done" if not box["check"] else {"start": "wrong", "solution": "right"}[part]
        if how != wanted:
            msg = "box %r, %s: its check must end as %s, it ends as %s"
            logger.warning(msg, box["name"], part, wanted, how, location=box)


def words() -> Iterator[tuple[str, str]]:
    """Yield what the script says, in the page's language."""
    yield "data-run", _("Run")
    yield "data-stop", _("Stop")
    yield "data-reset", _("Reset")
    yield "data-what", _("Runs a small teaching engine in your browser, not PyTorch.")
    yield "data-keys", _("Ctrl+Enter runs, Ctrl+] indents, Tab leaves the editor.")
    yield "data-loading", _("Loading Python: {} KB")
    yield "data-running", _("Running …")
    yield "data-done", _("Done.")
    yield "data-right", _("✓ Right.")
    yield "data-wrong", _("✗ {}")
    yield "data-unchecked", _("✗ The check could not use what it found: {}")
    yield "data-error", _("Line {}: {}")
    yield "data-lacking", _("The small engine of this page has no {}.")
    yield "data-elsewhere", _("Run it with PyTorch")
    yield "data-keyboard", _("input() has no keyboard here: write the value into the code.")
    yield "data-deep", _("Too many calls inside one another.")
    yield "data-memory", _("The program needs more memory than the box has.")
    yield "data-long", _("Stopped: it ran for more than 10 seconds.")
    yield "data-full", _("Stopped: it printed more than 20000 characters.")
    yield "data-stopped", _("Stopped.")
    yield "data-broken", _("Python could not run: {}")
    yield (
        "data-file",
        _("To run code here, serve the folder: python -m http.server, then open localhost:8000."),
    )


def begin(translator: HTML5Translator, node: Box) -> None:
    """Write the box like an admonition, with what the script needs in attributes."""
    page = translator.builder.current_docname
    attributes: dict[str, Any] = {name: str(word) for name, word in words()}
    attributes |= {"data-key": f"{page}-{node['number']}", "data-check": json.dumps(node["check"])}
    attributes |= {"data-name": node["name"], "data-notebook": f"{page}.ipynb"}
    translator.body.append(translator.starttag(node, "div", CLASS="admonition try", **attributes))


def end(translator: HTML5Translator, _node: Box) -> None:
    """Close the box."""
    translator.body.append("</div>\n")


def copy_engine(app: Sphinx, error: Exception | None) -> None:
    """Put the engine beside the files of the page's Python."""
    folder = Path(app.outdir, "_static", PYTHON.name)
    if not error and folder.is_dir():
        shutil.copy(ENGINE, folder)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_node(Box, html=(begin, end))
    app.add_directive("try", Try)
    app.connect("doctree-read", prove)
    load_with(app, Box, "try.js", "try.css")
    app.connect("build-finished", copy_engine)
