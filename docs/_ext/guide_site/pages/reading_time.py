"""How long a page takes to read: below a lesson's title, and elsewhere with ``{minutes}`slug```."""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.util.typing import ExtensionMetadata

from guide_site.languages import language_of

HAN = re.compile("[\u4e00-\u9fff]")
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
WORDS, CHARACTERS = 200, 350  # read in a minute, in English and in Chinese
CELL = 0.25  # minutes to take in one cell and what it printed
UNITS = {"en": "{} min", "zh": "{} 分钟"}
PHRASES = {"en": "Reading time: {} min", "zh": "阅读约 {} 分钟"}


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
        unit = UNITS[language_of(self.config.language).folder]
        time = unit.format(minutes(page.read_text("utf-8")))
        return [nodes.inline(time, time, classes=["minutes"])], []


def show(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: object) -> None:
    """Write the time below the title of a lesson: a page with cells and a program at its end."""
    source = Path(app.srcdir) / f"{page}.md"
    text = source.read_text("utf-8") if source.exists() else ""
    if f"({page}-program)=" in text and "```{code-cell}" in text:
        phrase = PHRASES[language_of(app.config.language).folder].format(minutes(text))
        title_end = f'</h1>\n<p class="reading-time">{phrase}</p>'
        context["body"] = context["body"].replace("</h1>", title_end, 1)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.add_role("minutes", Minutes())
    app.connect("html-page-context", show)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
