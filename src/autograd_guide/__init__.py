"""Pictures and checks for learning PyTorch's autograd: what the lessons of the guide import."""

from autograd_guide.derivative import numerical_gradient
from autograd_guide.descent import Descent, gradient_descent
from autograd_guide.expect import expect
from autograd_guide.graph import draw_graph
from autograd_guide.launch import launch
from autograd_guide.live import (
    LiveFigure,
    live_accumulation,
    live_backward,
    live_descent,
    live_landscape,
    live_lines,
    live_product,
    live_race,
    live_secant,
)
from autograd_guide.plots import (
    plot_descent,
    plot_jacobian,
    plot_landscape,
    plot_lines,
    plot_product,
    plot_tangent,
)
from autograd_guide.reach import reach
from autograd_guide.style import use_style
from autograd_guide.table import Table

__all__ = [
    "Descent",
    "LiveFigure",
    "Table",
    "draw_graph",
    "expect",
    "gradient_descent",
    "launch",
    "live_accumulation",
    "live_backward",
    "live_descent",
    "live_landscape",
    "live_lines",
    "live_product",
    "live_race",
    "live_secant",
    "numerical_gradient",
    "plot_descent",
    "plot_jacobian",
    "plot_landscape",
    "plot_lines",
    "plot_product",
    "plot_tangent",
    "reach",
    "use_style",
]
