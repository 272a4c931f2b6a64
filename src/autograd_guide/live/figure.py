"""A figure that answers: a drawing, sliders, and what changes with them, computed beforehand."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
SPACES = re.compile(r"\s+")

# What a part of the drawing shows, for one position of each slider.
State = Callable[..., str]


@dataclass(frozen=True)
class Slider:
    """A range input whose positions have names.

    Attributes:
        label: What it sets.
        names: What each position is called.
        start: The position at the beginning.
        switch: Show a checkbox instead: there are two positions, off and on.
    """

    label: str
    names: Sequence[str]
    start: int = 0
    switch: bool = False


@dataclass(frozen=True)
class Button:
    """A button that moves sliders.

    Attributes:
        label: What it does.
        moves: Number of the slider → where it goes: ``"3"``, a step ``"+1"``, or ``"run"``, step
            by step to the end.
    """

    label: str
    moves: Mapping[int, str]

    @property
    def places(self) -> dict[int, int]:
        """Return the positions that the button chooses, if it chooses any."""
        return {axis: int(to) for axis, to in self.moves.items() if to.isdecimal()}


class LiveFigure:
    """A drawing that follows its sliders; ``figures.js`` only shows what was computed here.

    Args:
        drawing: The ``<svg>``; its elements that change have the attribute ``data-part``.
        sliders: The controls.
        parts: (``data-part``, attribute) → the attribute's value, or the text for ``""``, given one
            position of each slider.
        says: The state in words.
        rest: The positions that a picture without JavaScript shows.
        whole: Its words, where they are more than those of ``rest``.
        handle: The place in the drawing that stands for a state, and the sliders that follow when
            it is dragged or clicked.
        buttons: What moves the sliders too.
    """

    def __init__(  # noqa: PLR0913 - what a figure is made of
        self,
        drawing: ET.Element,
        sliders: Sequence[Slider],
        parts: Mapping[tuple[str, str], State],
        says: State,
        *,
        rest: Sequence[int] | None = None,
        whole: str = "",
        handle: tuple[Sequence[int], Callable[..., tuple[float, float]]] | None = None,
        buttons: Sequence[Button] = (),
    ) -> None:
        """Keep what the figure is made of."""
        self.drawing, self.sliders, self.buttons = drawing, sliders, buttons
        self.parts, self.says, self.handle = dict(parts), says, handle
        self.rest = list(rest or (slider.start for slider in sliders))
        self.words = whole or self.state(*self.rest)

    def state(self, *places: int) -> str:
        """Return the state in words, for one position of each slider."""
        return SPACES.sub(" ", self.says(*places)).strip()

    def part(self, name: str, attribute: str, *places: int) -> str:
        """Return what a part of the drawing shows, for one position of each slider."""
        return self.parts[name, attribute](*places)

    def __repr__(self) -> str:
        """Return the state in words that a picture without JavaScript shows."""
        return self.words

    def _repr_svg_(self) -> str:
        """Return the picture as a file of its own, with the colours of a light page."""
        picture = self._picture()
        picture.set("xmlns", SVG)
        return ET.tostring(picture, "unicode")

    def _repr_html_(self) -> str:
        box = ET.Element("div", {"class": "live", "data-live": self._data()})
        box.append(self._picture())
        ET.SubElement(box, "p", {"role": "status", "data-part": "says"}).text = self.words
        controls = ET.SubElement(box, "div", {"class": "live-controls"})
        controls.extend(_control(number, each) for number, each in enumerate(self.sliders))
        controls.extend(self._rows_of_buttons())
        return ET.tostring(box, "unicode", method="html")

    def _rows_of_buttons(self) -> Iterator[ET.Element]:
        """Yield the buttons that go on in one row, those that choose in another with a name."""
        rows: dict[str, ET.Element] = {}
        for number, button in enumerate(self.buttons):
            name = ", ".join(self.sliders[axis].label for axis in button.places)
            named = {"role": "group", "aria-label": name} if name else {}
            rows.setdefault(name, ET.Element("p", named)).append(_button(number, button))
        yield from rows.values()

    def _picture(self) -> ET.Element:
        """Return the drawing in the state that a picture without JavaScript shows."""
        picture = deepcopy(self.drawing)
        elements = {each.get("data-part"): each for each in picture.iter()}
        for (name, attribute), state in self.parts.items():
            _set(elements[name], attribute, state(*self.rest))
        return picture

    def _data(self) -> str:
        """Return all states as JSON: what of the drawing changes, with which sliders, and how."""
        sizes = [len(slider.names) for slider in self.sliders]
        parts = {**self.parts, ("says", ""): self.state, **self._controls(sizes)}
        data: dict[str, object] = {
            "sizes": sizes,
            "start": [slider.start for slider in self.sliders],
            "parts": [[*key, *_compact(sizes, state)] for key, state in parts.items()],
        }
        if self.handle:
            moves, place = self.handle
            data["handle"] = [moves, *_compact(sizes, lambda *at: [round(z) for z in place(*at)])]
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    def _controls(self, sizes: Sequence[int]) -> dict[tuple[str, str], State]:
        """Return what the controls say of themselves; a checkbox says its state without help."""
        parts: dict[tuple[str, str], State] = {}
        for number, slider in enumerate(self.sliders):
            if not slider.switch:
                name = _name_of(number, slider)
                parts[f"name-{number}", ""] = parts[f"slider-{number}", "aria-valuetext"] = name
        for number, button in enumerate(self.buttons):
            for attribute, state in _states_of(button, sizes).items():
                parts[f"button-{number}", attribute] = state
        return parts


def _name_of(number: int, slider: Slider) -> State:
    return lambda *places: slider.names[places[number]]


def _states_of(button: Button, sizes: Sequence[int]) -> dict[str, State]:
    """Return what a button says of itself: that its choice holds, or that no step is left."""
    steps = {axis: int(to) for axis, to in button.moves.items() if to[0] in "+-"}

    def chosen(*at: int) -> str:
        return json.dumps(all(at[axis] == place for axis, place in button.places.items()))

    def stuck(*at: int) -> str:
        return json.dumps(all(not 0 <= at[axis] + by < sizes[axis] for axis, by in steps.items()))

    if button.places:
        return {"aria-pressed": chosen}
    return {"aria-disabled": stuck} if steps else {}


def _compact(sizes: Sequence[int], state: Callable[..., object]) -> tuple[list[int], list[object]]:
    """Return the sliders on which a state depends, and its values for their positions.

    >>> _compact([2, 3], lambda first, second: str(10 * second))
    ([1], ['0', '10', '20'])
    """
    values = {places: state(*places) for places in product(*map(range, sizes))}

    def depends_on(axis: int) -> bool:
        return any(values[(*at[:axis], 0, *at[axis + 1 :])] != values[at] for at in values)

    axes = [axis for axis in range(len(sizes)) if depends_on(axis)]
    kept = (range(size) if axis in axes else range(1) for axis, size in enumerate(sizes))
    return axes, [values[places] for places in product(*kept)]


def _set(element: ET.Element, attribute: str, value: str) -> None:
    if attribute:
        element.set(attribute, value)
    else:
        element.text = value


def _control(number: int, slider: Slider) -> ET.Element:
    """Return the slider in its label, which says the name of the position too."""
    kind = {"type": "checkbox"} if slider.switch else {"type": "range", "min": "0"}
    if not slider.switch:
        kind |= {"max": str(len(slider.names) - 1), "value": str(slider.start)}
    label = ET.Element("label")
    words = ET.SubElement(label, "span")
    words.text = slider.label
    if not slider.switch:
        words.text += " "
        # The slider says the name of its position itself: its own name must not say it again.
        said = {"data-part": f"name-{number}", "aria-hidden": "true"}
        name = ET.SubElement(words, "b", said)
        name.text = slider.names[slider.start]
    mark = {"data-part": f"slider-{number}"}
    label.insert(0 if slider.switch else 1, ET.Element("input", kind | mark))
    return label


def _button(number: int, button: Button) -> ET.Element:
    moves = json.dumps(list(button.moves.items()))
    mark = {"data-part": f"button-{number}"}
    element = ET.Element("button", {"type": "button", "data-moves": moves} | mark)
    element.text = button.label
    return element


def short(value: float) -> str:
    """Return a number for a term of a sum; a negative one in parentheses.

    >>> short(0.5), short(-3.0)
    ('0.5', '(-3)')
    """
    return f"{value:.4g}" if value >= 0 else f"({value:.4g})"


def fill(name: str, words: str, /, **fields: object) -> str:
    """Return the words that a caller passed as ``name``, their fields filled in.

    >>> fill("secant", "slope {slope:.1f}", slope=40.0)
    'slope 40.0'
    >>> fill("secant", "slope {k}", slope=40.0)
    Traceback (most recent call last):
    ValueError: secant may name the fields slope, but says {k}
    """
    try:
        return words.format(**fields)
    except KeyError as error:
        msg = f"{name} may name the fields {', '.join(fields)}, but says {{{error.args[0]}}}"
        raise ValueError(msg) from None
