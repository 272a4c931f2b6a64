"""The reading time of a page: below a lesson's title, and as the role ``{minutes}`slug```."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxRole

from guide_site.below_title import put
from guide_site.cells.source import cell_lines

HAN = re.compile("[\u4e00-\u9fff]")
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
WORDS, CHARACTERS = 200, 350  # read in a minute, in English and in Chinese
CELL = 0.25  # minutes to take in one cell and what it printed


def minutes(source: str) -> int:
    r"""Return the reading time of a page, in whole minutes.

    >>> minutes("word " * 400), minutes("字" * 700), minutes("```{code-cell} python\n```\n" * 8)
    (2, 2, 2)
    """
    prose = FENCE.sub("", source)
    characters = len(HAN.findall(prose))
    words = len(HAN.sub(" ", prose).split())
    cells = len(cell_lines(source)) - source.count("remove-cell")
    return max(1, round(words / WORDS + characters / CHARACTERS + cells * CELL))


class Minutes(SphinxRole):
    """``{minutes}`slug```: the reading time of a page, with its unit."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the text, or an error where there is no such page."""
        page = Path(self.env.srcdir) / f"{self.text}.md"
        if not page.exists():
            problem = self.inliner.reporter.error(
                f"there is no page {self.text!r}", line=self.lineno
            )
            return [], [problem]
        self.env.note_dependency(str(page))
        time = _("{} min").format(minutes(page.read_text("utf-8")))
        return [nodes.inline(time, time, classes=["minutes"])], []


def show(app: Sphinx, document: nodes.document, page: str) -> None:
    """Put the time below the title of a lesson: a page with cells and a program at its end."""
    text = Path(app.env.doc2path(page)).read_text("utf-8")
    if f"({page}-program)=" in text and cell_lines(text):
        put(app, document, "reading-time.html", minutes=minutes(text))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_role("minutes", Minutes())
    app.connect("doctree-resolved", show)
