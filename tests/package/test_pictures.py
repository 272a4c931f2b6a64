"""The figures show the values of the tensors, and are the same SVG bytes when drawn again."""

import io
import warnings
from itertools import combinations, pairwise

import numpy as np
import pytest
import torch
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.quiver import Quiver
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike
from torch import Tensor

from autograd_guide import (
    draw_graph,
    gradient_descent,
    plot_descent,
    plot_jacobian,
    plot_landscape,
    plot_lines,
    plot_product,
    plot_tangent,
    use_style,
)
from autograd_guide.style import BLUE, GREEN, GREY, ORANGE


@pytest.fixture(autouse=True)
def style() -> None:
    """Set Matplotlib's style as the pages do."""
    use_style()


def texts(figure: Figure) -> list[str]:
    """Return the texts in the first panel of a figure."""
    return [text.get_text() for text in figure.axes[0].texts]


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG; a warning, as for a missing glyph, is an error."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def parabola(x: Tensor) -> Tensor:
    """Return x² + 20."""
    return x**2 + 20


def test_a_graph_shows_kept_gradients_and_only_those() -> None:
    """Each tensor has its value, and only one that kept its gradient has a line for it."""
    x = torch.tensor(10.0, requires_grad=True)
    a = x**2
    y = 2 * a
    y.backward()
    drawn = texts(draw_graph(y, {"x": x, "a": a, "y": y}))
    wanted = ["MulBackward0", "y = 200", "PowBackward0", "a = 100", "x = 10", "x.grad = 40"]
    assert drawn == wanted


def test_a_tensor_used_twice_is_drawn_once_with_two_arrows() -> None:
    """x·x has one box for x and two arrows out of it."""
    x = torch.tensor(3.0, requires_grad=True)
    figure = draw_graph(x * x, {"x": x})
    assert texts(figure) == ["MulBackward0", "9", "x = 3"]
    assert len(arrows(figure)) == 3  # x, x into the product, and the product into its result


def test_a_tensor_used_at_two_depths_is_drawn_once() -> None:
    """Arrows lead from its one box to both operations."""
    x = torch.tensor(3.0, requires_grad=True)
    figure = draw_graph(x.exp().sin() + x, {"x": x})
    wanted = ["3.944", "AddBackward0", "ExpBackward0", "SinBackward0", "x = 3"]
    assert sorted(texts(figure)) == wanted
    assert len(arrows(figure)) == 5


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (torch.ones(5, 3), "w = (5, 3)"),
        (torch.ones(5), "w = (5,)"),
        (torch.tensor([1.0, 2.0, 3.0, 4.5]), "w = [1, 2, 3, 4.5]"),
        (torch.tensor([3.0]), "w = [3]"),
        (torch.tensor(1 / 3), "w = 0.3333"),
    ],
)
def test_a_box_holds_up_to_four_values_or_the_shape(values: Tensor, shown: str) -> None:
    """More than four values would not fit into a box; a scalar has no brackets."""
    w = values.requires_grad_()
    assert shown in texts(draw_graph(w.sum(), {"w": w}))


def nodes(figure: Figure) -> list[tuple[FancyBboxPatch, list[Text]]]:
    """Return the frame of each node of a drawn graph, with the texts inside it."""
    figure.draw_without_rendering()
    axes = figure.axes[0]
    frames = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    extents = [(frame, frame.get_window_extent()) for frame in frames]
    return [
        (frame, [text for text in axes.texts if box.contains(*centre(text))])
        for frame, box in extents
    ]


def centre(text: Text) -> tuple[float, float]:
    """Return the centre of a text, in pixels."""
    box = text.get_window_extent()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def arrows(figure: Figure) -> list[FancyArrowPatch]:
    """Return the arrows of a drawn graph."""
    return [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]


def recorded() -> Figure:
    """Draw a graph with two leaves, a kept gradient and a node without a name."""
    x = torch.tensor(10.0, requires_grad=True)
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (w * x**2).sum()
    y.backward()
    return draw_graph(y, {"x": x, "w": w})


def test_a_node_of_a_graph_holds_its_text_and_overlaps_no_other() -> None:
    """It has a margin around its text and is inside the figure, which fits tightly."""
    figure = recorded()
    found = nodes(figure)
    assert sorted(len(lines) for _, lines in found) == [1, 1, 1, 1, 2, 2]
    boxes = [frame.get_window_extent() for frame, _ in found]
    for box, (_, lines) in zip(boxes, found, strict=True):
        union = Bbox.union([line.get_window_extent() for line in lines])
        margins = (union.x0 - box.x0, box.x1 - union.x1, union.y0 - box.y0, box.y1 - union.y1)
        assert margins[0] == pytest.approx(margins[1], abs=2)
        assert margins[2] == pytest.approx(margins[3], abs=4)
        assert all(4 < margin < 16 for margin in margins)
        assert figure.bbox.x0 < box.x0 < box.x1 < figure.bbox.x1
        assert figure.bbox.y0 < box.y0 < box.y1 < figure.bbox.y1
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert not any(a.overlaps(b) for a, b in combinations(line_boxes(found), 2))
    # The figure is as large as the nodes and an equal edge of a few pixels on each side.
    whole = Bbox.union(boxes)
    edges = (whole.x0, figure.bbox.x1 - whole.x1, whole.y0, figure.bbox.y1 - whole.y1)
    assert min(edges) > 2
    assert max(edges) - min(edges) < 0.5
    assert max(edges) < 10
    assert not figure.axes[0].axison


def test_a_frame_is_as_wide_as_its_widest_line_and_two_margins() -> None:
    """Sizes are in points, as in Graphviz, which computes the layout from them."""
    for frame, lines in nodes(recorded()):
        widths = [TextPath((0, 0), line.get_text(), size=12).get_extents().width for line in lines]
        assert frame.get_width() == pytest.approx(max(widths) + 2 * 9)
        assert frame.get_height() == pytest.approx(17 * len(lines) + 9)


def line_boxes(found: list[tuple[FancyBboxPatch, list[Text]]]) -> list[Bbox]:
    """Return the bounding boxes of the lines of text, a pixel smaller on each side."""
    return [line.get_window_extent().padded(-1) for _, lines in found for line in lines]


def test_a_tensor_is_a_square_box_and_an_operation_a_round_one() -> None:
    """Frames are green for tensors and grey for operations; gradients are orange text."""
    for frame, lines in nodes(recorded()):
        is_operation = "Backward" in lines[0].get_text()
        assert ("Round" in type(frame.get_boxstyle()).__name__) is is_operation
        assert to_hex(frame.get_edgecolor()) == (GREY if is_operation else GREEN)
        assert not frame.get_fill()
        assert [line.get_color() for line in lines] == ["black", ORANGE][: len(lines)]
        assert centre(lines[0])[1] >= centre(lines[-1])[1]


@pytest.mark.parametrize("downwards", [False, True])
def test_arrows_lead_from_the_leaves_to_the_result(*, downwards: bool) -> None:
    """Each goes from the edge of one node to the edge of the next, to the right or down."""
    x = torch.tensor(2.0, requires_grad=True)
    options = {"downwards": True} if downwards else {}  # to the right by default
    figure = draw_graph(x.exp().sin(), {"x": x}, **options)
    frames = {lines[0].get_text(): frame.get_window_extent() for frame, lines in nodes(figure)}
    chain = ["x = 2", "ExpBackward0", "SinBackward0", "0.8939"]
    to_pixels = figure.axes[0].transData
    pairs = []
    for arrow in arrows(figure):
        tail = to_pixels.transform(np.asarray(arrow.get_path().vertices)[0])
        box = arrow.get_window_extent()
        touched = [name for name in chain if frames[name].padded(4).overlaps(box)]
        first = [name for name in touched if frames[name].padded(4).contains(*tail)]
        assert len(first) == 1
        pairs.append((*first, *(name for name in touched if name not in first)))
    assert sorted(pairs) == sorted(pairwise(chain))
    axis = 1 if downwards else 0
    middles = [(frames[name].min + frames[name].max)[axis] for name in chain]
    assert middles == sorted(middles, reverse=downwards)


def test_a_tangent_has_the_slope_of_the_curve() -> None:
    """The slope of the drawn line is f′(x), and the line passes through (x, f(x))."""
    figure = plot_tangent(parabola, [3.0], (0, 5), curve="y", tangent="t")
    line = next(line for line in figure.axes[0].lines if line.get_label() == "t")
    assert line.get_slope() == pytest.approx(6)  # type: ignore[attr-defined]
    assert line.get_xy1() == pytest.approx((3, 29))  # type: ignore[attr-defined]


def data(line: Line2D) -> tuple[list[float], list[float]]:
    """Return the x and y values of a line."""
    x, y = (np.asarray(values).tolist() for values in line.get_data())
    return x, y


def listed(values: ArrayLike) -> object:
    """Return the numbers of an array of any type as a list."""
    return np.asarray(values).tolist()


def test_a_curve_is_drawn_over_its_span_and_sets_the_height_of_the_axes() -> None:
    """The curve, and each tangent with its point, has its own colour and legend text."""
    figure = plot_tangent(
        parabola, [0.0, 3.0], (0, 3), curve="y", tangent="{x:g}: {slope:.1f}", xlabel="here"
    )
    (axes,) = figure.axes
    x, y = data(axes.lines[0])
    assert (x[0], x[-1]) == (0, 3)
    assert y == [parabola(torch.tensor(each, dtype=torch.float64)).item() for each in x]
    assert axes.get_xlim() == (0, 3)
    assert axes.get_ylim()[0] > 19  # as high as the curve, not as the tangents
    assert axes.get_ylim()[1] < 30
    assert axes.get_xlabel() == "here"
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["y", "0: 0.0", "3: 6.0"]
    curve, *marks = axes.lines
    assert curve.get_color() == BLUE
    assert [mark.get_color() for mark in marks] == ["C1", "C1", "C2", "C2"]
    assert [data(mark) for mark in marks[1::2]] == [([0], [20]), ([3], [29])]


def test_descent_has_a_panel_for_each_run_and_the_same_scale_in_all() -> None:
    """Four runs with three columns make two rows; titles and arrows are those of the runs."""
    runs = {str(lr): gradient_descent(parabola, 10.0, lr, 4) for lr in (0.1, 0.5, 0.9, 1.1)}
    figure = plot_descent(parabola, runs, (-12, 12), xlabel="place", ylabel="height")
    assert [axes.get_title() for axes in figure.axes] == list(runs)
    assert [axes.get_subplotspec().get_geometry()[:2] for axes in figure.axes] == [(2, 3)] * 4  # type: ignore[union-attr]
    assert (figure.get_supxlabel(), figure.get_supylabel()) == ("place", "height")
    for axes, run in zip(figure.axes, runs.values(), strict=True):
        x, y = data(axes.lines[0])
        assert (x[0], x[-1]) == axes.get_xlim() == (-12, 12)
        assert 10 < axes.get_ylim()[0] < min(y)
        assert max(y) < axes.get_ylim()[1] < 180
        (quiver,) = (each for each in axes.collections if isinstance(each, Quiver))
        assert (quiver.angles, quiver.scale_units, quiver.scale) == ("xy", "xy", 1)
        assert listed(quiver.get_offsets()) == torch.stack([run.x, run.y], dim=1)[:-1].tolist()
        torch.testing.assert_close(torch.as_tensor(quiver.U).float(), run.x.diff())
        torch.testing.assert_close(torch.as_tensor(quiver.V).float(), run.y.diff())
    beside = plot_descent(parabola, runs, (-12, 12), columns=4)
    assert beside.axes[0].get_subplotspec().get_geometry()[:2] == (1, 4)  # type: ignore[union-attr]
    for first, other in pairwise(beside.axes):
        assert first.get_shared_x_axes().joined(first, other)
        assert first.get_shared_y_axes().joined(first, other)
    assert len(plot_descent(parabola, {"": runs["0.1"]}, (-12, 12), columns=1).axes) == 1


def test_a_landscape_shows_heights_arrows_and_paths_where_they_are() -> None:
    """Contours are at the function's heights; arrows and paths are at the given points."""
    path = torch.tensor([[0.0, 1.0], [2.0, 3.0], [1.0, -1.0]], requires_grad=True)
    figure = plot_landscape(
        lambda p: p[0] + 10 * p[1],
        (-3, 3),
        arrows={"one": ((1, 2), (3.0, 4.0)), "fan": ((0, 0), torch.tensor([[1.0, 0], [0, 1]]))},
        paths={"walk": path},
        xlabel="w",
        ylabel="b",
    )
    (axes,) = figure.axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("w", "b")
    assert axes.get_xlim() == axes.get_ylim() == (-3, 3)
    assert axes.get_aspect() == 1
    one, fan = (each for each in axes.collections if isinstance(each, Quiver))
    assert [(q.angles, q.scale_units, q.scale) for q in (one, fan)] == [("xy", "xy", 1)] * 2
    assert [listed(each) for each in (one.get_offsets(), one.U, one.V)] == [[[1, 2]], [3], [4]]
    assert [listed(each) for each in (fan.get_offsets(), fan.U)] == [[[0, 0], [0, 0]], [1, 0]]
    assert data(axes.lines[0]) == ([0, 2, 1], [1, 3, -1])
    assert axes.lines[0].get_color() == "C1"
    assert {to_hex(np.asarray(q.get_facecolor())[0]) for q in (one, fan)} == {
        to_hex("C1"),
        to_hex("C2"),
    }
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["walk", "one", "fan"]
    (contours,) = (each for each in axes.collections if isinstance(each, QuadContourSet))
    for level, lines in zip(contours.levels, contours.allsegs, strict=True):
        for x, y in (point for line in lines for point in line):
            assert x + 10 * y == pytest.approx(level, abs=1e-4)
    assert min(x for line in contours.allsegs[7] for x, _ in line) == -3
    assert max(x for line in contours.allsegs[7] for x, _ in line) == 3


@pytest.mark.parametrize(("options", "scale"), [({}, "linear"), ({"log": True}, "log")])
def test_lines_are_drawn_over_their_positions(options: dict[str, bool], scale: str) -> None:
    """The legend names each line, and the y axis has the scale that was asked for."""
    lines: dict[str, Tensor | list[float]] = {"a": [4.0, 2.0, 1.0]}
    lines |= {"b": torch.tensor([1.0, 3.0], requires_grad=True)}
    figure = plot_lines(lines, xlabel="step", ylabel="loss", **options)
    (axes,) = figure.axes
    assert [data(line) for line in axes.lines] == [([0, 1, 2], [4, 2, 1]), ([0, 1], [1, 3])]
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_yscale()) == ("step", "loss", scale)
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b"]


def test_a_path_is_drawn_through_every_step_in_its_own_panel() -> None:
    """Each panel has the points of its run, and a figure of two runs has two panels."""
    runs = {str(lr): gradient_descent(parabola, 10.0, lr, 4) for lr in (0.1, 0.5)}
    figure = plot_descent(parabola, runs, (-12, 12))
    assert [axes.get_title() for axes in figure.axes] == ["0.1", "0.5"]
    for axes, run in zip(figure.axes, runs.values(), strict=True):
        x, y = axes.lines[-1].get_data()
        assert torch.equal(torch.as_tensor(x), run.x)
        assert torch.equal(torch.as_tensor(y), run.y)


def check_blocks(figure: Figure, blocks: list[Tensor]) -> None:
    """Check that each panel shows its matrix as colours on one scale, with all numbers."""
    limit = max(block.abs().max().item() for block in blocks)
    for axes, block in zip(figure.axes, blocks, strict=True):
        (image,) = axes.images
        assert torch.equal(torch.as_tensor(image.get_array()), block)
        assert image.get_clim() == (-2 * limit, 2 * limit)
        found = {text.get_position(): text.get_text() for text in axes.texts}
        fields = [(j, i) for i, row in enumerate(block) for j in range(len(row))]
        assert found == {(j, i): f"{block[i, j].item():.3g}" for j, i in fields}
        assert all(spine.get_visible() for spine in axes.spines.values())
        assert not any(line.get_visible() for line in axes.get_xgridlines())


def ticks(axes: Axes) -> tuple[list[str], list[str]]:
    """Return the tick labels of a panel's x and y axes."""
    names = axes.get_xticklabels(), axes.get_yticklabels()
    return [text.get_text() for text in names[0]], [text.get_text() for text in names[1]]


def test_a_jacobian_is_shown_with_its_product() -> None:
    """The column v is left of J, the row vᵀJ below it; rows and columns of J are labelled."""
    jacobian = torch.tensor([[20.0, 10.0, 0.5], [1.0, 1.0, 1.0]])
    weights = torch.tensor([3.0, -2.0])
    figure = plot_jacobian(jacobian, weights, rows="ab", columns="cde", names=("v", "J", "vJ"))
    product = torch.tensor([[58.0, 28.0, -0.5]])
    check_blocks(figure, [weights[:, None], jacobian, product])
    assert [axes.get_title() for axes in figure.axes] == ["v", "J", "vJ"]
    named = (["c", "d", "e"], ["a", "b"])
    assert [ticks(axes) for axes in figure.axes] == [([], []), named, ([], [])]
    assert {tick.get_markersize() for tick in figure.axes[1].get_xticklines()} == {0}
    figure.draw_without_rendering()
    left, middle, below = (axes.get_position() for axes in figure.axes)
    assert left.x1 < middle.x0
    assert below.y1 < middle.y0
    assert (left.y0, left.y1, below.x0) == pytest.approx((middle.y0, middle.y1, middle.x0))


def test_a_product_of_matrices_is_shown_field_by_field() -> None:
    """Three panels on one scale, @ and = between them, square fields, shapes in the titles."""
    left = torch.tensor([[1.0, 2.0], [3.0, -4.0], [0.0, 5.0]], requires_grad=True)
    right = torch.tensor([[1.0, 0.0, 2.0, 1.0], [0.5, 1.0, 1.0, 0.0]])
    figure = plot_product(left, right, ("A", "B", "C"))
    result = torch.tensor([[2.0, 2, 4, 1], [1, -4, 2, 3], [2.5, 5, 5, 0]])
    check_blocks(figure, [left.detach(), right, result])
    assert [axes.get_title() for axes in figure.axes] == ["A (3, 2)", "B (2, 4)", "C (3, 4)"]
    assert [axes.get_ylabel() for axes in figure.axes] == ["", "@", "="]
    assert [axes.get_aspect() for axes in figure.axes] == [1, 1, 1]
    assert {axes.yaxis.label.get_rotation() for axes in figure.axes} == {0}


@pytest.mark.parametrize(("value", "limit"), [(0.0, 1.0), (-3.0, 3.0), (0.5, 1.0)])
def test_the_scale_is_that_of_the_largest_value_whatever_its_sign(
    value: float, limit: float
) -> None:
    """It is the largest absolute value of the three matrices, or 1 if all are zero."""
    one = torch.ones(1, 1) if value else torch.zeros(1, 1)
    figure = plot_product(torch.full((1, 1), value), one, ("A", "B", "C"))
    assert figure.axes[0].images[0].get_clim() == (-2 * limit, 2 * limit)


def every_picture() -> list[Figure]:
    """Draw four kinds of figure, with Chinese and with formulas in the labels."""
    runs = {f"学习率 {lr}": gradient_descent(parabola, 10.0, lr, 5) for lr in (0.1, 0.5, 1.1, 0.9)}
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    return [
        plot_tangent(
            parabola, [1.0, 2.0], (0, 3), curve="曲线 $y = x^2$", tangent="斜率 {slope:.1f}"
        ),
        plot_descent(parabola, runs, (-12, 12), xlabel="位置", ylabel="函数值"),
        plot_jacobian(
            torch.eye(2), torch.ones(2), rows=["$y_0$", "输出"], columns=["$x_0$", "输入"]
        ),
        draw_graph((x * x).sum(), {"输入": x}),
    ]


def test_a_picture_is_the_same_bytes_each_time() -> None:
    """Neither the time nor the address of an object is in the SVG, and no glyph is missing."""
    assert [svg(figure) for figure in every_picture()] == [
        svg(figure) for figure in every_picture()
    ]


def test_labels_are_drawn_as_outlines() -> None:
    """The SVG has paths instead of ``<text>`` elements, so a reader needs no font."""
    assert not any(b"<text" in svg(figure) for figure in every_picture())


def test_a_short_arrow_of_a_fan_is_drawn_over_a_long_one() -> None:
    """The arrows of a fan are drawn from the longest to the shortest."""
    fan = torch.tensor([[1.0, 0.0], [0.0, 3.0], [2.0, 0.0]])
    figure = plot_landscape(lambda p: (p**2).sum(), (-3, 3), arrows={"fan": ((0, 0), fan)})
    drawn = [each for each in figure.axes[0].collections if isinstance(each, Quiver)]
    pairs = [np.hypot(np.asarray(each.U), np.asarray(each.V)).ravel() for each in drawn]
    lengths = np.concatenate(pairs).tolist()
    assert lengths == sorted(lengths, reverse=True)
    assert max(lengths) == 3


def test_factors_are_asked_for_before_backward_frees_what_they_need() -> None:
    """Afterwards a sentence says so; an operation that takes no single number gets no label."""
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    mean = (2 * x).sum()
    assert isinstance(draw_graph(mean, {"x": x}, factors=True), Figure)
    y = torch.tensor(3.0, requires_grad=True)
    square = y**2
    square.backward()
    with pytest.raises(ValueError, match="before backward"):
        draw_graph(square, {"y": y}, factors=True)
