"""How long a page takes to read: ``{minutes}`slug``` counts its words, characters and cells."""

import re
from pathlib import Path

from docutils import nodes
from languages import language_of
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.util.typing import ExtensionMetadata

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
    cells = source.count("```{code-cell}") - source.count("remove-cell")
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
        unit = {"en": "min", "zh": "分钟"}[language_of(self.config.language).folder]
        time = f"{minutes(page.read_text('utf-8'))} {unit}"
        return [nodes.inline(time, time, classes=["minutes"])], []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.add_role("minutes", Minutes())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
