"""Fills in the templates of what Sphinx does not write: pages above the languages, the book."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide_site.paths import DOCS

TEMPLATES = DOCS / "_templates"


def fill(room: str, template: str, **values: object) -> str:
    """Return a template of a folder, filled in; a value that is not given is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / room),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)
