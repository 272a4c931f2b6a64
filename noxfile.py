#!/usr/bin/env -S python3 -m nox -f

# /// script
# dependencies = ["nox>=2025.10.14"]
# ///

"""One session per verb; all of them share one environment, so that torch is installed once."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Older ones read this file too: before anything else they are refused.
if sys.version_info < (3, 11):  # noqa: UP036
    here = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"The guide needs Python 3.11 or newer, and .venv was made with Python {here}:"
        " remove .venv, and make it with a newer one, for example: python3.13 -m venv .venv"
    )

import nox
from filelock import FileLock, Timeout

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "docs" / "_ext"))
from guide_site.languages import LANGUAGES  # noqa: E402 # it needs no more than Python

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"

ENVIRONMENT = ROOT / ".nox" / "guide"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
HASHED = ".github/requirements.txt"


@contextmanager
def alone(session: nox.Session) -> Iterator[None]:
    """Keep other sessions from installing; wait for one that is at it."""
    lock = FileLock(f"{ENVIRONMENT}.lock")
    try:
        ENVIRONMENT.parent.mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        session.log("Another session is installing; this one waits until it has done.")
        lock.acquire()
    except OSError as error:
        session.error(f"the environment, {ENVIRONMENT}, cannot be written: {error}")
    try:
        yield
    finally:
        lock.release()


def digest(group: str) -> str:
    """Return a digest of all that says what a group installs."""
    files = (ROOT / "pyproject.toml", ROOT / "constraints.txt")
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content + group.encode() + sys.version.encode()).hexdigest()


def prepare(session: nox.Session, group: str) -> None:
    """Make the environment and install a dependency group into it, unless both are done."""
    stamp = ENVIRONMENT / f"{group}.stamp"
    with alone(session):
        if stamp.exists() and PYTHON.exists() and stamp.read_text("utf-8") == digest(group):
            return
        if not PYTHON.exists() or not any(ENVIRONMENT.glob("*.stamp")):
            make = ("-m", "virtualenv", "--quiet", "--clear", str(ENVIRONMENT))
            session.run(sys.executable, *make, external=True)
        install(session, group)
        stamp.write_text(digest(group), "utf-8")


def install(session: nox.Session, group: str) -> None:
    """Install a group and this project; in the publishing workflow only what a hash vouches for."""
    pip = ("-m", "pip", "install")
    if os.environ.get("ONLY_HASHED"):
        python(session, *pip, "--require-hashes", "--requirement", HASHED)
        python(session, *pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    else:
        wanted = nox.project.dependency_groups(nox.project.load_toml(), group)
        python(session, *pip, "--constraint", "constraints.txt", "--editable", ".", *wanted)


def python(session: nox.Session, *arguments: str) -> None:
    """Run the shared environment's Python with no settings of yours; it tidies up after Ctrl-C.

    Sphinx refuses a locale that is not installed, and Python 3.11 cannot start in a clone whose
    path has 汉字 when LC_ALL is C; where none is set, it takes UTF-8 by itself. Variables of Python
    can skip asserts, run a file before the cells, or import other packages. On Windows what is
    printed into a pipe or a file would else be in a code page that has no 汉字.
    """
    yours = ("LANG", "LC_", "PYTHON")
    env = {name: None for name in os.environ if name.startswith(yours)} | {"PYTHONUTF8": "1"}
    session.run(str(PYTHON), *arguments, external=True, interrupt_timeout=20, env=env)


@nox.session(venv_backend="none")
def docs(session: nox.Session) -> None:
    """Build both languages from nothing and publish them to build/site."""
    prepare(session, "docs")
    python(session, "docs/_ext", "build")


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run the tests, but those that need a browser or minutes."""
    prepare(session, "test")
    options = ("--ignore=tests/browser", "-m", "not siege", "--durations=10")
    python(session, "-m", "pytest", *options, *session.posargs)


@nox.session(venv_backend="none", default=False)
def siege(session: nox.Session) -> None:
    """Kill builds, let two race, build in odd places, and search the built site for leaks."""
    prepare(session, "test")
    python(session, "-m", "pytest", "tests/site", "-m", "siege", *session.posargs)


@nox.session(venv_backend="none", default=False)
def parity(session: nox.Session) -> None:
    """Compare the two languages, or accept a pair of sections: -- accept PAGE#LABEL …."""
    prepare(session, "test")
    python(session, "-m", "tests.lessons.parity", *session.posargs)


@nox.session(venv_backend="none", default=False)
def mutation(session: nox.Session) -> None:
    """Plant faults in the package and the lessons, and see the tests turn red: -- --sample N."""
    prepare(session, "test")
    python(session, "-m", "tests.tools.mutation", *session.posargs)


@nox.session(venv_backend="none", default=False)
def hashes(session: nox.Session) -> None:
    """Write what the publishing workflow installs, with hashes: on Linux, by its own Python."""
    prepare(session, "dev")
    groups = nox.project.dependency_groups(nox.project.load_toml(), "dev")
    resolve = ("-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet")
    report = ("--report", "build/hashes.json", "--constraint", "constraints.txt")
    python(session, *resolve, *report, ".", *groups)
    python(session, "-m", "tests.tools.hashed", "build/hashes.json", HASHED)


@nox.session(venv_backend="none", default=False)
def inventories(session: nox.Session) -> None:
    """Fetch the addresses of the names in docs/inventories anew, and compile these lists."""
    prepare(session, "test")
    python(session, "-m", "tests.tools.inventories")


@nox.session(venv_backend="none", default=False)
def serve(session: nox.Session) -> None:
    """Rebuild and reload one language while one writes; -- LANGUAGE, and --port N."""
    folders = [language.folder for language in LANGUAGES]
    named = session.posargs[:1] and not session.posargs[0].startswith("-")
    language, *further = session.posargs if named else (folders[0], *session.posargs)
    if language not in folders:
        session.error(f"there is no language {language!r}: say one of {', '.join(folders)}")
    prepare(session, "docs")
    python(session, "docs/_ext", "serve", language, *further)


@nox.session(venv_backend="none", default=False)
def lint(session: nox.Session) -> None:
    """Check style, types, the repository's set-up and its workflows."""
    prepare(session, "lint")
    python(session, "-m", "ruff", "check")
    python(session, "-m", "ruff", "format", "--check")
    python(session, "-m", "mypy")
    python(session, "-m", "repo_review", ".")
    session.run(str(PROGRAMS / "zizmor"), "--offline", ".github", external=True)


@nox.session(venv_backend="none", default=False)
def browser(session: nox.Session) -> None:
    """Open every page of the built site in Chromium, Firefox and WebKit."""
    prepare(session, "browser")
    python(session, "-m", "pytest", "tests/browser", "--durations=10", *session.posargs)


@nox.session(venv_backend="none", default=False)
def offline(session: nox.Session) -> None:
    """Make a zip, EPUBs and PDFs of build/site, and link them there: needs Chromium."""
    prepare(session, "offline")
    python(session, "docs/_ext", "books")


@nox.session(venv_backend="none", default=False)
def bench(session: nox.Session) -> None:
    """Time the clean build against its limit and its growth: -- ROUNDS LESSONS …."""
    prepare(session, "bench")
    python(session, "-m", "tests.tools.bench", *session.posargs)


@nox.session(venv_backend="none", default=False)
def linkcheck(session: nox.Session) -> None:
    """Follow every link to another site; this needs a network."""
    prepare(session, "docs")
    for language in LANGUAGES:
        options = ["-b", "linkcheck", "-E", "-c", "docs", "-D", f"language={language.sphinx}"]
        options += ["-D", "run_cells=off"]
        folders = (f"docs/{language.folder}", f"build/linkcheck/{language.folder}")
        python(session, "-m", "sphinx", *options, *folders)


if __name__ == "__main__":
    nox.main()
