"""The glossary: its page is made from glossary.yml, and the first use of a term links to it."""

import re
from typing import Any

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from guide_site.languages import language_of, other_than
from guide_site.paths import DOCS

LIST = DOCS / "glossary.yml"
TERMS: list[dict[str, Any]] = yaml.safe_load(LIST.read_text("utf-8"))
# Words that stand in these are no prose, or are links already.
SKIPPED = (nodes.literal, nodes.reference, nodes.title, nodes.caption, nodes.FixedTextElement)
PAGES = {term["page"] for term in TERMS} - {"index"}


class Glossary(SphinxDirective):
    """``{terms}``: every term with its name in the other language, its meaning and its lesson."""

    def run(self) -> list[nodes.Node]:
        """Return the list, as Sphinx makes it from its own ``{glossary}``."""
        self.env.note_dependency(str(LIST))
        here = language_of(self.config.language)
        entries = "\n\n".join(
            entry(term, here.folder, other_than(here).folder)
            for term in sorted(TERMS, key=lambda term: term["en"].lower())
        )
        return self.parse_text_to_nodes(f"```{{glossary}}\n{entries}\n```")


def entry(term: dict[str, Any], here: str, other: str) -> str:
    """Return one term as an entry of Sphinx' glossary.

    >>> term = {"en": "slope", "zh": "斜率", "page": "gradient", "about_en": "How steep."}
    >>> print(entry(term, "en", "zh"))
    slope
      斜率. How steep. {ref}`gradient`
    """
    stop, quote = ("。", "《{}》") if here == "zh" else (". ", "{}")
    name = "" if term[other] == term[here] else f"{term[other]}{stop}"
    between = "" if here == "zh" else " "
    lesson = quote.format(f"{{ref}}`{term['page']}`")
    return f"{term[here]}\n  {name}{term[f'about_{here}']}{between}{lesson}"


def pattern(language: str) -> re.Pattern[str]:
    """Return what finds any term of a language, the longest first; English also in the plural.

    >>> pattern("en").search("the Leaf tensors of it")[0]
    'Leaf tensors'
    """
    names = sorted({term[language] for term in TERMS}, key=len, reverse=True)
    words = (rf"\b{name}(?:e?s)?\b" if name.isascii() else name for name in map(re.escape, names))
    return re.compile("|".join(words), re.IGNORECASE)


def link_first_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Link the first use of each term on a lesson to the glossary."""
    if app.env.docname not in PAGES:
        return
    language = language_of(app.config.language).folder
    names = {term[language].lower(): term[language] for term in TERMS}
    found, seen = pattern(language), set[str]()
    for text in list(doctree.findall(nodes.Text)):
        if not any(isinstance(above, SKIPPED) for above in ancestors(text)):
            text.parent.replace(text, linked(text.astext(), found, names, seen))


def ancestors(node: nodes.Node) -> list[nodes.Node]:
    """Return what a node stands in, the innermost first."""
    above = []
    while (node := node.parent) is not None:
        above.append(node)
    return above


def linked(
    text: str, found: re.Pattern[str], names: dict[str, str], seen: set[str]
) -> list[nodes.Node]:
    """Return a text in pieces, each term that was not seen yet as a link."""
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
        link += nodes.inline(match[0], match[0], classes=["xref", "std", "std-term"])
        pieces += [nodes.Text(text[end : match.start()]), link]
        end = match.end()
    return [*pieces, nodes.Text(text[end:])]


def singular(word: str, names: dict[str, str]) -> str:
    """Return a word as it stands in the list: small letters, without the ending of a plural.

    >>> singular("Batches", {"batch": "batch"}), singular("loss", {"loss": "loss"})
    ('batch', 'loss')
    """
    word = word.lower()
    return next(
        form for form in (word, word.removesuffix("s"), word.removesuffix("es")) if form in names
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.add_directive("terms", Glossary)
    app.connect("doctree-read", link_first_uses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
