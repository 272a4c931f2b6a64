"""Paths of the repository's folders."""

from pathlib import Path

EXTENSIONS = Path(__file__).parents[1]
DOCS = EXTENSIONS.parent
ROOT = DOCS.parent
