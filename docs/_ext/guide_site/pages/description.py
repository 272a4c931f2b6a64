"""The meta description of a page, from its first sentences, and Open Graph tags for sharing."""

import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from guide_site.languages import language_of

LENGTH = 160  # characters that search engines show
SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|[。！？]|$)", re.DOTALL)
FORMULA = "\0"  # replaces a formula; a sentence with one is left out


def first_sentences(document: nodes.document) -> str:
    """Return the first sentences of a page that have no formula, as far as they fit."""
    text = ""
    for paragraph in document.findall(nodes.paragraph):
        for sentence in SENTENCE.findall(plain(paragraph)):
            if FORMULA not in sentence and len(text + sentence) <= LENGTH:
                text += sentence
        if text:
            break
    return " ".join(text.split())


def plain(paragraph: nodes.paragraph) -> str:
    """Return the text of a paragraph, with a mark in place of each formula."""
    return "".join(
        FORMULA if isinstance(part.parent, nodes.math) else part.astext()
        for part in paragraph.findall(nodes.Text)
    )


def metatags(values: dict[str, str]) -> str:
    r"""Return the elements that tell others about a page.

    >>> metatags({"og:title": "x < y"})
    '\n<meta property="og:title" content="x &lt; y">'
    """
    return "".join(
        f'\n<meta {"property" if ":" in name else "name"}="{name}" content="{escape(value)}">'
        for name, value in values.items()
    )


def describe(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    """Add the description and, where the site has an address, the Open Graph tags."""
    if document is None:
        return
    values = {"description": first_sentences(document) or str(context["docstitle"])}
    if app.config.site_url:
        language = language_of(app.config.language)
        values |= {
            "og:type": "article",
            "og:site_name": language.title,
            "og:locale": language.locale,
            "og:title": unescape(re.sub("<[^>]+>", "", context["title"])),
            "og:description": values["description"],
            "og:url": f"{app.config.html_baseurl}{page}.html",
        }
    context["metatags"] = context.get("metatags", "") + metatags(values)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", describe)
