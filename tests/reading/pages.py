"""The pages in docs/en and docs/zh, each cut into its labelled sections."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guide_site import languages

from tests.reading.facts import PageReader
from tests.reading.spans import Fact
from tests.reading.text import squeeze

# The languages' folders in docs/; parity compares each of the others with the first.
LANGUAGES = tuple(language.folder for language in languages.LANGUAGES)
FIRST, *OTHERS = LANGUAGES


@dataclass(frozen=True)
class Section:
    """The facts from one labelled heading to the next."""

    label: str
    line: int
    facts: list[Fact] = field(default_factory=list)

    def rows(self) -> list[tuple[int, str]]:
        """Return line and content of each fact but prose, with paragraphs unwrapped."""
        facts = (fact for fact in self.facts if fact.kind != "prose")
        return [(fact.line, f"{fact.kind}|{fact.value}|{_unwrapped(fact)}") for fact in facts]


@dataclass(frozen=True)
class Page:
    """One language's page: its path from the repository's root, and its sections."""

    name: str
    path: str
    sections: list[Section]

    @property
    def language(self) -> str:
        """Return the folder of the page's language: ``en`` or ``zh``."""
        return self.path.split("/")[1]

    @property
    def facts(self) -> list[Fact]:
        """Return the facts of all sections in order."""
        return [fact for section in self.sections for fact in section.facts]


def cells(page: Page) -> list[Fact]:
    """Return the code cells of a page in order, those inside of admonitions too."""
    return [fact for fact in page.facts if fact.kind == "code" and fact.value == "code-cell"]


def short_hash(text: str, length: int = 12) -> str:
    """Return the first hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def page_names(root: Path, language: str) -> set[str]:
    """Return the names of a language's pages, as ``scalar`` for ``docs/en/scalar.md``."""
    docs = root / "docs" / language
    return {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}


def example_names(root: Path, language: str) -> set[str]:
    """Return the names of a language's programs."""
    return {path.stem for path in (root / "examples" / language).glob("*.py")}


def read_page(root: Path, language: str, name: str) -> Page:
    """Read ``docs/<language>/<name>.md``.

    Raises:
        ValueError: Front matter or options of a directive are no YAML; the message has the line.
    """
    path = Path("docs", language, f"{name}.md")
    reader = PageReader(language)
    try:
        reader.read((root / path).read_text(encoding="utf-8"))
    except ValueError as error:
        msg = f"{path.as_posix()}:{error}"
        raise ValueError(msg) from error
    return Page(name, path.as_posix(), _sections(reader.facts))


def _sections(facts: Sequence[Fact]) -> list[Section]:
    """Cut before each labelled heading; the first section includes what is above its label."""
    sections = [Section("", 1)]
    for index, fact in enumerate(facts):
        if _starts(facts, index):
            above = [] if sections[-1].label else sections.pop().facts
            sections.append(Section(fact.value, fact.line, above))
        sections[-1].facts.append(fact)
    return sections


def _starts(facts: Sequence[Fact], index: int) -> bool:
    """Tell whether the fact at this index is the first label in front of a heading."""
    if facts[index].kind != "label" or (index and facts[index - 1].kind == "label"):
        return False
    after = (fact.kind for fact in facts[index:] if fact.kind != "label")
    return next(after, "") == "heading"


def _unwrapped(fact: Fact) -> str:
    return fact.text.rstrip() if fact.kind == "code" else squeeze(fact.text)
