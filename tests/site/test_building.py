"""A build publishes a complete new site or leaves the last good one unchanged."""

import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from shlex import quote

import pytest
from filelock import FileLock
from guide_site.processes.forks import server
from guide_site.processes.open_files import allow_open_files
from guide_site.publish import publishing
from guide_site.publish import site as building

from tests import ROOT

from .builds import files_in, myst, processes, start_build, until
from .conftest import GOOD

PAGES = ("index", "tangent")
SLEEP = """
```{{code-cell}} python
from pathlib import Path
from time import sleep

Path({started!r}).touch()
sleep(50)
```
"""


def add_sleep(docs: Path) -> Path:
    """Add a cell that sleeps to the English start page; return the file that it touches first."""
    page, started = docs / "en" / "index.md", docs.parent / "started"
    page.write_text(page.read_text("utf-8") + SLEEP.format(started=str(started)), "utf-8")
    return started


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc lists the running processes")
def test_a_killed_build_leaves_the_last_good_site_and_no_process(
    docs: Path, last_good: Path
) -> None:
    """After SIGKILL its processes end, too: sphinx-build, the kernels and node."""
    started = add_sleep(docs)
    (docs / "en" / "about.md").write_text("---\norphan: true\n---\n# $x$ needs node\n", "utf-8")
    with start_build(docs, last_good) as build:
        until(started.exists)
        until(lambda: any("mathematics.js" in line for line in processes(last_good).values()))
        build.kill()
    until(lambda: not processes(last_good))
    assert (last_good / "site" / "index.html").read_text("utf-8") == "good"
    publishing.tidy(last_good)
    assert files_in(last_good) == GOOD


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc lists the running processes")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_tidies_up_and_says_so(
    docs: Path, last_good: Path, end: signal.Signals
) -> None:
    """After SIGINT or SIGTERM only the last good site and no process is left."""
    started = add_sleep(docs)
    with start_build(docs, last_good) as build:
        until(started.exists)
        build.send_signal(end)
        said, _ = build.communicate()
    assert build.returncode == 130
    assert said.endswith("The build was interrupted; the last good site is untouched.\n")
    assert files_in(last_good) == GOOD
    assert not processes(last_good)


def test_a_build_keeps_the_notebooks_of_its_site(site: Path, docs: Path, tmp_path: Path) -> None:
    """There is one for each page, and the next build removes that of a deleted page."""
    executed = site.parent / "executed"
    names = {path.relative_to(executed).as_posix() for path in executed.rglob("*.ipynb")}
    assert names == {f"{folder}/{page}.ipynb" for folder in ("en", "zh") for page in PAGES}
    build = Path(shutil.copytree(executed, tmp_path / "build" / "executed")).parent
    building.build_site(docs, build)
    assert {path.name for path in build.rglob("executed/*/*")} == {"index.ipynb"}


def test_a_second_build_says_that_it_waits_and_waits(docs: Path, last_good: Path) -> None:
    """No file is written, removed or published while another build holds the lock."""
    (docs / "en" / "index.md").unlink()
    (last_good / "work-of-another").mkdir()
    with FileLock(last_good / ".lock"), start_build(docs, last_good) as build:
        assert build.stdout is not None
        assert "waits until it ends" in build.stdout.readline()
        time.sleep(1)
        assert build.poll() is None
        assert (last_good / "work-of-another").exists()
        build.kill()


def test_a_build_without_asserts_is_refused(docs: Path, last_good: Path) -> None:
    """With PYTHONOPTIMIZE=1 Python would skip the asserts that check the pages' numbers."""
    with start_build(docs, last_good, {**os.environ, "PYTHONOPTIMIZE": "1"}) as build:
        said, _ = build.communicate()
    assert (build.returncode, said.count("\n")) == (1, 2)
    assert "Python skips asserts here" in said


@pytest.mark.parametrize(("missing", "named"), [("en", "en/index.md"), ("zh/index.md",) * 2])
def test_a_folder_without_the_pages_is_one_sentence(
    docs: Path, last_good: Path, missing: str, named: str
) -> None:
    """It names the start page that is not there; nothing is built."""
    (docs / missing).rename(docs / "elsewhere")
    page = re.escape(str(docs / named))
    with pytest.raises(building.BuildError, match=rf"untouched: {page} is not there: expected"):
        building.build_site(docs, last_good)
    assert files_in(last_good) == GOOD


@pytest.mark.parametrize(
    "refusal",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "page.html"),
        shutil.Error(
            [("a", "b", str(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "page.html")))]
        ),
    ],
)
def test_a_full_disk_is_one_sentence(
    refusal: OSError,
    last_good: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last good site stays whole, and nothing else is left."""

    def fill(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(building, "build_languages", fill)
    monkeypatch.setattr(building, "end_when", lambda _over: None)
    monkeypatch.setattr(building, "signal", lambda *_: None)
    assert building.main(str(last_good), str(last_good)) == 1
    said = capsys.readouterr().err
    assert said == (
        "\nThe site was not built, and the last good one is untouched:"
        " [Errno 28] No space left on device: 'page.html'\n"
    )
    assert files_in(last_good) == GOOD


def test_a_folder_that_cannot_be_written_is_one_sentence(docs: Path, tmp_path: Path) -> None:
    """A file stands where the folder is to be."""
    (tmp_path / "file").touch()
    with start_build(docs, tmp_path / "file" / "build") as build:
        said, _ = build.communicate()
    assert (build.returncode, said.count("\n")) == (1, 2)
    assert "was not built, and the last good one is untouched: [Errno 20] Not a dir" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("limits", "wanted"),
    [((64, 4096), (256, 4096)), ((64, -1), (256, -1)), ((1024, 4096), None), ((-1, -1), None)],
)
def test_the_limit_on_open_files_is_raised_to_what_a_build_needs(
    limits: tuple[int, int], wanted: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """-1 is no limit; the system's own limit stays as it is."""
    import resource  # noqa: PLC0415 # not on Windows

    found: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, both: found.append(both))
    allow_open_files()
    assert found == ([wanted] if wanted else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("door", ["build {docs} {build}", "books {build}", "serve en"])
def test_too_few_open_files_are_one_sentence(docs: Path, tmp_path: Path, door: str) -> None:
    """As under ``ulimit -n 64``, which also forbids to raise it."""
    arguments = door.format(docs=quote(str(docs)), build=quote(str(tmp_path / "build")))
    command = f"ulimit -n 64; exec {quote(sys.executable)} docs/_ext {arguments}"
    shell = ["/bin/sh", "-c", command]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (said,) = done.stderr.strip().splitlines()
    assert "256 open files are needed, and 64 are allowed here" in said


def test_a_build_needs_no_more_than_windows_has(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither forks, nor sockets with paths, nor the signals and links that it does not know."""
    for module, names in {
        os: ("fork", "killpg", "pidfd_open", "setsid"),
        signal: ("SIGKILL",),
        socket: ("AF_UNIX", "recv_fds", "send_fds"),
    }.items():
        for name in names:
            monkeypatch.delattr(module, name, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(building, "server", server)
    monkeypatch.setattr(Path, "symlink_to", lambda *_, **__: Path("missing").rmdir())
    (docs / "en" / "seven.md").write_text(myst("print(6 + 1)"), "utf-8")
    page = building.build_site(docs, tmp_path / "build").with_name("en") / "seven.html"
    assert ">7\n<" in page.read_text("utf-8")
    assert not page.parents[1].is_symlink()
    assert "Forking is not safe here" in capsys.readouterr().out
