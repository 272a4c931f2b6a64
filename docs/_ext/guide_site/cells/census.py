"""Reports each cell that is never run, and counts those that are.

MyST-NB runs the cells that no block surrounds; what else MyST reads as one comes to the directive.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

NEVER_RUN = "the cell is never run: only a ```{%s} that no block surrounds is, or an {admonition}"
NEVER_RUN += " whose title and options an empty line follows"


class NeverRun(SphinxDirective):
    """``{code-cell}`` or ``{raw-cell}`` where no cell can be."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Report it."""
        logger.warning(NEVER_RUN, self.name, location=self.get_location())
        return []


def say_count(app: Sphinx, _error: object) -> None:
    """Log how many cells there are and how many were run."""
    pages = [app.env.metadata[page].get("run", []) for page in app.env.found_docs]
    counts = [sum(map(sum, pages)), sum(map(len, pages))]
    counts += [sum(map(any, pages)), sum(map(bool, pages))]
    logger.info("%d of %d cells were run, on %d of %d pages that have any", *counts)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    for name in ("code-cell", "raw-cell"):
        app.add_directive(name, NeverRun, override=True)
    app.connect("build-finished", say_count)
