"""Firefox, driven by WebDriver BiDi through its own port: no driver is needed."""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.engines.engine import Engine, program
from tests.browser.watching import SECONDS

FIREFOXES = ("firefox-esr", "firefox")
SIZE = {"width": 1280, "height": 900}
EVENTS = ["log.entryAdded", "network.responseCompleted"]


class Firefox(Engine):
    """The only tab of a Firefox at the other end of a socket."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin a session, and listen for errors."""
        self.socket = socket
        self.count = 0
        self.events: list[dict[str, Any]] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=EVENTS)
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("browsingContext.setViewport", context=self.tab, viewport=SIZE)

    def ask(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 # what JSON holds
        """Send a command and return its result; keep the events, no answer that came too late."""
        self.count += 1
        command = {"id": self.count, "method": method, "params": parameters}
        self.socket.send(json.dumps(command))
        while (answer := json.loads(self.socket.recv(SECONDS))).get("id") != self.count:
            if "id" not in answer:
                self.events.append(answer)
        assert answer["type"] == "success", answer
        return answer["result"]

    def go(self, url: str) -> None:
        """Load a page, and wait for all that it loads.

        By its own ``wait`` Firefox may wait for ever, where another page was still loading.
        """
        self.value("window.left = true")
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="none")
        here = f"!window.left && location.href.startsWith({json.dumps(url)})"
        self.until(f"{here} && document.readyState === 'complete'")

    def text(self, expression: str) -> str:
        """Return the text that an expression of JavaScript gives in the page."""
        target = {"context": self.tab}
        answer = self.ask(
            "script.evaluate", expression=expression, target=target, awaitPromise=False
        )
        return str(answer["result"]["value"])

    def perform(self, source: dict[str, Any]) -> None:
        """Carry out what a pointer or a keyboard does."""
        self.ask("input.performActions", context=self.tab, actions=[source])

    def faults(self) -> list[str]:
        """Return and forget the errors in the console, and the requests that failed."""
        events, self.events = [event["params"] for event in self.events], []
        errors = [event["text"] for event in events if event.get("level") == "error"]
        answers = [event["response"] for event in events if "response" in event]
        failed = [f"{it['status']} for {it['url']}" for it in answers if it["status"] >= 400]
        return errors + failed


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox without a window and with an empty profile, and end it."""
    path = program(FIREFOXES, "Firefox", "firefox-esr")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--remote-debugging-port=0", "--profile", profile]
        log = Path(profile, "log")
        with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
            try:
                address = awaited(log, r"BiDi listening on (\S+)\n")
                with connect(f"{address}/session", proxy=None, max_size=None) as socket:
                    yield Firefox(socket)
            finally:
                process.terminate()


def awaited(log: Path, pattern: str) -> str:
    """Wait until a pattern is found in a growing file, and return its group."""
    end = time.monotonic() + SECONDS
    while not (found := re.search(pattern, log.read_text("utf-8"))):
        assert time.monotonic() < end, f"Firefox only said: {log.read_text('utf-8')}"
        time.sleep(0.05)
    return found[1]
