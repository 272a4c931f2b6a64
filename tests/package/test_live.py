"""Live figures say and draw in each state what torch computes."""

import json
from collections.abc import Callable
from itertools import count, pairwise, product
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import torch
from bs4 import BeautifulSoup
from torch import Tensor

from autograd_guide import (
    LiveFigure,
    gradient_descent,
    live_accumulation,
    live_backward,
    live_descent,
    live_landscape,
    live_lines,
    live_product,
    live_race,
    live_secant,
)

WALK: dict[str, Any] = {"label": "step", "buttons": ("back", "next")}
WALK |= {"forward": "{name} = {value:g}", "begin": "{name}: {slope:g}"}
WALK |= {"visit": "{name}: {sum} = {slope:g}"}
POINT = torch.tensor([10.0, 20.0])


def parabola(x: Tensor) -> Tensor:
    """Return x² + 20."""
    return x**2 + 20


def mix(x: Tensor) -> Tensor:
    """Return x₀·x₁ and x₀ + x₁."""
    return torch.stack([x[0] * x[1], x[0] + x[1]])


def bowl(p: Tensor) -> Tensor:
    """Return x² + 3y²."""
    return p[0] ** 2 + 3 * p[1] ** 2


def states(figure: LiveFigure) -> list[str]:
    """Return the words of each state of a figure with one slider."""
    (slider,) = figure.sliders
    return [figure.state(place) for place in range(len(slider.names))]


def walk(root: Tensor, **names: Tensor) -> list[str]:
    """Return what the figure of ``root.backward()`` says, step by step."""
    return states(live_backward(root, names, **WALK))


def test_a_walk_visits_each_node_after_all_that_use_it() -> None:
    """Where two paths join, the slopes of both are added, and ``.grad`` holds the sum."""
    x = torch.tensor(10.0, requires_grad=True)
    y = x**2 + 3 * x
    said = walk(y, x=x, y=y)
    assert said[:2] == ["y = 130", "y: 1"]
    assert sorted(said[2:4]) == ["Mul: 1 × 1 = 1", "Pow: 1 × 1 = 1"]
    assert said[4] in {"x: 1 × 20 + 1 × 3 = 23", "x: 1 × 3 + 1 × 20 = 23"}
    assert x.grad is not None
    assert x.grad.item() == 23


def test_a_tensor_that_is_used_twice_by_one_operation_has_two_factors() -> None:
    """In a·b with a = b = x each factor is the other one's value."""
    x = torch.tensor(3.0, requires_grad=True)
    assert walk(x * x, x=x)[-1] == "x: 1 × 3 + 1 × 3 = 6"


def test_a_slope_of_zero_leaves_the_factors_as_they_are() -> None:
    """0 · f(x) passes 0 on; the factor beyond is still that of the operation."""
    x = torch.tensor(2.0, requires_grad=True)
    assert walk(0 * x**3, x=x)[2:] == ["Pow: 1 × 0 = 0", "x: 0 × 12 = 0"]


def test_negative_numbers_are_in_parentheses() -> None:
    """Two signs do not follow one another."""
    x = torch.tensor(2.0, requires_grad=True)
    assert walk(-(x**2), x=x)[-1] == "x: (-1) × 4 = -4"


def test_slopes_appear_and_arrows_turn_step_by_step() -> None:
    """At each step one box more has its slope, and the arrow that led to it has turned."""
    x = torch.tensor(10.0, requires_grad=True)
    square = x**2
    figure = live_backward(2 * square, {"x": x, "x²": square}, **WALK)
    for step in range(4):
        seen = [figure.part(f"slope-{place}", "visibility", step) for place in range(3)]
        assert seen == ["visible"] * step + ["hidden"] * (3 - step)
        glowing = [figure.part(f"now-{place}", "visibility", step) for place in range(3)]
        assert [place for place, each in enumerate(glowing, 1) if each == "visible"] == [step][
            : min(step, 1)
        ]
        turned = (
            figure.part("back-0-0", "visibility", step),
            figure.part("on-0-0", "visibility", step),
        )
        assert turned == (("visible", "hidden") if step >= 2 else ("hidden", "visible"))


def boxes(figure: LiveFigure) -> list[tuple[float, float, float, float]]:
    """Return the left, top, right and bottom ends of the boxes in a drawing."""
    found = []
    for box in figure.drawing.iter("rect"):
        x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        found.append((x, y, x + width, y + height))
    return found


@pytest.mark.parametrize("length", [2, 9])
def test_boxes_are_inside_and_apart_and_a_long_graph_leads_downwards(length: int) -> None:
    """No box is cut off or covered, and the drawing is not wider than a phone can show."""
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(length):
        y = torch.sin(y)
    figure = live_backward(y, {"x": x}, **WALK)
    width, height = (float(figure.drawing.get(name, "")) for name in ("width", "height"))
    assert width == 440
    placed = sorted(set(boxes(figure)), key=lambda box: (box[0], box[1]))
    assert len(placed) == length + 1
    assert all(0 <= a < c <= width and 0 <= b < d <= height for a, b, c, d in placed)
    for one, other in product(placed, repeat=2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert one == other or apart


def test_a_secant_comes_closer_to_the_tangent() -> None:
    """The ratio is that of the two values, and the line is drawn through both points."""
    figure = live_secant(
        lambda x: 2 * x**2,
        [-3.0, 10.0],
        [1.0, 0.1, 0.001],
        (-12, 12),
        start=1,
        says="{x:g} {h:g}: {moved:g} - {y:g}, {ratio:.3f}, {slope:.1f}",
    )
    assert figure.state(1, 0) == "10 1: 242 - 200, 42.000, 40.0"
    assert figure.state(0, 1) == "-3 0.1: 16.82 - 18, -11.800, -12.0"
    assert figure.state(1, 2).endswith("40.002, 40.0")
    assert figure.sliders[0].start == 1
    (left, low), (right, high) = (spot(figure, "near", i, 0) for i in range(2))
    assert left < right
    assert low > high  # the larger value is further up
    for i, j in product(range(2), range(3)):
        near, far = ([spot(figure, name, i, j)] for name in ("near", "far"))
        assert on_line(figure.part("secant", "d", i, j), *near, *far)
        assert on_line(figure.part("tangent", "d", i, j), *near)


def spot(figure: LiveFigure, part: str, *places: int) -> tuple[float, float]:
    """Return where the middle of a circle is."""
    x, y = (float(figure.part(part, name, *places)) for name in ("cx", "cy"))
    return x, y


def corners(d: str) -> list[tuple[float, float]]:
    """Return the places of a path of straight lines."""
    pairs = (pair.split() for pair in d.removeprefix("M").split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def on_line(d: str, *spots: tuple[float, float]) -> bool:
    """Tell whether places are within a unit of the line from the first to the last of a path."""
    (x0, y0), *_, (x1, y1) = corners(d)
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return all(abs((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / length < 1 for x, y in spots)


@pytest.fixture
def descent() -> LiveFigure:
    """Return the figure of three runs on x² + 20."""
    return live_descent(
        parabola,
        10.0,
        [0.1, 0.5, 1.1],
        20,
        (-13, 13),
        first=1,
        presets=[1.1],
        says="{lr} {k} {x:.4g} {y:.4g} {slope:.4g} {ratio:.2f}",
        labels=("rate", "steps"),
        buttons=("one", "all"),
    )


def test_a_descent_says_where_each_step_is(descent: LiveFigure) -> None:
    """The numbers are those of `gradient_descent` with the same settings, divergence included."""
    for i, lr in enumerate((0.1, 0.5, 1.1)):
        run = gradient_descent(parabola, 10.0, lr, 20)
        for k in (0, 1, 20):
            x, y = run.x[k].item(), run.y[k].item()
            wanted = f"{lr} {k} {x:.4g} {y:.4g} {2 * x:.4g} {1 - 2 * lr:.2f}"
            assert descent.state(i, k).replace("-0.00", "0.00") == wanted.replace("-0.00", "0.00")
    assert descent.state(2, 20).split()[2] == "383.4"


def test_a_descent_draws_the_steps_so_far(descent: LiveFigure) -> None:
    """Each line begins where the one before it ends, and the last ends where the circle is."""
    for i, k in product(range(3), (1, 5, 20)):
        shown = [descent.part(f"step-{n}", "visibility", i, k) for n in range(1, 21)]
        assert shown == ["visible"] * k + ["hidden"] * (20 - k)
        lines = [corners(descent.part(f"step-{n}", "d", i, k)) for n in range(1, 21)]
        assert all(one[-1] == other[0] for one, other in pairwise(lines))
        assert lines[k - 1][-1] == spot(descent, "here", i, k)


def test_buttons_move_the_sliders(descent: LiveFigure) -> None:
    """One step, all steps, and a rate with all of its steps."""
    assert [(each.label, dict(each.moves)) for each in descent.buttons] == [
        ("one", {1: "+1"}),
        ("all", {1: "run"}),
        ("1.1", {0: "2", 1: "run"}),
    ]
    assert (descent.sliders[0].start, descent.sliders[1].start, descent.rest) == (1, 0, [1, 20])


def test_a_button_says_that_its_choice_holds_or_that_no_step_is_left(descent: LiveFigure) -> None:
    """A button for a run says neither; buttons that choose stand in a row with a name."""
    page = BeautifulSoup(descent._repr_html_(), "html.parser")
    rows = [(row.get("aria-label"), row.get_text()) for row in page.select(".live-controls > p")]
    assert rows == [(None, "oneall"), ("rate", "1.1")]
    parts = json.loads(str(page.div and page.div["data-live"]))["parts"]
    said = {(name, what): (axes, values) for name, what, axes, values in parts}
    assert said["button-0", "aria-disabled"] == ([1], ["false"] * 20 + ["true"])
    assert said["button-2", "aria-pressed"] == ([0], ["false", "false", "true"])
    assert [name for name, _ in said if name.startswith("button")] == ["button-0", "button-2"]


def test_a_product_is_what_backward_gives() -> None:
    """For each pair of weights: the result, the weighted entries, and how dark they are."""
    weights = [-1.0, 0.0, 0.5, 3.0]
    figure = live_product(
        mix,
        POINT,
        weights,
        first=(3, 0),
        presets=[("mean", (0.5, 0.5))],
        says="{v}: {sum} = {result}",
        rows="ab",
        columns="cd",
    )
    assert figure.state(3, 0) == "(3, -1): 3·(20, 10) + (-1)·(1, 1) = (59, 29)"
    assert [slider.start for slider in figure.sliders] == [3, 1]
    assert figure.buttons[0].moves == {0: "2", 1: "2"}
    for i, j in product(range(4), repeat=2):
        x = POINT.clone().requires_grad_()
        mix(x).backward(torch.tensor([weights[i], weights[j]]))
        assert x.grad is not None
        drawn = [float(figure.part(f"result-{k}", "", i, j)) for k in range(2)]
        assert drawn == x.grad.tolist()
        assert figure.part("term-0-1", "", i, j).endswith(f" = {10 * weights[i]:g}")
        opacity = float(figure.part("tint-0-0", "fill-opacity", i, j))
        assert opacity == pytest.approx(abs(weights[i]) / 6, abs=1e-3)
        sign = "orange" if weights[i] < 0 else "blue"
        assert figure.part("tint-0-0", "class", i, j) == f"f-{sign}"


def test_accumulation_says_what_grad_holds_with_and_without_clearing() -> None:
    """Cleared it is the slope; not cleared it is the sum of all slopes so far."""
    figure = live_accumulation(
        parabola,
        10.0,
        0.1,
        5,
        says="{k} {x:.9g} {before:.9g} {slope:.9g} {grad:.9g} {next:.9g}",
        labels=("step", "clear"),
        buttons=("one", "all"),
        names=("step", "x"),
    )
    for clear in (0, 1):
        total, x = 0.0, 10.0
        for k in range(5):
            said = [float(each) for each in figure.state(k, clear).split()]
            before = 0.0 if clear else total
            total = before + 2 * x
            assert said == pytest.approx(
                [k + 1, x, before, 2 * x, total, x - 0.1 * total], abs=1e-4
            )
            x -= 0.1 * total
            assert spot(figure, "here", k, clear) == corners(figure.part("path", "d", k, clear))[k]


def landscape(**settings: Any) -> LiveFigure:  # noqa: ANN401 - some of the arguments
    """Return the figure of descent in a bowl."""
    given: dict[str, Any] = {"starts": ([-2.0, 1.0], [0.0, 2.0]), "lr": 0.1, "steps": 4}
    given |= {"first": (1, 2), "heights": [1, 5], "spans": ((-3, 3), (-3, 3))}
    return live_landscape(
        bowl,
        **given | settings,
        says="{x:g} {y:g} {height:g} {x1:.4g} {y1:.4g} {height1:.4g} {steps}",
    )


def test_a_landscape_has_the_path_from_each_start() -> None:
    """The path is that of `gradient_descent`, and contour lines are at the given heights."""
    figure = landscape()
    run = gradient_descent(bowl, torch.tensor([-2.0, 2.0]), 0.1, 4)
    (x, y), height = run.x[-1].tolist(), run.y[-1].item()
    assert figure.state(0, 1) == f"-2 2 16 {x:.4g} {y:.4g} {height:.4g} 4"
    assert [slider.start for slider in figure.sliders] == [1, 1]
    path = corners(figure.part("path", "d", 0, 1))
    assert len(path) == 5
    assert path[0] == spot(figure, "start", 0, 1)
    assert path[-1] == spot(figure, "end", 0, 1)
    contours = [path for path in figure.drawing.iter("path") if path.get("class") == "s-blue"]
    assert len(contours) == 2
    unit = (416 - 48 + 12) / 6  # from the left end of the axes to the right one
    for contour, level in zip(contours, (1, 5), strict=True):
        far = max(x for x, _ in corners(contour.get("d", "")))
        assert (far - 48) / unit - 3 == pytest.approx(level**0.5, abs=0.02)


def texts(figure: LiveFigure) -> list[tuple[str, str]]:
    """Return colour and words of what is written in a drawing that shows a state."""
    written = ET.fromstring(figure._repr_svg_()).iter()  # noqa: S314
    return [(each.get("class", ""), each.text) for each in written if each.text]


def test_grey_lines_have_names() -> None:
    """The tangent is a limit; the loop that one did not choose; the ends of a series."""
    secant = live_secant(**SECANT)
    assert ("f-grey", "— h → 0") in texts(secant)
    loop = live_accumulation(**LOOP)
    named = [
        [loop.part(f"{line}-name", "", 0, clear) for line in ("path", "other")] for clear in (0, 1)
    ]
    assert named == [["— ☐ zero_grad()", "— ☑ zero_grad()"], ["— ☑ zero_grad()", "— ☐ zero_grad()"]]
    series = live_lines(
        {0.5: [0.25, 1.0], 1.0: [1.0, 1.0], 2.0: [4.0, 1.0]}, first=1.0, says="", **LABELS
    )
    assert {("f-grey", "0.5"), ("f-grey", "2")} <= set(texts(series))
    assert ("f-grey", "1.0") not in texts(series)


def test_the_names_of_a_race_stand_above_its_lines() -> None:
    """In the colours of the lines, where no line comes."""
    paths = {"one": torch.zeros(2, 2), "two": torch.zeros(2, 2)}
    race = live_race(bowl, SPANS, paths, says="", **RACE)
    names = [each for each in race.drawing.iter("text") if each.find("tspan") is not None]
    assert [float(each.get("y", "")) < 26 for each in names] == [True]
    assert [(each.get("class"), each.text) for each in names[0]] == [
        ("f-blue", "one"),
        ("f-orange", "two"),
    ]


FIGURES: dict[str, Callable[[], LiveFigure]] = {
    "backward": lambda: live_backward(
        torch.tensor(1.0, requires_grad=True) * 2, {}, **WALK | {"visit": "<{name}> & “{slope}”"}
    ),
    "landscape": landscape,
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_page_holds_every_state(name: str) -> None:
    """For each state the table of each part gives what the figure's own functions give."""
    figure = FIGURES[name]()
    box = BeautifulSoup(figure._repr_html_(), "html.parser").select_one(".live")
    assert box is not None
    data = json.loads(str(box["data-live"]))
    for part, attribute, axes, values in data["parts"]:
        if part.startswith(("name", "slider", "button")):
            continue
        for places in product(*map(range, data["sizes"])):
            index = 0
            for axis in axes:
                index = index * data["sizes"][axis] + places[axis]
            says = part == "says"
            wanted = figure.state(*places) if says else figure.part(part, attribute, *places)
            assert values[index] == wanted


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_each_time_and_needs_no_style_sheet(name: str) -> None:
    """Its file has colours of its own, a size, and the state for paper."""
    figure = FIGURES[name]()
    picture = figure._repr_svg_()
    assert picture == FIGURES[name]()._repr_svg_()
    assert "var(" not in picture
    root = ET.fromstring(picture)  # noqa: S314
    assert {"width", "height", "viewBox"} <= set(root.attrib)


def tensor(*shape: int) -> Tensor:
    """Return a tensor of ones that requires a gradient."""
    return torch.ones(shape, requires_grad=True)


SAYS: dict[str, Any] = {"says": "{nothing}"}
SECANT: dict[str, Any] = {"f": parabola, "at": [1.0], "steps": [1.0], "span": (0, 2), "says": ""}
RATES: dict[str, Any] = {"f": parabola, "start": 1.0, "rates": [0.1], "steps": 2, "span": (-2, 2)}
RATES |= {"says": "", "labels": ("", ""), "buttons": ("", "")}
ROWS: dict[str, Any] = {"f": mix, "at": POINT, "weights": [0, 1], "first": (0, 1), "presets": []}
ROWS |= {"says": "", "rows": "ab", "columns": "cd"}
LOOP: dict[str, Any] = {"f": parabola, "start": 1.0, "lr": 0.1, "steps": 2, "says": ""}
LOOP |= {"labels": ("", ""), "buttons": ("", ""), "names": ("", "")}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: live_backward(tensor(), {}, **WALK), "root must be the result of recorded"),
        (
            lambda: live_backward(2 * tensor(3), {}, **WALK),
            r"must be a single number, got .*\(3,\)",
        ),
        (
            lambda: live_backward(tensor(3).sum(), {}, **WALK),
            r"must be a single number, got .*\(3,\)",
        ),
        (
            lambda: live_backward(2 * tensor(), {}, **WALK | {"visit": "{slop}"}),
            r"visit may name the fields sum, name, slope, but says \{slop\}",
        ),
        (lambda: live_secant(**SECANT | {"at": [3.0]}), "must lie in the span"),
        (lambda: live_secant(**SECANT | {"steps": [0.0]}), "no step may be 0"),
        (lambda: live_secant(**SECANT | {"span": (2, 0)}), "span must be two finite numbers"),
        (lambda: live_secant(**SECANT | SAYS), "says may name the fields x, h"),
        (lambda: live_descent(**RATES | {"rates": []}), "rates must hold the presets"),
        (lambda: live_descent(**RATES | {"presets": [0.2]}), "rates must hold the presets"),
        (lambda: live_descent(**RATES | SAYS), "says may name the fields lr, k"),
        (lambda: live_product(**ROWS | {"at": torch.ones(2, 2)}), "must have the shapes"),
        (lambda: live_product(**ROWS | {"rows": "a"}), "must hold 2 and 2 names, got 1 and 2"),
        (lambda: live_product(**ROWS | {"first": (0, 2)}), "first must be two of the weights"),
        (lambda: live_product(**ROWS | {"presets": [("p", (1,))]}), "p must be two of the weights"),
        (lambda: live_product(**ROWS | SAYS), "says may name the fields v, sum"),
        (lambda: live_accumulation(**LOOP | {"lr": 0.0}), "lr must be a finite number above 0"),
        (lambda: live_accumulation(**LOOP | {"steps": 0}), "steps must be at least 1"),
        (lambda: live_accumulation(**LOOP | SAYS), "says may name the fields k, next"),
        (lambda: landscape(first=(0, 0)), "first must be among the starts"),
        (lambda: landscape(spans=((-3, 3), (3, -3))), "the span of y must be two finite numbers"),
    ],
    ids=map(str, count()),
)
def test_bad_input_gets_one_sentence(call: Callable[[], LiveFigure], message: str) -> None:
    """The sentence says which argument, what was expected, and what was passed."""
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


LINES = {0.5: [0.25, 0.5, 1.0], 2.0: [4.0, 2.0, 1.0]}
LABELS: dict[str, Any] = {"label": "factor", "xlabel": "layer", "ylabel": "size"}


def test_a_series_is_drawn_on_a_logarithmic_scale() -> None:
    """Equal factors are equal distances, and the words name the ends of the series."""
    figure = live_lines(LINES, first=2.0, says="{key:g}: {first:g} to {last:g}", **LABELS)
    assert states(figure) == ["0.5: 0.25 to 1", "2: 4 to 1"]
    path = figure.part("series", "d", 1).removeprefix("M").split("L")
    heights = [float(place.split()[1]) for place in path]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.15)
    assert heights[0] < heights[1]  # larger numbers are further up
    assert figure.part("end", "cy", 1) == path[0].split()[1]


@pytest.mark.parametrize(
    ("lines", "first", "sentence"),
    [
        ({1.0: [1.0, 2.0]}, 1.0, "at least two series"),
        ({1.0: [1.0, 2.0], 2.0: [1.0]}, 1.0, r"of the lengths \[1, 2\]"),
        ({1.0: [1.0, 2.0], 2.0: [1.0, 0.0]}, 1.0, "the series 2 must hold finite numbers above 0"),
        (LINES, 3.0, r"first must be one of \[0.5, 2.0\], got 3.0"),
    ],
)
def test_bad_lines_are_refused(
    lines: dict[float, list[float]], first: float, sentence: str
) -> None:
    """In one sentence."""
    with pytest.raises(ValueError, match=sentence):
        live_lines(lines, first=first, says="", **LABELS)


RACE: dict[str, Any] = {"heights": [1, 4], "label": "step", "buttons": ("one", "all")}
SPANS = ((-5.0, 5.0), (-5.0, 5.0))


def test_a_shorter_path_waits_at_its_end() -> None:
    """The distances are those from the origin, at the step that is shown."""
    paths = {"short": torch.tensor([[3.0, 4.0], [0.0, 1.0]]), "long": torch.eye(3)[:, :2] * 2}
    figure = live_race(bowl, SPANS, paths, says="{k}: {a:g} {b:g}", **RACE)
    assert states(figure) == ["0: 5 2", "1: 1 2", "2: 1 0"]
    assert figure.part("short", "d", 1) == figure.part("short", "d", 2)
    assert figure.part("long", "d", 2).count("L") == len(paths["long"]) - 1
    assert figure.part("short-end", "cx", 2) == figure.part("long-end", "cx", 2)  # both at x = 0


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ({}, "paths must be one to 3, got 0"),
        (dict.fromkeys("abcd", torch.zeros(2, 2)), "paths must be one to 3, got 4"),
        ({"a": torch.zeros(2)}, r"the path a must hold finite places .* got \(2,\)"),
        ({"a": torch.full((2, 2), torch.nan)}, "the path a must hold finite places"),
    ],
)
def test_bad_paths_are_refused(paths: dict[str, Tensor], sentence: str) -> None:
    """In one sentence."""
    with pytest.raises(ValueError, match=sentence):
        live_race(bowl, SPANS, paths, says="", **RACE)
