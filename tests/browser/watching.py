"""What the browser tests share: a page that notes every fault, and the names of all pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide_site import languages
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

LANGUAGES = {language.folder: language.name for language in languages.LANGUAGES}
LOCALES = {language.folder: language.html for language in languages.LANGUAGES}


def pages(tree: Path, language: str) -> list[str]:
    """Return the pages of one language and those above both, as they stand after the address."""
    names = (file.relative_to(tree).as_posix() for file in (tree / language).rglob("*.html"))
    return [*sorted(names), "404.html"]


def is_foreign(url: str, site: str) -> bool:
    """Say whether the address belongs to somebody else.

    >>> is_foreign("https://fonts.example.com/a.css", "http://127.0.0.1:8000/")
    True
    >>> is_foreign("data:image/png;base64,", "http://127.0.0.1:8000/")
    False
    """
    return not url.startswith((site, "data:", "blob:"))


@contextmanager
def watched(context: BrowserContext, site: str) -> Iterator[tuple[Page, list[str]]]:
    """Open an empty page; give it and the list to which its faults are added as they happen.

    Args:
        context: A fresh context of the browser; it is closed at the end.
        site: The address that pages may load from: any other is a fault.
    """
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []

    def note(what: str) -> None:
        faults.append(f"{page.url.removeprefix(site)}: {what}")

    def check_request(request: Request) -> None:
        if is_foreign(request.url, site):
            note(f"asked a stranger for {request.url}")

    def check_response(response: Response) -> None:
        if response.status >= 400:
            note(f"got {response.status} for {response.url}")

    def check_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            note(f"console: {message.text}")

    page.on("request", check_request)
    page.on("response", check_response)
    page.on("console", check_console)
    page.on("pageerror", lambda error: note(f"script: {error.message}"))
    yield page, faults
    context.close()
