"""Corrects invalid HTML of Sphinx and MyST-NB (found by vnu); the page looks the same."""

import re
from typing import Any

from sphinx.application import Sphinx

SIGNATURE = re.compile(r'<dt class="sig .*?</dt>', re.DOTALL)
# A <dl> without <dt> (a signature with a parameter a line), a <p> in a <summary>, and an empty
# <th> (a column without a name) are invalid.
PARAMETERS = {"<dl>": "<div>", "</dl>": "</div>", "<dd>": "<div>", "</dd>": "</div>"}
EMPTY_HEAD = re.compile(r'<th class="head[^"]*"><p></p></th>')
FOLDED = re.compile(r'<p class="((?:collapsed|expanded)[^"]*)">(.*?)</p>')


def mended(html: str) -> str:
    """Return the same HTML without the three mistakes.

    >>> mended('<dt class="sig f">f(<dl><dd>x</dd></dl>)</dt><dl><dt>y</dt><dd>z</dd></dl>')
    '<dt class="sig f">f(<div><div>x</div></div>)</dt><dl><dt>y</dt><dd>z</dd></dl>'
    >>> mended('<summary><p class="collapsed">Show</p></summary>')
    '<summary><span class="collapsed">Show</span></summary>'
    >>> mended('<tr><th class="head"><p></p></th></tr>')
    '<tr><td></td></tr>'
    """

    def signature(match: re.Match[str]) -> str:
        return re.sub("</?d[ld]>", lambda tag: PARAMETERS[tag[0]], match[0])

    html = EMPTY_HEAD.sub("<td></td>", SIGNATURE.sub(signature, html))
    return FOLDED.sub(r'<span class="\1">\2</span>', html)


def mend_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: object
) -> None:
    """Mend the body of a page."""
    if "body" in context:
        context["body"] = mended(context["body"])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", mend_page)
