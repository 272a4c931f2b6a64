"""What the tests ask of a browser engine, whatever drives it."""

import json
import shutil
import time
from abc import ABC, abstractmethod
from typing import Any

from tests.browser.watching import SECONDS

# The middle of the first line of an element; if something covers it there, scrolls to it instead.
MIDDLE = """(() => {{
  const element = document.querySelector({});
  const {{ x, y, width, height }} = element.getClientRects()[0];
  const middle = [Math.round(x + width / 2), Math.round(y + height / 2)];
  if (element.contains(document.elementFromPoint(...middle))) return middle;
  element.scrollIntoView({{ block: "center", behavior: "instant" }});
}})()"""


def program(names: tuple[str, ...], missing: str, package: str) -> str:
    """Return the path of the first of some programs; else raise a sentence that names a package."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        msg = f"no {missing} was found: on Debian `apt-get install {package}`"
        raise FileNotFoundError(msg)
    return path


class Engine(ABC):
    """One tab of a browser: it is looked at with JavaScript and used as a reader uses it."""

    @abstractmethod
    def go(self, url: str) -> None:
        """Load a page."""

    @abstractmethod
    def text(self, expression: str) -> str:
        """Return the text that an expression of JavaScript gives in the page."""

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """Carry out what a pointer or a keyboard does, in the words of W3C WebDriver."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Return and forget what went wrong in the pages opened so far."""

    def value(self, expression: str) -> Any:  # noqa: ANN401 # what JSON holds
        """Return what an expression of JavaScript gives, and None while it throws."""
        wrapped = f"(() => {{ try {{ return {expression}; }} catch {{ return null; }} }})()"
        return json.loads(self.text(f"JSON.stringify({wrapped} ?? null)"))

    def until(self, expression: str) -> Any:  # noqa: ANN401 # what JSON holds
        """Wait until an expression of JavaScript gives something true, and return it."""
        end = time.monotonic() + SECONDS
        while not (value := self.value(expression)):
            assert time.monotonic() < end, f"it never became true: {expression}"
            time.sleep(0.05)
        return value

    def click(self, selector: str) -> None:
        """Scroll to the first element that a selector finds, and click in its middle."""
        before, middle = None, MIDDLE.format(json.dumps(selector))
        while (found := self.until(middle)) != before:  # it may still be moving
            before = found
        x, y = found
        move = {"type": "pointerMove", "x": x, "y": y}
        press = [{"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")]
        self.perform({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def press(self, *keys: str, held: str = "") -> None:
        """Press and release keys one after the other, while another one may be held."""
        strokes = [(way, key) for key in keys for way in ("Down", "Up")]
        if held:
            strokes = [("Down", held), *strokes, ("Up", held)]
        actions = [{"type": f"key{way}", "value": key} for way, key in strokes]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})
