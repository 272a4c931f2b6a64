"""Data for all languages: YAML files that lie beside the folders of the pages."""

from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx


def read_beside(app: Sphinx, name: str) -> dict[str, Any]:
    """Return what a YAML file beside the folders of the languages holds; without it, nothing."""
    file = Path(app.srcdir).parent / name
    text = file.read_text("utf-8") if file.exists() else ""
    return yaml.safe_load(text) or {}
