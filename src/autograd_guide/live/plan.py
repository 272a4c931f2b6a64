"""The drawing of a graph: Graphviz places its boxes and arrows, which light up step by step."""

from collections.abc import Iterator, Mapping, Sequence

import pygraphviz
from torch.autograd.graph import Node

from autograd_guide.live.drawing import (
    COLOURS,
    LETTERS,
    WIDTH,
    Pair,
    add,
    coordinate,
    line,
    points,
    svg,
    words,
)
from autograd_guide.live.figure import State, short
from autograd_guide.live.walk import Visit, edges_of

LINE, PAD = 21.0, 12.0  # height of a line of text, and room beside it, in units of the drawing


class Plan:
    """The drawing of a graph: where boxes and arrows are, and what lights at each step."""

    def __init__(self, visits: Sequence[Visit], texts: Mapping[Node, tuple[str, str]]) -> None:
        """Let Graphviz place the boxes, below one another where they would be too wide."""
        self.visits, self.texts = visits, texts
        self.order = {visit.node: number for number, visit in enumerate(visits)}
        plan = self._laid_out("LR")
        self.across = _extent(plan)[0] <= WIDTH - 4
        if not self.across:
            plan = self._laid_out("TB")
        width, self.height = _extent(plan)
        self.svg = svg(self.height + 4, max(width + 4, WIDTH))
        self.left = max(2.0, (WIDTH - width) / 2)
        self.places = {
            node: self._points(plan.get_node(number).attr["pos"])[0]
            for node, number in self.order.items()
        }
        for node, number in self.order.items():
            self._draw_box(node, number)
        for user, node, place in self._arrows():
            edge = plan.get_edge(self.order[node], self.order[user], str(place))
            self._draw_arrow(edge.attr["pos"], f"{self.order[user]}-{place}")
            self._write_factor(edge.attr["pos"], self._factor(user, node, place))

    def parts(self) -> dict[tuple[str, str], State]:
        """Return what changes: arrows turn round, slopes appear, the node that is visited glows."""
        parts: dict[tuple[str, str], State] = {}
        after = len(self.order) + 1
        for number in self.order.values():
            parts[f"now-{number}", "visibility"] = _visible(range(number + 1, number + 2))
            parts[f"slope-{number}", "visibility"] = _visible(range(number + 1, after))
        for user, node, place in self._arrows():
            key, reached = f"{self.order[user]}-{place}", self.order[node] + 1
            parts[f"on-{key}", "visibility"] = _visible(range(reached))
            parts[f"back-{key}", "visibility"] = _visible(range(reached, after))
        return parts

    def place(self, step: int) -> Pair:
        """Return the middle of the box that is visited; before the first visit a far corner."""
        return self.places[self.visits[step - 1].node] if step else (0, 0)

    def _arrows(self) -> Iterator[tuple[Node, Node, int]]:
        """Yield user, node and place of each arrow."""
        for user in self.order:
            yield from ((user, node, place) for node, place in edges_of(user))

    def _factor(self, user: Node, node: Node, place: int) -> str:
        came = iter(self.visits[self.order[node]].came)
        for other, child, other_place in self._arrows():
            if child is node:
                _, factor = next(came)
                if (other, other_place) == (user, place):
                    return f"× {short(factor)}"
        raise AssertionError

    def _laid_out(self, direction: str) -> pygraphviz.AGraph:
        gaps = {"ranksep": 0.85, "nodesep": 0.35}
        plan = pygraphviz.AGraph(directed=True, strict=False, rankdir=direction, **gaps)
        height = (3 * LINE + PAD) / 72
        for node, number in self.order.items():
            texts = [*self.texts[node], f"grad {short(self.visits[number].slope)}"]
            width = (max(map(_width, texts)) + 2 * PAD) / 72
            plan.add_node(number, label="", shape="box", width=width, height=height)
        for user, node, place in self._arrows():
            plan.add_edge(self.order[node], self.order[user], str(place), dir="both")
        plan.layout("dot")
        return plan

    def _points(self, position: str) -> list[Pair]:
        """Return the places that Graphviz gives, whose y axis leads upwards."""
        pairs = (pair.split(",") for pair in position.replace("\\\n", "").split())
        return [(self.left + float(x), 2 + self.height - float(y)) for x, y in pairs]

    def _draw_box(self, node: Node, number: int) -> None:
        x, y = self.places[node]
        title, value = self.texts[node]
        slope = f"grad {short(self.visits[number].slope)}"
        width, height = max(map(_width, (title, value, slope))) + 2 * PAD, 3 * LINE + PAD
        shape = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height}
        for colour, part, thick in (("grey", "", 1.5), ("orange", f"now-{number}", 3.5)):
            box = add(self.svg, "rect", part, **shape, rx=9, fill="none", stroke=COLOURS[colour])
            box.attrib |= {"class": f"s-{colour}", "stroke-width": str(thick)}
        words(self.svg, (x, y - LINE), title)
        words(self.svg, (x, y), value, "blue")
        words(self.svg, (x, y + LINE), slope, "orange", part=f"slope-{number}")

    def _draw_arrow(self, position: str, key: str) -> None:
        """Draw the arrow of the values and, in its place, that of the slopes."""
        start, tip, curve = self._curve(position)
        from_start = _bend([start, start, curve[0], *curve])
        from_tip = _bend([tip, tip, curve[-1], *reversed(curve)])
        for name, colour, d, base, head in (
            ("on", "blue", from_start, curve[-1], tip),
            ("back", "orange", from_tip, curve[0], start),
        ):
            group = add(self.svg, "g", f"{name}-{key}")
            line(group, colour, d)
            add(group, "path", d=_head(base, head), fill=COLOURS[colour]).set(
                "class", f"f-{colour}"
            )

    def _curve(self, position: str) -> tuple[Pair, Pair, list[Pair]]:
        """Return both tips and the curve between them of ``s,start e,end first control …``."""
        parts = position.replace("\\\n", "").split()
        ends = {each[0]: self._points(each[2:])[0] for each in parts[:2]}
        return ends["s"], ends["e"], self._points(" ".join(parts[2:]))

    def _write_factor(self, position: str, factor: str) -> None:
        """Write the factor beside the middle of an arrow."""
        *_, curve = self._curve(position)
        x, y = curve[len(curve) // 2]
        aside = (x, y - 13) if self.across else (x + 24, y)
        words(self.svg, aside, factor, "grey")


def _visible(steps: range) -> State:
    return lambda step: "visible" if step in steps else "hidden"


def _extent(plan: pygraphviz.AGraph) -> Pair:
    *_, width, height = (float(each) for each in plan.graph_attr["bb"].split(","))
    return width, height


def _width(text: str) -> float:
    """Return about how wide a text is: 汉字 are squares."""
    return sum(LETTERS if ord(letter) > 0x2E80 else 0.56 * LETTERS for letter in text)


def _bend(curve: Sequence[Pair]) -> str:
    """Return the attribute ``d`` of a Bézier curve."""
    first, *others = (f"{coordinate(x)} {coordinate(y)}" for x, y in curve)
    return f"M{first}C{' '.join(others)}"


def _head(base: Pair, tip: Pair) -> str:
    """Return the head of an arrow."""
    (x, y), (along, down) = base, (tip[0] - base[0], tip[1] - base[1])
    corners = [(x - 0.6 * down, y + 0.6 * along), tip, (x + 0.6 * down, y - 0.6 * along)]
    return f"{points(corners)}Z"
