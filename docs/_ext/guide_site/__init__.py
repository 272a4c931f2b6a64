"""The Sphinx extensions that make the guide a site; conf.py names only this package."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = (
    "below_title",
    "cells.census",
    "pages.code_links",
    "pages.description",
    "cells.execution",
    "cells.cache",
    "pages.images",
    "cells.forked_kernels",
    "pages.glossary",
    "downloads.wheel",
    "pages.interface",
    "cells.kernel_check",
    "pages.language_switch",
    "pages.last_change",
    "pages.stylesheets",
    "pages.mathematics",
    "search.ranking",
    "pages.reading_time",
    "cells.in_admonitions",
    "downloads.bar",
    "pages.valid_html",
    "search.chinese",
)


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register the extensions."""
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
