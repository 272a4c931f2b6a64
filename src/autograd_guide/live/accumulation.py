"""Gradients that add up: the same loop with and without clearing them."""

from typing import NamedTuple

import torch

from autograd_guide import _check
from autograd_guide.live.drawing import Pair, Plot, dot, line, moving
from autograd_guide.live.figure import Button, LiveFigure, Slider, State, fill


class _Turn(NamedTuple):
    """One turn of the loop: where it is, what ``backward()`` adds, and what ``.grad`` is then."""

    x: float
    before: float
    slope: float
    grad: float


def live_accumulation(  # noqa: PLR0913 - the last four are words
    f: _check.Function,
    start: float,
    lr: float,
    steps: int,
    *,
    says: str,
    labels: tuple[str, str],
    buttons: tuple[str, str],
    names: tuple[str, str],
) -> LiveFigure:
    """Show the loop of ``torch.optim.SGD``, step by step, if ``.grad`` is cleared and if it is not.

    Args:
        f: The function that is minimised, of one number.
        start: Where both loops begin.
        lr: The learning rate.
        steps: How many steps each loop has.
        says: The state in words; ``{k}`` (the step), ``{x}`` (before it), ``{before}`` (``.grad``
            before ``backward()``), ``{slope}`` (what that adds), ``{grad}`` (their sum) and
            ``{next}`` (x after the step) are filled in.
        labels: What the slider counts and what the switch sets: to clear.
        buttons: What the buttons for one step and for all steps are called.
        names: What the axes show.

    Raises:
        ValueError: ``lr`` or ``steps`` is not above 0, or words name an unknown field.

    >>> figure = live_accumulation(
    ...     lambda x: 2 * x**2, 10.0, 0.1, 3, says="{before:g} + {slope:g} = {grad:g}",
    ...     labels=("step", "clear"), buttons=("step", "run"), names=("step", "x"),
    ... )
    >>> figure.state(1, 0), figure.state(1, 1)  # at x = 6 the slope is 24
    ('40 + 24 = 64', '0 + 24 = 24')
    """
    _check.positive("lr", lr)
    _check.count("steps", steps)
    loops = [_loop(f, start, lr, steps, clear=clear) for clear in (False, True)]

    def state(k: int, clear: int) -> str:
        turn = loops[clear][k]
        following = loops[clear][k + 1].x
        return fill("says", says, k=k + 1, next=following, **turn._asdict())

    every = [turn.x for loop in loops for turn in loop]
    room = 0.08 * (max(every) - min(every)) or 1.0
    plot = Plot((0, steps), (min(every) - room, max(every) + room), names)

    def path(clear: int) -> str:
        return plot.path((k, turn.x) for k, turn in enumerate(loops[clear]))

    plot.legend(("orange", "path-name", ""), ("grey", "other-name", ""))
    line(plot.inside, "grey", part="other", width=1.5)
    line(plot.inside, "orange", part="path", width=2)
    dot(plot.inside, "orange", "here")

    def here(k: int, clear: int) -> Pair:
        return plot.at(k, loops[clear][k].x)

    parts: dict[tuple[str, str], State] = {
        ("path", "d"): lambda _, clear: path(clear),
        ("path-name", ""): lambda _, clear: _name(clear),
        ("other", "d"): lambda _, clear: path(1 - clear),
        ("other-name", ""): lambda _, clear: _name(1 - clear),
        **moving("here", here),
    }
    sliders = [
        Slider(labels[0], [str(k + 1) for k in range(steps)]),
        Slider(labels[1], ("", ""), switch=True),
    ]
    moves = [Button(buttons[0], {0: "+1"}), Button(buttons[1], {0: "run"})]
    return LiveFigure(plot.svg, sliders, parts, state, handle=([0], here), buttons=moves)


def _name(clear: int) -> str:
    """Return the name of a line, which is the same in all languages."""
    return f"— {'☑' if clear else '☐'} zero_grad()"


def _loop(f: _check.Function, start: float, lr: float, steps: int, *, clear: bool) -> list[_Turn]:
    """Return the turns of the loop, and one more for where the last step has led."""
    x = torch.tensor(float(start), requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr)
    turns = []
    for _ in range(steps + 1):
        if clear:
            optimizer.zero_grad()
        before = 0.0 if x.grad is None else x.grad.item()
        y = _check.scalar_result(f, x)
        (slope,) = torch.autograd.grad(y, x, retain_graph=True)
        y.backward()
        assert x.grad is not None
        turns.append(_Turn(x.item(), before, slope.item(), x.grad.item()))
        optimizer.step()
    return turns
