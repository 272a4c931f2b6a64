"""The course: numbers and groups of its lessons, what each builds on, and the line that says so.

The toctrees of the start page give the order and the groups; ``course.yml`` beside the folders of
the languages names the lessons, and for each those that it builds on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from guide_site.below_title import put
from guide_site.beside_pages import read_beside
from guide_site.pages.predictions import Prediction
from guide_site.pages.reading_time import minutes

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A page of the guide: its name, its title as HTML, and its number, 0 if it is no lesson."""

    name: str
    title: str
    number: int
    predictions: int


@dataclass(frozen=True)
class Group:
    """The pages of one toctree, with its caption."""

    caption: str
    pages: list[Page]


class Line(nodes.inline):
    """Stands for the line about the lesson ``page`` until all pages have been read."""


class LessonRole(SphinxRole):
    """``{lesson}`slug```: the number of a lesson, its reading time, and what it builds on."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the place of the line."""
        line = Line(page=self.text)
        self.set_source_info(line)
        return [line], []


def read_prerequisites(app: Sphinx, config: Config) -> None:
    """Read which lessons there are and what each builds on; without the file there are none."""
    config.course = read_beside(app, "course.yml")


def count_predictions(app: Sphinx, document: nodes.document) -> None:
    """Remember how many predictions a page has."""
    found = document.findall(Prediction)
    app.env.metadata[app.env.docname]["predictions"] = sum(1 for _each in found)


def as_html(title: nodes.Node) -> str:
    """Return a title as HTML, in which only code is marked.

    >>> as_html(nodes.title("", "x < ", nodes.literal("", "y")))
    'x &lt; <code>y</code>'
    """
    return "".join(
        f"<code>{escape(part.astext())}</code>"
        if isinstance(part.parent, nodes.literal)
        else escape(part.astext())
        for part in title.findall(nodes.Text)
    )


def groups(env: BuildEnvironment) -> list[Group]:
    """Return the groups of the course, in order."""
    found, number = [], 0
    for tree in env.tocs[env.config.root_doc].findall(addnodes.toctree):
        pages = []
        for _title, name in tree["entries"]:
            is_lesson = name in env.config.course
            number += is_lesson
            count = env.metadata[name].get("predictions", 0)
            title = as_html(env.titles[name]) if name in env.titles else name
            pages.append(Page(name, title, number if is_lesson else 0, count))
        found.append(Group(tree.get("caption") or "", pages))
    return found


def lessons(env: BuildEnvironment) -> dict[str, Page]:
    """Return the lessons by their names, in order."""
    return lessons_in(groups(env))


def lessons_in(course: list[Group]) -> dict[str, Page]:
    """Return the lessons of all groups by their names, in order."""
    return {page.name: page for group in course for page in group.pages if page.number}


def problems(course: dict[str, list[str]], order: list[str]) -> Iterator[str]:
    """Yield what is wrong with the prerequisites.

    >>> list(problems({"scalar": [], "graph": ["scalar", "detach"]}, ["scalar", "graph"]))
    ['graph builds on detach, which is no lesson before it']
    """
    for place, name in enumerate(order):
        for other in course[name]:
            if other not in order[:place]:
                yield f"{name} builds on {other}, which is no lesson before it"


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a prerequisite that does not exist or comes later."""
    for problem in problems(env.config.course, list(lessons(env))):
        logger.warning("course.yml: %s", problem, location=env.config.root_doc)


def reading_time(env: BuildEnvironment, page: str) -> str:
    """Return the reading time of a page, with its unit."""
    text = Path(env.doc2path(page)).read_text("utf-8")
    return str(_("{} min").format(minutes(text)))


def fill_in(app: Sphinx, document: nodes.document, _page: str) -> None:
    """Write the lines of the lessons that a page names."""
    known = lessons(app.env)
    for line in list(document.findall(Line)):
        if line["page"] not in known:
            logger.warning("there is no lesson %r", line["page"], location=line)
            continue
        number, time = known[line["page"]].number, reading_time(app.env, line["page"])
        text = str(_("Lesson {} · {}").format(number, time))
        line.replace_self(nodes.inline(text, text, classes=["minutes"]))


def show(app: Sphinx, document: nodes.document, page: str) -> None:
    """Put the line below the title of a lesson."""
    known = lessons(app.env)
    if page in known:
        put(
            app,
            document,
            "course-line.html",
            number=known[page].number,
            count=len(known),
            time=reading_time(app.env, page),
            earlier=[
                (known[name], app.builder.get_relative_uri(page, name))
                for name in app.config.course[page]
                if name in known  # else it is warned of
            ],
        )


def describe(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: object) -> None:
    """Give the templates the groups, and the lesson that the page is."""
    context["course"] = groups(app.env)
    context["lesson"] = lessons_in(context["course"]).get(page)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("course", {}, "env")
    app.add_node(Line)
    app.add_role("lesson", LessonRole())
    app.connect("config-inited", read_prerequisites)
    app.connect("doctree-read", count_predictions)
    app.connect("env-check-consistency", check)
    app.connect("doctree-resolved", fill_in)
    app.connect("doctree-resolved", show)
    app.connect("html-page-context", describe)
    app.add_js_file("course.js", defer="defer")
