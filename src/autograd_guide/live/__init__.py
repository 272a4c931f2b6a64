"""Figures that answer: their states are computed by torch, and a slider chooses one."""

from autograd_guide.live.accumulation import live_accumulation
from autograd_guide.live.backward import live_backward
from autograd_guide.live.descent import live_descent
from autograd_guide.live.figure import LiveFigure
from autograd_guide.live.landscape import live_landscape
from autograd_guide.live.lines import live_lines
from autograd_guide.live.product import live_product
from autograd_guide.live.race import live_race
from autograd_guide.live.secant import live_secant

__all__ = [
    "LiveFigure",
    "live_accumulation",
    "live_backward",
    "live_descent",
    "live_landscape",
    "live_lines",
    "live_product",
    "live_race",
    "live_secant",
]
