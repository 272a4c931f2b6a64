"""The terms of ``docs/glossary.yml``, which explains each of them in every language."""

from typing import Any

import yaml

from guide_site.languages import LANGUAGES
from guide_site.paths import DOCS

FILE = DOCS / "glossary.yml"
TERMS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))


def name_of(term: dict[str, Any], language: str) -> str:
    """Return the name of a term in a language, or in the first one where it has none yet.

    >>> name_of({"en": "slope", "zh": "斜率"}, "zh"), name_of({"en": "slope"}, "zh")
    ('斜率', 'slope')
    """
    return str(term.get(language, term[LANGUAGES[0].folder]))


def meaning_of(term: dict[str, Any], language: str) -> str:
    """Return what a term means, in a language, or in the first one where that is not there yet."""
    return str(term.get(f"about_{language}", term[f"about_{LANGUAGES[0].folder}"]))
