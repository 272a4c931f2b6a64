"""Definitions of the terms that a page links: ``definitions.js`` opens one at a click on its term.

They stand outside of the page's text, so neither search nor books, Markdown and notebooks have
them; without JavaScript a term stays a link to the glossary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from guide_site.languages import Language, language_of, other_than
from guide_site.pages.course import as_html
from guide_site.terms import TERMS, meaning_of, name_of


@dataclass(frozen=True)
class Definition:
    """A term: the link to it in the glossary, its names, its meaning, and the page about it.

    Args:
        link: What the page links; the script finds the definition by it.
        name: Its name in the language of the page.
        others: Its different names in other languages, each with the language.
        meaning: What it means.
        page: The link to the lesson that explains it, or the empty string if that is this page, or
            if this site has no such lesson.
        title: The title of that lesson, as HTML.
    """

    link: str
    name: str
    others: list[tuple[Language, str]]
    meaning: str
    page: str
    title: str


def links_to_terms(document: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield each term that a page links, by its name in the glossary, and the link."""
    for link in document.findall(nodes.reference):
        for word in link.findall(nodes.inline):
            if "term" in word:
                yield word["term"], link.get("refuri") or f"#{link['refid']}"


def definition(app: Sphinx, page: str, name: str, link: str) -> Definition:
    """Return the definition of a term, for a page that links it."""
    language = language_of(app.config.language)
    term = next(term for term in TERMS if name_of(term, language.folder) == name)
    there = [(other, name_of(term, other.folder)) for other in other_than(language)]
    leads_on = term["page"] != page and term["page"] in app.env.titles
    return Definition(
        link=link,
        name=name,
        others=[(other, word) for other, word in there if word != name],
        meaning=meaning_of(term, language.folder),
        page=app.builder.get_relative_uri(page, term["page"]) if leads_on else "",
        title=as_html(app.env.titles[term["page"]]) if leads_on else "",
    )


def describe(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    """Give the template the definitions, and load the script on a page that has any."""
    found = links_to_terms(document) if document is not None else ()
    context["definitions"] = [definition(app, page, name, link) for name, link in found]
    if context["definitions"]:
        app.add_js_file("definitions.js", defer="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", describe)
