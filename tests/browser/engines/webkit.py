"""WebKitGTK, driven by Selenium on a display that nobody sees."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selenium.webdriver import Remote
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.engines.engine import Engine, program


class WebKit(Engine):
    """A tab of WebKitGTK's small browser."""

    def __init__(self, driver: Remote) -> None:
        """Keep the driver."""
        self.driver = driver

    def go(self, url: str) -> None:
        """Load a page, and wait for all that it loads."""
        self.driver.get(url)

    def text(self, expression: str) -> str:
        """Return the text that an expression of JavaScript gives in the page."""
        return str(self.driver.execute_script(f"return {expression}"))

    def perform(self, source: dict[str, Any]) -> None:
        """Carry out what a pointer or a keyboard does."""
        self.driver.execute(Command.W3C_ACTIONS, {"actions": [source]})

    def faults(self) -> list[str]:
        """Return and forget what watch.js has noted: this driver does not tell of the console."""
        noted = self.value("JSON.parse(sessionStorage.faults || '[]')")
        self.value("delete sessionStorage.faults")
        return [str(fault) for fault in noted]


@contextmanager
def display() -> Iterator[str]:
    """Start an X server without a screen; yield the name of its display."""
    path = program(("Xvfb",), "Xvfb", "xvfb")
    command = [path, "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x1000x24"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        try:
            assert process.stdout
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Start WebKitGTK's small browser with an empty profile, and end it."""
    path = program(("WebKitWebDriver",), "WebKit", "webkit2gtk-driver")
    with display() as name, started(Service(path, env={**os.environ, "DISPLAY": name})) as address:
        # Selenium's own class for this browser passes the address in a way that Selenium warns of.
        connection = RemoteConnection(client_config=ClientConfig(remote_server_addr=address))
        driver = Remote(connection, options=Options())
        try:
            driver.maximize_window()
            yield WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def started(service: Service) -> Iterator[str]:
    """Start a driver; yield its address."""
    service.start()
    try:
        yield service.service_url
    finally:
        service.stop()
