"""The lock on the build folder, and the exchange of the published site in one step."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(build: Path) -> Iterator[None]:
    """Keep other builders out of the folder ``build``; wait for one that is at work."""
    build.mkdir(parents=True, exist_ok=True)
    lock = FileLock(build / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("Another build is at work; this one waits until it ends.", flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def cause(error: OSError) -> str:
    """Return in one line what the system refused: of many refusals, as in copying, the first.

    >>> cause(OSError(28, "No space left on device", "site/index.html"))
    "[Errno 28] No space left on device: 'site/index.html'"
    >>> cause(shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]))
    "[Errno 28] No space left on device: 'b'"
    """
    return str(error.args[0][0][-1] if isinstance(error, shutil.Error) else error)


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, or a link to one."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def tidy(build: Path) -> None:
    """Remove what a killed build left behind; call it with the lock held."""
    site, old = build / "site", build / "site.old"
    if old.is_dir() and not site.exists():
        old.rename(site)  # it was killed between the two renames
    (build / "site.new").unlink(missing_ok=True)
    published = site.readlink().name if site.is_symlink() else ""
    for left in [old, *build.glob("work-*"), *build.glob("tree-*")]:
        if left.name != published:
            remove(left)


def fresh(build: Path, kind: str) -> Path:
    """Return a new, empty folder that nothing else uses."""
    folder = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=build))
    folder.chmod(0o755)  # as mkdir makes one, and not for the builder alone
    return folder


def open_to_all(tree: Path) -> None:
    """Let other users read a folder and all in it: a web server is one, whatever the umask here."""
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def publish(tree: Path, site: Path) -> None:
    """Put the finished ``tree`` in the place of ``site`` in one step, for all users to read."""
    open_to_all(tree)
    link = site.with_name("site.new")
    try:
        link.symlink_to(tree.name, target_is_directory=True)
        link.replace(site)
    except OSError:  # no links on this system, or site is a real folder
        link.unlink(missing_ok=True)
        exchange(tree, site)


def exchange(tree: Path, site: Path) -> None:
    """Put ``tree`` in the place of ``site`` in two steps; ``tidy`` mends what comes between."""
    old = site.with_name("site.old")
    if site.exists():
        site.rename(old)
    tree.rename(site)
    remove(old)  # on Windows it is a link where those may be made but not replaced
