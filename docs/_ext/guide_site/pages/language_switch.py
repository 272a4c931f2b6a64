"""Links on each page to the same page in the other languages."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from guide_site.languages import LANGUAGES, Language, language_of, other_than

GENERATED = {"search"}  # pages that have no source and are in all languages


def page_in(language: Language, page: str, source: Path) -> str:
    """Return ``page``, or the start page where ``language`` has none of that name."""
    there = (source.parent / language.folder / page).with_suffix(".md").exists()
    return page if there or page in GENERATED else "index"


def relative_link(language: Language, page: str, here: str, suffix: str = ".html") -> str:
    """Return the link from the page ``here`` to ``page`` in the folder of ``language``.

    >>> relative_link(LANGUAGES[0], "scalar", here="scalar")
    '../en/scalar.html'
    >>> relative_link(LANGUAGES[0], "more/scalar", here="more/scalar")
    '../../en/more/scalar.html'
    """
    return "../" * (here.count("/") + 1) + f"{language.folder}/{page}{suffix}"


def alternates(site_url: str, page: str) -> str:
    """Return the ``<link>`` elements that tell search engines of a page in all languages.

    For whoever speaks none of them there is the choice of languages in place of the start page,
    and in place of any other page that of the first language.
    """
    links = [(language.html, f"{language.folder}/{page}.html") for language in LANGUAGES]
    links.append(("x-default", "" if page == "index" else links[0][1]))
    return "".join(
        f'\n<link rel="alternate" hreflang="{code}" href="{site_url}{address}">'
        for code, address in links
    )


def add_switch(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the languages and the links to the page's template."""
    here = language_of(app.config.language)
    targets = {other: page_in(other, page, Path(app.srcdir)) for other in other_than(here)}
    context["languages"] = LANGUAGES
    context["links_to_languages"] = {
        other.folder: relative_link(other, target, page) for other, target in targets.items()
    }
    everywhere = all(target == page for target in targets.values())
    if doctree is not None and app.config.site_url and everywhere:
        context["metatags"] = context.get("metatags", "") + alternates(app.config.site_url, page)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", add_switch)
