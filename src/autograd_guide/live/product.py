"""The vector-Jacobian product: weights choose how much of each row of J is in the result."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
from xml.etree import ElementTree as ET

import torch
from torch import Tensor

from autograd_guide.live.drawing import COLOURS, WIDTH, add, svg, words
from autograd_guide.live.figure import Button, LiveFigure, Slider, State, fill, short

Place = tuple[int, ...]
ROW = 46.0  # height of a row of numbers, in units of the drawing


def live_product(  # noqa: PLR0913 - the last four are words
    f: Callable[[Tensor], Tensor],
    at: Tensor,
    weights: Sequence[float],
    *,
    first: Sequence[float],
    presets: Sequence[tuple[str, Sequence[float]]],
    says: str,
    rows: Sequence[str],
    columns: Sequence[str],
) -> LiveFigure:
    """Show vᵀJ, which ``backward(v)`` computes, for each choice of the weights v of two outputs.

    Args:
        f: Takes a tensor like ``at``, returns one of shape (2,).
        at: Where J is taken: a floating point tensor of shape (n,).
        weights: The positions of both sliders, v₀ and v₁.
        first: The two weights at the beginning.
        presets: For each button its name and the two weights that it sets.
        says: The state in words; ``{v}``, ``{sum}`` (the weighted rows) and ``{result}`` are filled
            in.
        rows: The names of the two outputs.
        columns: The n names of the inputs.

    Raises:
        ValueError: ``f`` does not return shape (2,), a name is missing, weights of ``first`` or of
            ``presets`` are not in ``weights``, or words name an unknown field.

    >>> import torch
    >>> figure = live_product(
    ...     lambda x: torch.stack([x[0] * x[1], x[0] + x[1]]), torch.tensor([10.0, 20.0]),
    ...     [0.0, 1.0], first=(1, 1), presets=[("row 0", (1, 0))], says="{v}: {sum} = {result}",
    ...     rows=["y0", "y1"], columns=["x0", "x1"],
    ... )
    >>> figure.state(1, 1)
    '(1, 1): 1·(20, 10) + 1·(1, 1) = (21, 11)'
    """
    x = at.detach().clone().requires_grad_()
    y = f(x)
    _check_shapes(y, x, rows, columns)
    _check_weights(weights, [("first", first), *presets])
    jacobian = torch.stack([_product(y, x, row) for row in torch.eye(2, dtype=x.dtype)])
    places: list[Place] = list(product(range(len(weights)), repeat=2))
    chosen = {place: torch.tensor([weights[k] for k in place], dtype=x.dtype) for place in places}
    results = {place: _product(y, x, v) for place, v in chosen.items()}

    def state(*place: int) -> str:
        v = chosen[place].tolist()
        terms = (f"{short(w)}·{_tuple(row)}" for w, row in zip(v, jacobian, strict=True))
        fields = {"v": _tuple(chosen[place]), "sum": " + ".join(terms)}
        return fill("says", says, **fields, result=_tuple(results[place]))

    drawing, parts = _draw(jacobian, chosen, results, rows, columns)
    names = [f"{weight:g}" for weight in weights]
    where = [list(weights).index(weight) for weight in first]
    sliders = [Slider(f"v{sign}", names, start) for sign, start in zip("₀₁", where, strict=True)]
    buttons = [
        Button(name, {axis: str(list(weights).index(weight)) for axis, weight in enumerate(pair)})
        for name, pair in presets
    ]
    return LiveFigure(drawing, sliders, parts, state, buttons=buttons)


def _product(y: Tensor, x: Tensor, v: Tensor) -> Tensor:
    """Return what ``y.backward(v)`` would add to ``x.grad``."""
    (result,) = torch.autograd.grad(y, x, v, retain_graph=True)
    return result


def _check_shapes(y: Tensor, x: Tensor, rows: Sequence[str], columns: Sequence[str]) -> None:
    if y.shape != (2,) or x.dim() != 1:
        shapes = f"{tuple(x.shape)} and {tuple(y.shape)}"
        msg = f"at and its result must have the shapes (n,) and (2,), got {shapes}"
        raise ValueError(msg)
    if (len(rows), len(columns)) != (2, len(x)):
        msg = f"rows and columns must hold 2 and {len(x)} names, got {len(rows)} and {len(columns)}"
        raise ValueError(msg)


def _check_weights(weights: Sequence[float], pairs: Sequence[tuple[str, Sequence[float]]]) -> None:
    for name, pair in pairs:
        if len(pair) != 2 or not set(pair) <= set(weights):
            msg = f"{name} must be two of the weights {list(weights)}, got {list(pair)}"
            raise ValueError(msg)


def _tuple(row: Tensor) -> str:
    return f"({', '.join(f'{value:.4g}' for value in row.tolist())})"


LEFT, MIDDLE, NAMES = 56.0, 174.0, 115.0  # right of v, left of J, middle of the rows' names


def _draw(
    jacobian: Tensor,
    chosen: Mapping[Place, Tensor],
    results: Mapping[Place, Tensor],
    rows: Sequence[str],
    columns: Sequence[str],
) -> tuple[ET.Element, dict[tuple[str, str], State]]:
    """Return the drawing, v at the left of J and the result below it, and what changes of it."""
    drawing = svg(26 + 3.4 * ROW)
    width = (WIDTH - MIDDLE - 2) / len(columns)
    parts: dict[tuple[str, str], State] = {}
    largest = max((v[:, None] * jacobian).abs().max().item() for v in chosen.values()) or 1.0
    words(drawing, (LEFT / 2, 10), "v")
    for j, name in enumerate(columns):
        words(drawing, (MIDDLE + (j + 0.5) * width, 10), name)
    for i, name in enumerate(rows):
        top = 24 + i * ROW
        _cell(drawing, 2, top, LEFT - 2)
        words(drawing, (LEFT / 2 + 1, top + ROW / 2), "", "orange", part=f"v-{i}")
        parts[f"v-{i}", ""] = _entry(chosen, i)
        words(drawing, (NAMES, top + ROW / 2), name)
        for j, value in enumerate(jacobian[i].tolist()):
            left = MIDDLE + j * width
            _cell(drawing, left, top, width, f"tint-{i}-{j}")
            field = add(drawing, "g")
            field.set("class", "in-field")
            words(field, (left + width / 2, top + 14), f"{value:.4g}")
            words(field, (left + width / 2, top + 33), "", part=f"term-{i}-{j}")
            parts |= _weighted(f"{i}-{j}", value, largest, partial(_weight, chosen, i))
    top = 24 + 2.4 * ROW
    words(drawing, (NAMES, top + ROW / 2), "vᵀJ")
    for j in range(len(columns)):
        _cell(drawing, MIDDLE + j * width, top, width)
        words(
            drawing, (MIDDLE + (j + 0.5) * width, top + ROW / 2), "", "orange", part=f"result-{j}"
        )
        parts[f"result-{j}", ""] = _entry(results, j)
    return drawing, parts


def _weight(chosen: Mapping[Place, Tensor], i: int, *at: int) -> float:
    return chosen[at][i].item()


def _entry(vectors: Mapping[Place, Tensor], i: int) -> State:
    return lambda *at: f"{vectors[at][i].item():.4g}"


def _cell(parent: ET.Element, left: float, top: float, width: float, tint: str = "") -> None:
    """Draw the frame of a number, and what lies behind it if that changes."""
    for part in (tint, "") if tint else ("",):
        frame = add(parent, "rect", part, x=left, y=top, width=width, height=ROW, fill="none")
    frame.set("stroke", COLOURS["grey"])
    frame.set("class", "s-grey")


def _weighted(
    key: str, value: float, largest: float, weight: Callable[..., float]
) -> dict[tuple[str, str], State]:
    """Return what changes of an entry of J: its product with the weight, and the tint of it."""

    def colour(*at: int) -> str:
        return "blue" if weight(*at) * value >= 0 else "orange"

    return {
        (f"term-{key}", ""): lambda *at: f"× {short(weight(*at))} = {weight(*at) * value:.4g}",
        (f"tint-{key}", "class"): lambda *at: f"f-{colour(*at)}",
        (f"tint-{key}", "fill"): lambda *at: COLOURS[colour(*at)],
        (f"tint-{key}", "fill-opacity"): lambda *at: (
            f"{abs(weight(*at) * value) / largest / 2:.3f}"
        ),
    }
