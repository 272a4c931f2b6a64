"""The date of a page's last commit; without git no page shows a date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from guide_site.git import git


def last_change(file: Path) -> str:
    """Return the date of the last commit that changed ``file``, or "" in a shallow clone."""
    whole = git(file.parent, "rev-parse", "--is-shallow-repository") == "false"
    time = git(file.parent, "log", "-1", "--format=%ct", "--", file.name) if whole else ""
    return f"{datetime.fromtimestamp(int(time), UTC):%Y-%m-%d}" if time else ""


def show(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: object) -> None:
    """Give the date to the page's template."""
    source = Path(app.srcdir) / f"{page}.md"
    if source.exists():
        context["last_updated"] = last_change(source)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", show)
