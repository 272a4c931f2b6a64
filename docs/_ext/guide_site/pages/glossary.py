"""The glossary page, made from glossary.yml, and links to it at the first use of each term."""

import re
from collections.abc import Collection
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from guide_site.ancestors import ancestors
from guide_site.languages import LANGUAGES, Language, language_of, other_than
from guide_site.terms import FILE, TERMS, meaning_of, name_of

# Text in these nodes is not linked: it is no prose, or a link already, or becomes one.
SKIPPED: tuple[type[nodes.Node], ...] = (
    nodes.literal,
    nodes.math,
    nodes.title,
    nodes.caption,
    nodes.FixedTextElement,
    nodes.reference,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    addnodes.pending_xref,
    addnodes.download_reference,
)
PAGES = {term["page"] for term in TERMS} - {"index"}


class Glossary(SphinxDirective):
    """``{terms}``: every term with its names in other languages, its meaning and its lesson."""

    def run(self) -> list[nodes.Node]:
        """Return the list, as Sphinx makes it from its own ``{glossary}``."""
        self.env.note_dependency(str(FILE))
        language = language_of(self.config.language)
        entries = "\n\n".join(
            definition(term, language, self.env.found_docs)
            for term in sorted(TERMS, key=lambda term: name_of(term, LANGUAGES[0].folder).lower())
        )
        return self.parse_text_to_nodes(f"```{{glossary}}\n{entries}\n```")


def definition(term: dict[str, Any], language: Language, pages: Collection[str]) -> str:
    """Return one term as an entry of Sphinx' glossary; a site may lack the lesson about it.

    >>> term = {"en": "slope", "zh": "斜率", "page": "gradient", "about_en": "How steep."}
    >>> print(definition(term, LANGUAGES[0], {"gradient"}))
    slope
      斜率. How steep. {ref}`gradient`
    """
    here = name_of(term, language.folder)
    there = dict.fromkeys(name_of(term, other.folder) for other in other_than(language))
    names = ", ".join(name for name in there if name != here)
    lesson = f"{{ref}}`{term['page']}`" if term["page"] in pages else ""
    if lesson:
        pattern = _("{names}. {meaning} {lesson}") if names else _("{meaning} {lesson}")
    else:
        pattern = _("{names}. {meaning}") if names else "{meaning}"
    meaning = meaning_of(term, language.folder)
    return f"{here}\n  {pattern.format(names=names, meaning=meaning, lesson=lesson)}"


def finder(language: str) -> re.Pattern[str]:
    """Return a pattern for all terms of a language, the longest first, English plurals too.

    >>> finder("en").search("the Leaf tensors of it")[0]
    'Leaf tensors'
    """
    names = sorted({name_of(term, language) for term in TERMS}, key=len, reverse=True)
    words = (rf"\b{name}(?:e?s)?\b" if name.isascii() else name for name in map(re.escape, names))
    return re.compile("|".join(words), re.IGNORECASE)


def link_first_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Link the first use of each term on a lesson to the glossary."""
    if app.env.docname not in PAGES:
        return
    language = language_of(app.config.language).folder
    names = {name.lower(): name for name in (name_of(term, language) for term in TERMS)}
    found, seen = finder(language), set[str]()
    for text in list(doctree.findall(nodes.Text)):
        if not any(isinstance(above, SKIPPED) for above in ancestors(text)):
            text.parent.replace(text, linked(text.astext(), found, names, seen))


def linked(
    text: str, found: re.Pattern[str], names: dict[str, str], seen: set[str]
) -> list[nodes.Node]:
    """Return a text as nodes, with a link at the first use of each term."""
    pieces: list[nodes.Node] = []
    end = 0
    for match in found.finditer(text):
        name = names[singular(match[0], names)]
        if name in seen:
            continue
        seen.add(name)
        link = addnodes.pending_xref(
            "", refdomain="std", reftype="term", reftarget=name, refexplicit=True, refwarn=True
        )
        link += nodes.inline(match[0], match[0], classes=["xref", "std", "std-term"], term=name)
        pieces += [nodes.Text(text[end : match.start()]), link]
        end = match.end()
    return [*pieces, nodes.Text(text[end:])]


def singular(word: str, names: dict[str, str]) -> str:
    """Return a word as the list has it: in small letters and without a plural ending.

    >>> singular("Batches", {"batch": "batch"}), singular("loss", {"loss": "loss"})
    ('batch', 'loss')
    """
    word = word.lower()
    return next(
        form for form in (word, word.removesuffix("s"), word.removesuffix("es")) if form in names
    )


def needs_no_warning(app: Sphinx, _domain: Domain, link: addnodes.pending_xref) -> bool | None:
    """Let a site without terms have the pages of lessons: their links stay words."""
    kinds = {kind for kind, _name in app.env.domains.standard_domain.objects}
    return True if link["reftype"] == "term" and "term" not in kinds else None


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("warn-missing-reference", needs_no_warning)
    app.add_directive("terms", Glossary)
    app.connect("doctree-read", link_first_uses)
