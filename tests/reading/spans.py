"""Facts within a line of Markdown: code, formulas, links, pictures, roles, numbers and prose."""

import re
from dataclasses import dataclass

from guide_site.languages import LANGUAGES
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from tests.reading.text import find_numbers, without_words

EXTENSIONS = {"amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath"}  # as in conf.py
OBJECT = "\ufffc"  # the placeholder in prose for each token whose type is in OBJECTS
ANSWER = re.compile(r"\*\*([A-Z])[.。]?\*\*")  # the letter of a prediction's choice or answer
OBJECTS = {"code_inline", "math_inline", "math_inline_double", "myst_role", "image", "text_special"}

_SETTINGS = MdParserConfig(
    enable_extensions=EXTENSIONS, dmath_allow_space=False, dmath_allow_digits=False
)
MARKDOWN = create_md_parser(_SETTINGS, RendererHTML)
MARKDOWN.disable("text_join")  # keeps an escaped \* apart from a literal one


@dataclass(frozen=True)
class Fact:
    """A part of a page: languages must agree on ``value``, on ``text`` by the rule of ``kind``."""

    kind: str
    value: str
    line: int
    text: str = ""


class SpanReader:
    """Collects the facts of inline Markdown in one language."""

    def __init__(self, language: str) -> None:
        """Start with no facts."""
        self.facts: list[Fact] = []
        self.language = language

    def words(self, kind: str, text: str, line: int) -> None:
        """Add a title, a caption or an alt text: it may be translated, and is read as prose."""
        self.add(kind, "", line, self.neutral_path(text))
        if text:
            self.inline(MARKDOWN.parseInline(text)[0], line)

    def inline(self, token: Token, line: int) -> None:
        """Add the text of a paragraph, a heading or a table cell, and the facts within it."""
        prose = ""
        for child in token.children or []:
            prose += self._span(child, line + prose.count("\n"))
        for letter in ANSWER.findall(token.content):
            self.add("answer", letter, line)
        self.add("text", "", line, token.content)
        self.add("prose", "", line, prose)
        for at, found in find_numbers(prose):
            self.add("number", found[0], line + at)

    def neutral_path(self, value: str) -> str:
        """Replace the language's folder in a path, so that paths of both languages are equal.

        >>> SpanReader("en").neutral_path("../../examples/en/scalar.py")
        '../../examples/<this language>/scalar.py'
        """
        value = re.sub(rf"(?<![^/]){self.language}(?=/)", "<this language>", value)
        folders = "|".join(language.folder for language in LANGUAGES)
        return re.sub(rf"(?<![^/])(?:{folders})(?=/)", "<the other language>", value)

    def add(self, kind: str, value: str, line: int, text: str = "") -> None:
        """Add one fact."""
        self.facts.append(Fact(kind, value, line, text))

    def _span(self, token: Token, line: int) -> str:
        """Add the facts of one inline token, and return its prose."""
        match token.type:
            case "text":
                return token.content
            case "softbreak" | "hardbreak":
                return "\n"
            case "code_inline":
                self.add("inline code", token.content, line)
            case "math_inline" | "math_inline_double":
                self.add("inline formula", without_words(token.content), line)
            case "myst_role":
                self._role(token.meta["name"], token.content, line)
            case "link_open":
                self.add("link", self.neutral_path(str(token.attrs["href"])), line)
            case "image":
                alt = "".join(child.content for child in token.children or [])
                self.add("image", self.neutral_path(str(token.attrs["src"])), line)
                self.words("image alt", alt, line)
            case "html_inline" | "footnote_ref":
                name = token.type.replace("_", " ")
                self.add(name, token.content or token.meta["label"], line)
        return OBJECT if token.type in OBJECTS else ""

    def _role(self, name: str, content: str, line: int) -> None:
        target = re.sub(r".*<(.+)>", r"\1", content, flags=re.DOTALL)
        if name == "math":
            self.add("inline formula", without_words(content), line)
        elif name == "term":  # its target is translated, so it is not compared
            self.add("role", "{term}", line)
        else:
            self.add("role", f"{{{name}}} {self.neutral_path(target)}", line)
