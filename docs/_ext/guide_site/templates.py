"""Renders the Jinja templates of files that Sphinx does not write: root pages and books."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide_site.paths import DOCS

TEMPLATES = DOCS / "_templates"


def render_template(room: str, template: str, **values: object) -> str:
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
