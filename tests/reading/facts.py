"""Parses a page of Markdown into facts with line numbers, inside of directives too."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from docutils.parsers.rst.directives.misc import TestDirective
from guide_site.cells.closed import FENCES, not_closed
from markdown_it.token import Token
from myst_parser.parsers.directives import parse_directive_text

from tests.reading.spans import MARKDOWN, Fact, SpanReader
from tests.reading.text import without_words

WORDS = {"alt", "caption", "title", "description"}  # directive options whose value is prose
VERBATIM = {"code-cell", "code-block", "code", "raw"}  # directives with no Markdown inside
PARTS = {  # the token types that are counted in a list or a table, and their depth in it
    "bullet_list_open": {("list_item_open", 1): "items"},
    "ordered_list_open": {("list_item_open", 1): "items"},
    "table_open": {("tr_open", 2): "rows", ("th_open", 3): "columns"},
    "dl_open": {("dt_open", 1): "terms", ("dd_open", 1): "definitions"},
}


class PageReader(SpanReader):
    """Collects the facts of a page in one language."""

    def read(self, text: str, line: int = 1) -> list[Fact]:
        """Add the facts of a text whose first line has this number, and return all facts."""
        tokens = MARKDOWN.parse(text)
        for index, token in enumerate(tokens):
            at = line + (token.map[0] if token.map else 0)
            if token.type in FENCES and (fault := not_closed(token, text.split("\n"), at)):
                msg = f"{at}: {fault}"
                raise ValueError(msg)
            if token.type == "inline":
                self.inline(token, at)
            elif token.type in PARTS:
                self._parts(tokens[index:], at)
            else:
                self._block(token, at)
        return self.facts

    def _parts(self, tokens: list[Token], line: int) -> None:
        """Add a list or a table with its number of items, or of rows and columns."""
        level = tokens[0].level
        end = next(n for n, token in enumerate(tokens[1:], 1) if token.level == level)
        seen = Counter((token.type, token.level - level) for token in tokens[:end])
        counts = (f"{seen[part]} {name}" for part, name in PARTS[tokens[0].type].items())
        self.add(_name(tokens[0]), f"of {' and '.join(counts)} at depth {level}", line)

    def _block(self, token: Token, line: int) -> None:
        name = _name(token)
        match token.type:
            case "fence" | "colon_fence" if token.info.startswith("{"):
                self._directive(token, line)
            case "fence" | "code_block" | "html_block":
                start = line + (token.type == "fence")
                self.add("code", token.info or token.type, start, token.content)
            case "front_matter":
                self._options(name, _yaml(token.content, line), token.content, line)
            case "heading_open":
                self.add(name, f"of level {token.tag[1:]}", line)
            case "myst_target":
                self.add("label", token.content, line)
            case "math_block" | "math_block_label" | "amsmath":
                self.add("formula", f"{without_words(token.content)} {token.info}".strip(), line)
            case "hr" | "myst_block_break" | "footnote_reference_open" | "blockquote_open":
                self.add(name, token.content, line)

    def _directive(self, token: Token, line: int) -> None:
        name, _, title = token.info[1:].partition("}")
        parsed = parse_directive_text(
            TestDirective, title.strip(), token.content, validate_options=name != "code-cell"
        )
        if parsed.warnings:
            msg = f"{line}: {name} cannot be read: {parsed.warnings[0].msg}"
            raise ValueError(msg)
        body, start = "\n".join(parsed.body), line + 1 + parsed.body_offset
        self.add("directive", name, line)
        self.words("argument", title.strip(), line)
        self._options("option", parsed.options, token.content, line)
        if name == "toctree":
            self._toctree(parsed.body, start)
        elif name == "math":
            self.add("formula", without_words(body), start)
        elif name in VERBATIM:
            self.add("code", name, start, body)
        else:
            self.read(body, start)

    def _options(self, kind: str, options: Mapping[str, object], raw: str, line: int) -> None:
        rows = raw.split("\n")
        for path, value in sorted(_leaves(options)):
            key = path.rpartition(".")[2]
            at = next((n for n, row in enumerate(rows, line + 1) if f"{key}:" in row), line)
            if key in WORDS:
                self.words(f"{kind} {path}", value, at)
            else:
                self.add(f"{kind} {path}", self.neutral_path(value), at)

    def _toctree(self, body: list[str], line: int) -> None:
        for at, row in enumerate(body, line):
            titled = re.fullmatch(r"(.*)<(.+)>", row.strip())
            title, target = titled.groups() if titled else ("", row.strip())
            if target:
                self.add("toctree entry", self.neutral_path(target), at, title.strip())


def _yaml(text: str, line: int) -> Mapping[str, object]:
    try:
        options = yaml.safe_load(text)
    except yaml.YAMLError:
        options = None
    if not isinstance(options, Mapping):
        msg = f"{line}: the page's head must be YAML, “key: value”"
        raise ValueError(msg)  # noqa: TRY004 - the YAML is wrong, not a Python type
    return options


def _name(token: Token) -> str:
    return token.type.removesuffix("_open").replace("_", " ")


def _leaves(options: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in options.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield path + key, str(value)
