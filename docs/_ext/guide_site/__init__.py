"""The Sphinx extensions that make the guide a site; conf.py names only this package."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # noxfile.py imports this package where there is no Sphinx
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# In this order they react to one and the same event of Sphinx.
EXTENSIONS = ["unforeseen", "below_title", "cells.census", "pages.sources", "pages.code_links"]
EXTENSIONS += ["pages.description"]
EXTENSIONS += ["cells.execution", "cells.cache", "pages.images", "cells.forked_kernels"]
EXTENSIONS += ["pages.glossary", "downloads.wheel", "pages.interface"]
EXTENSIONS += ["cells.kernel_check", "pages.language_switch", "pages.last_change"]
EXTENSIONS += ["pages.figures", "pages.stylesheets", "pages.mathematics", "search.ranking"]
EXTENSIONS += ["pages.course", "pages.course_map", "pages.definitions"]
EXTENSIONS += ["cells.in_admonitions", "downloads.bar", "pages.predictions", "pages.try_it"]
EXTENSIONS += ["pages.valid_html", "search.chinese", "pages.folded_code", "pages.raised"]
EXTENSIONS += ["pages.clinic", "pages.missed", "pages.punctuation", "pages.code_bar"]
EXTENSIONS += ["pages.raw_html", "pages.columns"]


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Let each of them connect to Sphinx."""
    for name in EXTENSIONS:
        import_module(f"{__name__}.{name}").setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
