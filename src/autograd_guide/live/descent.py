"""Gradient descent under a slider: the learning rate and the number of steps."""

from collections.abc import Sequence

import torch

from autograd_guide import _check
from autograd_guide.descent import Descent, gradient_descent
from autograd_guide.live.drawing import Pair, Plot, curve_plot, dot, line, moving
from autograd_guide.live.figure import Button, LiveFigure, Slider, State, fill


def live_descent(  # noqa: PLR0913 - the last five are words
    f: _check.Function,
    start: float,
    rates: Sequence[float],
    steps: int,
    span: Pair,
    *,
    first: int = 0,
    presets: Sequence[float] = (),
    says: str,
    labels: tuple[str, str],
    buttons: tuple[str, str],
    names: tuple[str, str] = ("x", "y"),
) -> LiveFigure:
    """Show the path of gradient descent on a curve, for each learning rate and number of steps.

    Args:
        f: The function that is minimised, of one number.
        start: Where each run begins.
        rates: The positions of the first slider, the learning rates.
        steps: How many steps each run has; the second slider counts them.
        span: The ends of the x axis; what is beyond them is only in words.
        first: Which of the rates comes first.
        presets: Rates that get a button of their own.
        says: The state in words; ``{lr}``, ``{k}`` (the step), ``{x}``, ``{y}``, ``{slope}`` (at x)
            and ``{ratio}`` (the x after the first step by the one before it) are filled in.
        labels: What the sliders set.
        buttons: What the buttons for one step and for all steps are called.
        names: What the axes show.

    Raises:
        ValueError: ``span`` is no interval, ``rates`` is empty, a preset is not in it, or words
            name an unknown field.

    >>> figure = live_descent(
    ...     lambda x: x**2, 10.0, [0.1, 1.1], 2, (-12, 12), says="{k}: {x:.2f}",
    ...     labels=("lr", "step"), buttons=("step", "run"),
    ... )
    >>> figure.state(0, 2), figure.state(1, 2)  # 10 · 0.8², 10 · 1.2²
    ('2: 6.40', '2: 14.40')
    """
    _check.interval("span", span)
    _check_rates(rates, presets)
    runs = [gradient_descent(f, start, lr, steps) for lr in rates]
    slopes = [_slopes(f, run) for run in runs]

    def state(i: int, k: int) -> str:
        run = runs[i]
        fields = {
            "lr": rates[i],
            "k": k,
            "slope": slopes[i][k],
            "ratio": (run.x[1] / run.x[0]).item(),
        }
        return fill("says", says, **fields, x=run.x[k].item(), y=run.y[k].item())

    plot = curve_plot(f, span, names)
    parts: dict[tuple[str, str], State] = {}
    for k in range(1, steps + 1):
        line(plot.inside, "orange", part=f"step-{k}", width=2)
        parts |= _segment(plot, runs, k)
    dot(plot.inside, "orange", "here")

    def here(i: int, k: int) -> Pair:
        return plot.at(runs[i].x[k].item(), runs[i].y[k].item())

    sliders = [
        Slider(labels[0], [f"{lr:g}" for lr in rates], first),
        Slider(labels[1], [str(k) for k in range(steps + 1)]),
    ]
    moves = [Button(buttons[0], {1: "+1"}), Button(buttons[1], {1: "run"})]
    moves += [Button(f"{lr:g}", {0: str(list(rates).index(lr)), 1: "run"}) for lr in presets]
    return LiveFigure(
        plot.svg,
        sliders,
        parts | moving("here", here),
        state,
        rest=[first, steps],
        handle=([1], here),
        buttons=moves,
    )


def _check_rates(rates: Sequence[float], presets: Sequence[float]) -> None:
    if not rates or not set(presets) <= set(rates):
        msg = f"rates must hold the presets {list(presets)}, got {list(rates)}"
        raise ValueError(msg)


def _slopes(f: _check.Function, run: Descent) -> list[float]:
    """Return the slope of ``f`` at each place that a run has passed."""
    slopes = []
    for place in run.x:
        x = place.clone().requires_grad_()
        (slope,) = torch.autograd.grad(_check.scalar_result(f, x), x)
        slopes.append(slope.item())
    return slopes


def _segment(plot: Plot, runs: Sequence[Descent], k: int) -> dict[tuple[str, str], State]:
    """Return what changes of the line from step k - 1 to step k."""

    def shape(i: int, _: int) -> str:
        run = runs[i]
        return plot.path((run.x[at].item(), run.y[at].item()) for at in (k - 1, k))

    return {
        (f"step-{k}", "d"): shape,
        (f"step-{k}", "visibility"): lambda _, at: "visible" if at >= k else "hidden",
    }
