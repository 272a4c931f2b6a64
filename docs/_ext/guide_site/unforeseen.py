"""An error that stops a build is said in one line, with the page at work.

The first one counts: others follow from it, where a handler no longer finds what it tidies up.
"""

import tempfile
import traceback
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)

AT_WORK = [""]  # the page that is being written


def told(error: BaseException) -> str:
    """Return an error as one line, which names the file that its traceback is written to."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="guide-", suffix=".txt", delete=False
    ) as file:
        file.writelines(traceback.format_exception(error))
    cause = " ".join(str(error).split())
    return f"{type(error).__name__}: {cause}; no one foresaw it: the traceback is in {file.name}"


def page_at_work(app: Sphinx) -> str:
    """Return the path of the page that is being read or written, and a colon; else nothing."""
    page = app.env.current_document.docname or AT_WORK[0]
    return f"{Path(app.env.doc2path(page))}: " if page in app.env.found_docs else ""


def say(app: Sphinx, error: Exception | None) -> None:
    """Say what stopped the build, and end it here."""
    if error is None:
        AT_WORK[0] = ""
        return
    cause = getattr(error, "orig_exc", None) or error  # Sphinx wraps what a handler raises
    said = str(cause) if isinstance(cause, SphinxError) else page_at_work(app) + told(cause)
    logger.error("%s", said)
    raise SystemExit(2)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, before all others."""

    def note(_app: Sphinx, _document: object, page: str) -> None:
        AT_WORK[0] = page

    app.connect("doctree-resolved", note, priority=0)
    app.connect("build-finished", say, priority=0)
