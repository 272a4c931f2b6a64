"""A page as plain Markdown with the output of its cells, free of MyST's and Sphinx's syntax."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

logger = logging.getLogger(__name__)

Kinds = tuple[type[nodes.Node], ...]
# Nodes that are left out of the Markdown; those whose blocks, and whose text, are all of them.
# What is in none of these lists is an error: no word may be lost silently.
SILENT: Kinds = (addnodes.index, nodes.comment, nodes.meta, nodes.system_message, nodes.target)
SILENT += (addnodes.highlightlang, addnodes.tabular_col_spec, nodes.substitution_definition)
HOLDERS: Kinds = (nodes.container, nodes.compound, nodes.figure, nodes.legend, nodes.section)
HOLDERS += (nodes.definition_list, nodes.definition_list_item, nodes.definition, nodes.topic)
HOLDERS += (nodes.field_list, nodes.field, nodes.field_body, nodes.sidebar)
HOLDERS += (addnodes.desc, addnodes.desc_content, addnodes.glossary, addnodes.compact_paragraph)
TEXTS = (nodes.paragraph, nodes.attribution)
INLINE: Kinds = (
    nodes.inline,
    nodes.generated,
    nodes.problematic,
    nodes.reference,
    addnodes.pending_xref,
)
INLINE += (addnodes.download_reference, addnodes.number_reference)
OWN = "guide_site."  # the nodes of our pages hold what they show
SPECIAL = re.compile(r"[\\`*$]|<(?=[\w/!])|(?<!\w)_|_(?!\w)|(?<=\])\(")
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")  # colours and the like
LINE_START = re.compile(r"^(\d+(?=[.)]\s)|(?=(?:#+|[-+>])\s))", re.MULTILINE)


@dataclass(frozen=True)
class Prose:
    """A block of Markdown; a folded one is a heading whose section Jupyter shows closed."""

    text: str
    folded: bool = False


@dataclass(frozen=True)
class Cell:
    """A code cell: its place in the executed notebook, its code and output, and its caption."""

    index: int
    code: str
    output: str
    caption: str
    alt: str


Piece = Prose | Cell


def escape(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is.

    >>> print(escape("2 * x_1 costs $5, a <b>"))
    2 \* x_1 costs \$5, a \<b>
    """
    return SPECIAL.sub(r"\\\g<0>", text)


def paragraph(text: str) -> str:
    r"""Return lines that begin neither a list nor a heading nor a quotation.

    >>> print(paragraph("1. x\n# 2\n-1 is left"))
    1\. x
    \# 2
    -1 is left
    """
    return LINE_START.sub(r"\1\\", text)


def code(text: str) -> str:
    """Return a code span, with more backticks around it where the code contains some itself.

    >>> print(code("x.grad"), code("a `b` c"))
    `x.grad` ``a `b` c``
    """
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str, language: str) -> str:
    """Return a block of code, without what only a terminal reads."""
    text = CONTROL.sub("", text)
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def prefixed(text: str, first: str, rest: str) -> str:
    """Return a block with a prefix before its first line and another before each of the rest."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])


class Markdown:
    """Writes nodes as Markdown.

    Args:
        link: Returns the address for the target of a link, or "" where only its text should stay.
    """

    def __init__(self, link: Callable[[str], str]) -> None:
        """Store the function for links."""
        self.link = link

    def pieces(self, node: nodes.Node, level: int = 0) -> Iterator[Piece]:
        """Yield the blocks and the cells of a page, or of a part of it, in their order."""
        match node:
            case nodes.title() if isinstance(node.parent, nodes.section):
                yield Prose(f"{'#' * level} {self.inline(node)}")
            case nodes.admonition() if node.get("collapsible"):
                heading, *content = node.children
                yield Prose(f"{'#' * (level + 1)} {self.inline(heading)}", folded=True)
                yield from self.pieces_in(content, level + 1)
            case nodes.document() | nodes.section():
                yield from self.pieces_in(node.children, level + isinstance(node, nodes.section))
            case nodes.container() if is_cell(node):
                yield self.cell(node)
            case nodes.Element() if any(map(is_cell, node.findall(nodes.container))):
                yield from self.pieces_in(node.children, level)
            case _:
                if text := self.block(node):
                    yield Prose(text)

    def pieces_in(self, children: Sequence[nodes.Node], level: int) -> Iterator[Piece]:
        """Yield the blocks and the cells of several nodes."""
        for child in children:
            yield from self.pieces(child, level)

    def cell(self, node: nodes.container) -> Cell:
        """Return a code cell, with the code and output that the page folds."""
        parts = {child.get("nb_element"): child for child in node.findall(nodes.container)}
        source, output = parts.get("cell_code_source"), parts.get("cell_code_output")
        images = list(node.findall(nodes.image))
        return Cell(
            index=node["cell_index"],
            code=source.astext() if source else "",
            output=self.blocks(output.children) if output else "",
            caption="\n".join(self.inline(caption) for caption in node.findall(nodes.caption)),
            alt=images[0].get("alt", "") if images else "",
        )

    def blocks(self, children: Sequence[nodes.Node]) -> str:
        """Return blocks with an empty line between them."""
        return "\n\n".join(filter(None, map(self.block, children)))

    def block(self, node: nodes.Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one case a kind of node)
        """Return the Markdown of a block-level node."""
        match node:
            case nodes.raw():
                return fence(node["plain"], "text") if "plain" in node else html(node).strip()
            case nodes.literal_block() | nodes.doctest_block():
                return fence(node.astext(), code_language(node))
            case nodes.math_block():
                return f"$$\n{node.astext().strip()}\n$$"
            case nodes.bullet_list() | nodes.enumerated_list():
                return self.listing(node)
            case nodes.block_quote() | addnodes.versionmodified():
                return prefixed(self.blocks(node.children), "> ", "> ")
            case nodes.title() | nodes.rubric() | nodes.term() | nodes.field_name():
                return f"**{self.inline(node)}**"
            case nodes.caption():
                return f"*{self.inline(node)}*"
            case addnodes.desc_signature():
                return fence(node.astext(), "python")
            case nodes.table():
                return self.table(node)
            case nodes.footnote() | nodes.citation():
                label, *content = node.children
                return prefixed(self.blocks(content), f"[^{label.astext()}]: ", " " * 4)
            case nodes.line_block():
                return "\\\n".join(map(self.block, node.children))
            case nodes.transition():
                return "---"
            case _ if isinstance(node, SILENT):
                return ""
            case nodes.Admonition():
                return prefixed(self.blocks(node.children), "> ", "> ")
            case nodes.Element() if isinstance(node, HOLDERS) or own(node):
                return self.blocks(node.children)
            case nodes.TextElement() if isinstance(node, (*TEXTS, nodes.line)):
                return paragraph(self.inline(node))
        return self.inline(node)

    def listing(self, node: nodes.bullet_list | nodes.enumerated_list) -> str:
        """Return a list, without empty lines between its items where each is a single paragraph."""
        numbered = isinstance(node, nodes.enumerated_list)
        first = node.get("start", 1)
        marks = [f"{first + place}. " if numbered else "- " for place in range(len(node))]
        loose = any(len(item.children) > 1 for item in node)
        return ("\n\n" if loose else "\n").join(
            prefixed(self.blocks(item.children), mark, " " * len(mark))
            for mark, item in zip(marks, node, strict=True)
        )

    def table(self, table: nodes.table) -> str:
        """Return a table in Markdown's syntax; its first row is the head."""
        rows = [
            [in_a_cell(self.blocks(entry.children)) for entry in row]
            for row in table.findall(nodes.row)
        ]
        rows.insert(1, ["---"] * len(rows[0]))
        titles = [self.block(title) + "\n" for title in table.findall(nodes.title)]
        return "\n".join([*titles, *(f"| {' | '.join(row)} |" for row in rows)])

    def inline(self, node: nodes.Node) -> str:  # noqa: C901, PLR0911, PLR0912 (one case a kind of node)
        """Return the Markdown of an inline node, or of what a block of text holds."""
        if isinstance(node, nodes.Text):
            return escape(node.astext())
        text = "".join(map(self.inline, node.children))
        match node:
            case nodes.literal():
                return code(node.astext())
            case nodes.math():
                return f"${node.astext().strip()}$"
            case nodes.strong():
                return f"**{text}**"
            case nodes.emphasis() | nodes.title_reference():
                return f"*{text}*"
            case nodes.subscript() | nodes.superscript():
                return f"<{node.tagname[:3]}>{text}</{node.tagname[:3]}>"
            case nodes.abbreviation() if "explanation" in node:
                return f"{text} ({escape(node['explanation'])})"
            case nodes.footnote_reference() | nodes.citation_reference():
                return f"[^{node.astext()}]"
            case nodes.raw():
                return html(node)
            case nodes.image():
                target, alt = self.link(node["uri"]), node.get("alt", "")
                return f"![{alt}]({target})" if target else f"*{alt}*"
            case addnodes.download_reference() if "filename" in node:
                return self.linked(escape(node.astext()), f"_downloads/{node['filename']}")
            case nodes.reference() if not is_term(node):
                return self.linked(text, node.get("refuri") or f"#{node.get('refid', '')}")
            case _ if isinstance(node, SILENT):
                return ""
        if not known(node):
            msg = "the Markdown of the page knows no node %r: name it in downloads/markdown.py"
            logger.warning(msg, type(node).__name__, location=node)
        return text

    def linked(self, text: str, target: str) -> str:
        """Return a link, or the text alone where there is no address."""
        target = self.link(target)
        return f"[{text}]({target})" if target else text


def is_cell(node: nodes.Node) -> bool:
    """Say whether a node is a code cell with its output."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def own(node: nodes.Node) -> bool:
    """Say whether a node is of a kind of ours."""
    return type(node).__module__.startswith(OWN)


def known(node: nodes.Node) -> bool:
    """Say whether all of a node is said by the text in it."""
    blocks = (nodes.title, nodes.rubric, nodes.term, nodes.field_name, nodes.caption, nodes.line)
    return isinstance(node, (*INLINE, *TEXTS, *blocks)) or own(node)


def html(node: nodes.Element) -> str:
    r"""Return the text of a raw node for Markdown, where a line break is a backslash.

    >>> html(nodes.raw("", "<br />", format="html")), html(nodes.raw("", "!", format="latex"))
    ('\\\n', '')
    """
    text = node.astext() if "html" in node.get("format", "").split() else ""
    return "\\\n" if re.fullmatch(r"<br\s*/?>", text.strip()) else text


def in_a_cell(text: str) -> str:
    """Return blocks on the one line that a cell of a table has."""
    return text.replace("|", "\\|").replace("\n\n", "<br>").replace("\n", " ")


def is_term(node: nodes.reference) -> bool:
    """Say whether a link leads to the glossary: there are too many of them for Markdown."""
    return any("std-term" in inline["classes"] for inline in node.findall(nodes.inline))


def code_language(node: nodes.Element) -> str:
    """Return the language of a block of code, as Markdown names it."""
    if isinstance(node, nodes.doctest_block):
        return "python"
    known = {"ipython3": "python", "python": "python"}
    return known.get(node.get("language", ""), "text")


def keep_plain_text(document: nodes.document) -> None:
    """Store the text/plain form of each output beside its HTML: Sphinx drops one of the two."""
    for bundle in document.findall(nodes.container):
        if bundle.get("nb_element") == "mime_bundle":
            parts = {part.get("mime_type"): part for part in bundle.findall(nodes.container)}
            for raw in bundle.findall(nodes.raw):
                raw["plain"] = parts["text/plain"].astext() if "text/plain" in parts else ""


def as_text(pieces: list[Piece]) -> str:
    """Return a page as one text."""
    blocks: list[str] = []
    for piece in pieces:
        if isinstance(piece, Prose):
            blocks.append(piece.text)
        else:
            blocks += [fence(piece.code, "python") if piece.code else "", piece.output]
    return "\n\n".join(filter(None, blocks)) + "\n"
