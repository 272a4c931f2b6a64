"""The pictures show what the tensors hold, in any language, and draw the same bytes twice."""

import io
import warnings

import pytest
import torch
from matplotlib.figure import Figure
from torch import Tensor

from autograd_guide import (
    draw_graph,
    gradient_descent,
    plot_descent,
    plot_jacobian,
    plot_tangent,
    use_style,
)


@pytest.fixture(autouse=True)
def style() -> None:
    """Draw as the pages do."""
    use_style()


def texts(figure: Figure) -> list[str]:
    """Return what stands in the first panel."""
    return [text.get_text() for text in figure.axes[0].texts]


def svg(figure: Figure) -> bytes:
    """Return the picture as a page gets it; a missing glyph or a clash of layouts is an error."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def parabola(x: Tensor) -> Tensor:
    """Return x² + 20."""
    return x**2 + 20


def every_picture() -> list[Figure]:
    """Draw one of each kind, with Chinese and with formulas in the labels."""
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
    """Nothing in a picture depends on the moment or on addresses, and no glyph is missing."""
    assert [svg(figure) for figure in every_picture()] == [
        svg(figure) for figure in every_picture()
    ]


def test_labels_are_drawn_as_outlines() -> None:
    """A reader needs no font: the picture holds no text that a browser would set."""
    assert not any(b"<text" in svg(figure) for figure in every_picture())


def test_a_graph_shows_kept_gradients_and_only_those() -> None:
    """The value stands above, the gradient below where the tensor kept one."""
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
    arrows = [patch for patch in figure.axes[0].patches if "Arrow" in type(patch).__name__]
    assert texts(figure) == ["MulBackward0", "9", "x = 3"]
    assert len(arrows) == 3  # x, x into the product, and the product into its result


def test_a_large_tensor_is_shown_by_its_shape() -> None:
    """Beyond four elements the values would not fit."""
    w = torch.ones(5, 3, requires_grad=True)
    assert "w = (5, 3)" in texts(draw_graph(w.sum(), {"w": w}))


def test_a_tangent_has_the_slope_of_the_curve() -> None:
    """The line that is drawn rises by f′(x) per unit."""
    figure = plot_tangent(parabola, [3.0], (0, 5), curve="y", tangent="t")
    line = next(line for line in figure.axes[0].lines if line.get_label() == "t")
    assert line.get_slope() == pytest.approx(6)  # type: ignore[attr-defined]
    assert line.get_xy1() == pytest.approx((3, 29))  # type: ignore[attr-defined]


def test_a_path_is_drawn_through_every_step_in_its_own_panel() -> None:
    """Each panel holds the points of its run, and unused panels are gone."""
    runs = {str(lr): gradient_descent(parabola, 10.0, lr, 4) for lr in (0.1, 0.5)}
    figure = plot_descent(parabola, runs, (-12, 12))
    assert [axes.get_title() for axes in figure.axes] == ["0.1", "0.5"]
    for axes, run in zip(figure.axes, runs.values(), strict=True):
        x, y = axes.lines[-1].get_data()
        assert torch.equal(torch.as_tensor(x), run.x)
        assert torch.equal(torch.as_tensor(y), run.y)


def test_a_jacobian_is_shown_with_its_product() -> None:
    """v, J and vᵀJ stand there as numbers."""
    jacobian = torch.tensor([[20.0, 10.0], [1.0, 1.0]])
    weights = torch.tensor([3.0, -2.0])
    figure = plot_jacobian(jacobian, weights, rows="ab", columns="cd")
    shown = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert shown == [["3", "-2"], ["20", "10", "1", "1"], ["58", "28"]]
