"""Helpers of the browser tests: a page that records its faults, and the paths of all pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide_site import languages
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

LANGUAGES = {language.folder: language.name for language in languages.LANGUAGES}
LOCALES = {language.folder: language.html for language in languages.LANGUAGES}

SECONDS = 60  # that anything may take: a busy machine is slow, only what hangs takes longer

# Scripts for a browser that forbids localStorage, and for one whose storage is full.
FORBIDDEN = "the storage is forbidden"
FORBID = (
    "Object.defineProperty(window, 'localStorage',"
    f" {{ get() {{ throw new Error('{FORBIDDEN}') }} }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"


def page_paths(tree: Path, language: str) -> list[str]:
    """Return the paths in the site of the HTML pages of a language, and of 404.html."""
    names = (file.relative_to(tree).as_posix() for file in (tree / language).rglob("*.html"))
    return [*sorted(names), "404.html"]


def is_foreign(url: str, site: str) -> bool:
    """Tell whether a URL leads outside of the site.

    >>> is_foreign("https://fonts.example.com/a.css", "http://127.0.0.1:8000/")
    True
    >>> is_foreign("data:image/png;base64,", "http://127.0.0.1:8000/")
    False
    """
    return not url.startswith((site, "data:", "blob:"))


def let_pass(page: Page, milliseconds: int) -> None:
    """Wait on the page's own clock: what it meant to do before is done then, however slow it is."""
    page.evaluate("time => new Promise(done => setTimeout(done, time))", milliseconds)


@contextmanager
def watched(context: BrowserContext, site: str) -> Iterator[tuple[Page, list[str]]]:
    """Open an empty page; yield it and the list to which its faults are added as they happen.

    Args:
        context: A new context of the browser; it is closed at the end.
        site: The URL of the site; a request to any other is a fault.
    """
    context.set_default_timeout(1000 * SECONDS)
    page = context.new_page()
    faults: list[str] = []

    def note(what: str) -> None:
        faults.append(f"{page.url.removeprefix(site)}: {what}")

    def check_request(request: Request) -> None:
        if is_foreign(request.url, site):
            note(f"requested the foreign URL {request.url}")

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
