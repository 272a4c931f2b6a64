"""Builds both languages from nothing, side by side, and publishes the site if all went well.

Its door: ``python docs/_ext build [DOCS [BUILD]]``. In the folder BUILD lie then

- ``site``: a link to a ``tree-…``, or a folder where the system has no links,
- ``executed``: in a folder for each language, the notebooks of that site's cells with their output;
  ``run-with`` is a digest of what they were run with,
- ``offline``: the files that ``books`` makes of the site, and ``.lock``, held while one builds.

``work-…`` and any other ``tree-…`` are of a build at work, or of one that was killed: the next one
removes them.
"""

import os
import re
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from threading import Thread

from guide_site.addresses import folder_url
from guide_site.digests import folder_digest, outputs_digest
from guide_site.languages import LANGUAGES, Language
from guide_site.paths import DOCS, ROOT
from guide_site.processes.forks import SERVER_GONE, Fork, can_fork, server
from guide_site.processes.open_files import allow_open_files
from guide_site.processes.sphinx_builds import WatchedBuild, forked_build
from guide_site.processes.watched import end_when, parent_gone
from guide_site.publish.assembly import assemble
from guide_site.publish.publishing import alone, cause, exchange, fresh, publish, tidy
from guide_site.surroundings import find_fonts, surroundings

NOT_BUILT = "The site was not built, and the last good one is untouched"
# Left out of reports: colours, and the level of a warning.
DECORATION = re.compile(r"\x1b\[[0-9;]*m|(?:^|(?<=: ))(?:WARNING|ERROR|CRITICAL): ", re.MULTILINE)
# What Sphinx says where it cannot start: of all that, only the cause and the file with the rest.
CRASH = re.compile(
    r"\n*(?:^.*!\n)?\n*^Versions\n(?s:.*)^Traceback\n=+\n(?s:.*)^ {4}(\S.*)\n\s*"
    r"^The full traceback has been saved in:\n(.*)\n(?s:.*)",
    re.MULTILINE,
)
FRAME = re.compile(r"Traceback|\s")  # the last line of a traceback says enough
# Lines of sphinx-build that are not printed: settings, and log messages of the kernels.
NOISE = re.compile(
    r"$|myst |myst-nb |Writing evaluated|\[IPKernelApp\]|# \d{4}-|copying |The HTML pages are"
    r"|loading intersphinx|Using jupyter-cache"
)


class BuildError(Exception):
    """The site was not built; the message says what there is to mend."""


@dataclass
class Child:
    """One running sphinx-build."""

    language: Language
    work: Path
    process: Fork | WatchedBuild
    output: int
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=15))

    def stream(self) -> None:
        """Print each line of the build's output after the name of its language."""
        with os.fdopen(self.output, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if not NOISE.match(line):
                    self.last_lines.append(line.rstrip())
                    print(f"[{self.language.folder}] {line.rstrip()}", flush=True)

    def faults(self) -> list[str]:
        """Return the build's warnings, or its last lines and exit status where it gave none."""
        log = self.work / "warnings.txt"
        text = log.read_text("utf-8") if log.exists() else ""
        text = CRASH.sub(r"\n\1; the traceback is in \2\n", DECORATION.sub("", text)).strip()
        lines = list(dict.fromkeys(text.splitlines()))
        status = self.process.returncode
        reason = ", the process that it was forked from is gone" * (status == SERVER_GONE)
        end = f"sphinx-build of {self.language.folder} ended with status {status}{reason}"
        said = [line for line in self.last_lines if not FRAME.match(line)]
        return lines or ([*said, end] if status else [])


def arguments(language: Language, docs: Path, work: Path) -> list[str]:
    """Return the arguments of sphinx-build: read each page anew, make each warning an error."""
    options = ["-E", "-n", "-W", "--keep-going", "-c", str(DOCS)]
    options += ["-D", f"language={language.sphinx}", "-d", str(work / "doctrees")]
    options += ["-w", str(work / "warnings.txt")]
    return [*options, str(docs / language.folder), str(work / "html")]


def start(language: Language, docs: Path, work: Path, *, fork: bool) -> Child:
    """Start the build of one language."""
    work.mkdir()
    output, written = os.pipe()
    begin = forked_build if fork else WatchedBuild
    process = begin(arguments(language, docs, work), str(docs), surroundings(docs, work), written)
    os.close(written)
    return Child(language, work, process, output)


def run_all(children: list[Child]) -> None:
    """Follow the children until each has ended; end them all when this process is interrupted."""
    threads = [Thread(target=child.stream) for child in children]
    try:
        for thread in threads:
            thread.start()
        for child in children:
            child.process.wait()
    finally:
        for child in children:
            child.process.end()
        for thread in threads:
            thread.join()


def check_pages(docs: Path) -> None:
    """Raise `BuildError` if a language has no start page, as in a folder that was mistyped."""
    for page in (docs / each.folder / "index.md" for each in LANGUAGES):
        if not page.is_file():
            wanted = "expected a folder of pages for each language"
            msg = f"{NOT_BUILT}: {page} is not there: {wanted}"
            raise BuildError(msg)


def build_languages(docs: Path, work: Path) -> dict[str, Path]:
    """Build both languages and return where each one's pages are, or raise `BuildError`."""
    check_pages(docs)
    with server(surroundings(docs, work / "server")):
        fork = can_fork()
        if not fork:
            print("Forking is not safe here: each page imports the libraries itself.", flush=True)
            find_fonts(surroundings(docs, work / "fonts"))
        children = [start(each, docs, work / each.folder, fork=fork) for each in LANGUAGES]
        run_all(children)
    if any(child.process.returncode for child in children):
        faults = [line for child in children for line in child.faults()]
        text = "\n".join(line.replace(f"{docs.parent}{os.sep}", "") for line in faults)
        msg = f"{NOT_BUILT}. To mend:\n{text}"
        raise BuildError(msg)
    return {child.language.folder: child.work / "html" for child in children}


def gather(pages: dict[str, Path], executed: Path) -> Path:
    """Move the notebooks that MyST-NB wrote beside the pages into a folder for each language.

    Beside them is said what they were run with, for whoever wants to use them again.
    """
    executed.mkdir()
    (executed / "run-with").write_text(outputs_digest(), "utf-8")
    for language, html in pages.items():
        html.with_name("jupyter_execute").rename(executed / language)
    return executed


def build_site(docs: Path, build: Path) -> Path:
    """Build the pages under ``docs`` and publish them as ``build/site``; return its first page."""
    if not __debug__:
        msg = "Python skips asserts here (-O or PYTHONOPTIMIZE): no page would check its numbers."
        raise BuildError(msg)
    docs, build = docs.resolve(), build.resolve()
    site_url = folder_url("SITE_URL", os.environ.get("SITE_URL", ""))
    with alone(build):
        tidy(build)
        work, tree = fresh(build, "work"), fresh(build, "tree")
        try:
            pages = build_languages(docs, work)
            assemble(pages, tree, site_url)
            publish(tree, build / "site")
            exchange(gather(pages, work / "executed"), build / "executed")
            print(f"\nThe SHA-256 of the site is {folder_digest(build / 'site')}")
        finally:
            tidy(build)
    return build / "site" / "index.html"


def main(docs: str = str(DOCS), build: str = str(ROOT / "build")) -> int:
    """Build the site and say where it is, or what to mend; return the exit status."""
    end_when(parent_gone)
    signal(SIGTERM, default_int_handler)  # end a terminated build as an interrupted one
    try:
        allow_open_files()
        page = build_site(Path(docs), Path(build))
    except KeyboardInterrupt:
        print("\nThe build was interrupted; the last good site is untouched.", file=sys.stderr)
        return 130
    except (BuildError, ValueError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{NOT_BUILT}: {cause(error)}", file=sys.stderr)
        return 1
    print(f"The site is ready. Open {page}")
    return 0
