"""Builds that are killed, concurrent or elsewhere: minutes long, run by ``nox -s siege`` only."""

import contextlib
import os
import random
import re
import shutil
import signal
import time
from pathlib import Path

import nbformat
import pytest
from guide_site.cells import execution
from guide_site.digests import folder_digest
from guide_site.languages import LANGUAGES
from guide_site.publish import site as building

from tests import ROOT

from .builds import myst, processes, start_build, until
from .conftest import FIXTURE

pytestmark = pytest.mark.siege

ROUNDS = 10
OBJECT_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
# Parts of paths that differ between two machines, or two builds on one.
LOCAL_PATHS = ("ipykernel_", "site-packages", "/tmp/", str(ROOT), f"{Path.home()}/", "file:///")  # noqa: S108
TEXTS = {".css", ".html", ".ipynb", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
ODD = {
    "LANG": "C",
    "LC_ALL": "zh_CN.GBK",
    "OMP_NUM_THREADS": "4",
    "PYTHONHASHSEED": "12345",
    "TZ": "Asia/Shanghai",
}


def give_cells(docs: Path, text: str = "seven") -> None:
    """Write a small page with cells and a formula in both languages."""
    for language in LANGUAGES:
        small = myst(f"import time\nprint({text!r}, 6 * 7)", "time.sleep(0.5)", end="$x^2$")
        (docs / language.folder / "small.md").write_text(small, "utf-8")


def build(docs: Path, folder: Path, environment: dict[str, str] | None = None) -> str:
    """Build as `nox -s docs` does, and return the SHA-256 of the site that it prints."""
    with start_build(docs, folder, environment) as child:
        said, _ = child.communicate()
    assert child.returncode == 0, said
    printed = re.search(r"The SHA-256 of the site is (\w{64})", said)
    assert printed
    assert printed[1] == folder_digest(folder / "site")
    return printed[1]


def names_beside_site(folder: Path) -> set[str]:
    """Return the names in a build folder but ``site`` and the folder that it links to."""
    site = folder / "site"
    return {path.name for path in folder.iterdir()} - {"site", site.readlink().name}


def kill_tree(builder: int, folder: Path) -> None:
    """Send SIGKILL to a build and all its processes, like a power failure."""
    for process in (builder, *processes(folder)):
        with contextlib.suppress(ProcessLookupError):  # the process has ended
            os.kill(process, signal.SIGKILL)


def test_a_build_after_a_kill_is_a_clean_build(
    docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After kills at ten random times: the same bytes, no process and no other file is left."""
    give_cells(docs)
    began = time.monotonic()
    clean, seconds = build(docs, tmp_path / "clean"), time.monotonic() - began
    seed = random.SystemRandom().randrange(1000)
    with capsys.disabled():
        print(f"\nbuilds are killed at the moments of seed {seed}, up to {seconds:.1f} s")  # noqa: T201
    moments = random.Random(seed)  # noqa: S311
    for number in range(ROUNDS):
        with start_build(docs, tmp_path / "build") as child:
            time.sleep(moments.uniform(0, seconds))
            if number % 2:
                kill_tree(child.pid, tmp_path / "build")
            child.kill()
        assert build(docs, tmp_path / "build") == clean
        assert names_beside_site(tmp_path / "build") == {".lock", "executed"}
        until(lambda: not processes(tmp_path / "build"))


def test_two_builds_at_once_give_one_whole_site(docs: Path, tmp_path: Path) -> None:
    """Both succeed, ten times, and the site is that of one build, never a mixture."""
    one, other = docs, Path(shutil.copytree(docs, tmp_path / "other" / "docs"))
    give_cells(one, "one")
    give_cells(other, "other")
    whole = {build(docs, tmp_path / "clean") for docs in (one, other)}
    assert len(whole) == 2
    for _ in range(ROUNDS):
        children = [start_build(docs, tmp_path / "build") for docs in (one, other)]
        said = [child.communicate()[0] for child in children]
        assert [child.returncode for child in children] == [0, 0], "\n".join(said)
        assert sum("Another build is at work" in text for text in said) == 1
        assert folder_digest(tmp_path / "build" / "site") in whole
        assert names_beside_site(tmp_path / "build") == {".lock", "executed"}


def test_a_site_is_the_same_wherever_it_is_built(tmp_path: Path) -> None:
    """Path (with a space and 汉字), time zone, locale, hash seed and threads change no byte."""
    odd = tmp_path / "另一个 地方"
    plain = build(Path(shutil.copytree(FIXTURE, tmp_path / "docs")), tmp_path / "build")
    moved = build(
        Path(shutil.copytree(FIXTURE, odd / "docs")), odd / "build", {**os.environ, **ODD}
    )
    assert moved == plain


def test_a_build_that_cannot_fork_says_so_once_and_gives_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It starts each kernel and prints one warning."""
    docs = Path(shutil.copytree(FIXTURE, tmp_path / "docs"))
    forked = folder_digest(building.build_site(docs, tmp_path / "forked").parent)
    assert "Forking is not safe here" not in capsys.readouterr().out
    monkeypatch.setattr(building, "can_fork", lambda: False)
    assert folder_digest(building.build_site(docs, tmp_path / "slow").parent) == forked
    assert capsys.readouterr().out.count("Forking is not safe here") == 1


def test_no_page_tells_of_the_machine_that_built_it() -> None:
    """No file of the site contains a memory address of an object or a path of this machine."""
    site = ROOT / "build" / "site"
    assert (site / "index.html").is_file(), "build/site is not there: run `nox -s docs` first"
    told = []
    for file in site.resolve().rglob("*"):
        if file.suffix in TEXTS:
            text = file.read_text("utf-8")
            hits = [*OBJECT_ADDRESS.findall(text), *(path for path in LOCAL_PATHS if path in text)]
            told += [f"{file.relative_to(site.resolve())}: {hit}" for hit in hits]
    assert told == []


def printed(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Return for each cell the texts that it prints or returns; a picture's text says nothing."""
    every = [cell.get("outputs", ()) for cell in notebook.cells]
    given = [
        [each.get("text") or each.data.get("text/plain", "") for each in cell] for cell in every
    ]
    return [[text for text in cell if not text.startswith("<")] for cell in given]


@pytest.mark.parametrize(
    "file",
    sorted((ROOT / "build" / "site").glob("*/*.ipynb")),
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)
def test_each_downloaded_notebook_gives_the_numbers_of_its_page(file: Path) -> None:
    """All notebooks of the guide are run anew, but for the cell that installs the wheel."""
    original = nbformat.read(file, as_version=4)
    again = nbformat.read(file, as_version=4)
    for cell in again.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.source = "" if cell.source.split("\n")[-1].startswith("%pip") else cell.source
    execution.run(again, timeout=120)
    for cell, before, now in zip(original.cells, printed(original), printed(again), strict=True):
        assert before in ([], now), cell.source
    assert any(printed(original))
