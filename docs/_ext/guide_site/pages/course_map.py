"""The map of the course, ``{course-map}``: lessons as links, and arrows to what builds on them.

Only the HTML has it: elsewhere a lesson's own line says what it builds on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pygraphviz
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from guide_site.pages.course import lessons

BOX = (104, 68)  # width and height of a lesson, in pixels


class CourseMap(nodes.General, nodes.Element):
    """Stands for the map until all pages have been read."""


class MapDirective(SphinxDirective):
    """``{course-map}``: the map of all lessons."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the map."""
        return [CourseMap()]


@dataclass(frozen=True)
class Plan:
    """Where Graphviz places the lessons: size, left upper corners, and arrows as SVG paths."""

    width: float
    height: float
    corners: dict[str, tuple[float, float]]
    arrows: list[str]


def without_detours(builds_on: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the same lessons without what a longer way says already.

    >>> without_detours({"a": [], "b": ["a"], "c": ["a", "b"]})
    {'a': [], 'b': ['a'], 'c': ['b']}
    """
    below: dict[str, set[str]] = {}  # all that a lesson builds on, near or far
    direct = {}
    for name, earlier in builds_on.items():
        far = set[str]().union(*(below[other] for other in earlier))
        below[name] = far | set(earlier)
        direct[name] = [other for other in earlier if other not in far]
    return direct


def plan_of(builds_on: dict[str, list[str]]) -> Plan:
    """Place lessons, each below those that it builds on.

    >>> plan_of({"scalar": [], "graph": ["scalar"]}).corners
    {'scalar': (0.0, 0.0), 'graph': (0.0, 96.0)}
    """
    graph = pygraphviz.AGraph(directed=True, ranksep=28 / 72, nodesep=10 / 72)
    for name, earlier in builds_on.items():
        width, height = (pixels / 72 for pixels in BOX)
        graph.add_node(name, label="", shape="box", fixedsize=True, width=width, height=height)
        graph.add_edges_from((other, name) for other in earlier)
    graph.layout("dot")
    *_, width, height = (float(number) for number in graph.graph_attr["bb"].split(","))
    corners = {}
    for name in builds_on:
        ((x, y),) = points(graph.get_node(name).attr["pos"], height)
        corners[name] = (round(x - BOX[0] / 2, 1), round(y - BOX[1] / 2, 1))
    arrows = [arrow(edge.attr["pos"], height) for edge in graph.edges()]
    return Plan(width, height, corners, arrows)


def points(text: str, height: float) -> Iterator[tuple[float, float]]:
    """Yield the points that Graphviz gives as ``x,y x,y``, from above.

    >>> list(points("1,2 3.5,10", height=10))
    [(1.0, 8.0), (3.5, 0.0)]
    """
    for point in text.split():
        x, y = map(float, point.split(","))
        yield x, height - y


def arrow(position: str, height: float) -> str:
    """Return the Bézier curve that Graphviz gives as ``e,tip start control …`` as an SVG path.

    >>> arrow("e,0,0 0,9 0,6 0,3 0,1", height=10)
    'M0,1 C0,4 0,7 0,9 L0,10'
    """
    tip, start, *curve = (f"{x:g},{y:g}" for x, y in points(position.removeprefix("e,"), height))
    return f"M{start} C{' '.join(curve)} L{tip}"


def write(translator: HTML5Translator, _node: CourseMap) -> None:
    """Write the map as SVG, in which each lesson is a link."""
    env, builder = translator.builder.env, translator.builder
    known = lessons(env)
    course = {name: [each for each in env.config.course[name] if each in known] for name in known}
    html = builder.templates.render(
        "course-map.html",
        {
            "plan": plan_of(without_detours(course)),
            "box": BOX,
            "lessons": [
                (each, builder.get_relative_uri(builder.current_docname, each.name))
                for each in known.values()
            ],
        },
    )
    translator.body.append(html)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_node(CourseMap, html=(write, None))
    app.add_directive("course-map", MapDirective)
