"""What changed is shown: by the next build, and by the next reload while one writes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from guide_site.paths import DOCS
from guide_site.processes import forks
from guide_site.publish import serve as serving
from guide_site.publish import site as building

from .builds import page

HELPER = "def helper(): return '{} helper'"
SHOW = """
import autograd_guide
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
font = Path(autograd_guide.__file__).with_name("font.ttf")
print(autograd_guide.helper(), sha256(font.read_bytes()).hexdigest()[:4], version("torch"))
"""
COUNT = """
from pathlib import Path
runs = Path({runs!r})
runs.write_text(runs.read_text() + "x")
print("run", len(runs.read_text()))
"""
INCLUDE = "```{literalinclude} ../../examples/en/it.py\n```\n"


@pytest.fixture(autouse=True, scope="module")
def warm() -> Iterator[None]:
    """Have the process that ``nox -s serve`` has, from which each rebuild is forked."""
    with forks.server({**os.environ, "OMP_NUM_THREADS": "1"}):
        assert forks.can_fork() == (sys.platform == "linux")
        yield


def reload(docs: Path) -> str:
    """Do what ``nox -s serve`` does when a file has changed, and return the page `shown`."""
    out = docs.parent / "serve"
    options = ["-n", "-W", "-c", str(DOCS), "-D", "language=en"]
    options += ["-D", "run_cells=cache", "-d", str(out / "doctrees")]
    command = [sys.executable, "-m", "sphinx", "build", *options]
    command += [str(docs / "en"), str(out / "html")]
    rebuild = serving.run if sys.platform == "linux" else subprocess.run
    rebuild(command, check=True)
    return (out / "html" / "shown.html").read_text("utf-8")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a helper package, its font and a version of torch before those that are installed."""
    package = tmp_path / "src" / "autograd_guide"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(HELPER.format("old"), "utf-8")
    (package / "font.ttf").write_bytes(b"old")
    set_version(package, "1.old")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    monkeypatch.syspath_prepend(package.parent)  # a fork has the path of this process
    return package


def set_version(package: Path, version: str) -> None:
    """Say which torch is installed."""
    metadata = package.with_name("torch-0.dist-info") / "METADATA"
    metadata.parent.mkdir(exist_ok=True)
    metadata.write_text(f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n", "utf-8")


def test_a_changed_helper_font_version_or_example_is_shown(docs: Path, package: Path) -> None:
    """By the next reload, one after the other, and by the next build."""
    (docs / "en" / "shown.md").write_text(page(SHOW, end=INCLUDE), "utf-8")
    example = docs.parent / "examples" / "en" / "it.py"
    example.parent.mkdir(parents=True)
    example.write_text("'old example'\n", "utf-8")
    changes: dict[str, Callable[[], object]] = {
        "new helper": lambda: (package / "__init__.py").write_text(HELPER.format("new")),
        sha256(b"new").hexdigest()[:4]: lambda: (package / "font.ttf").write_bytes(b"new"),
        "2.new": lambda: set_version(package, "2.new"),
        "new example": lambda: example.write_text("'new example'\n"),
    }
    before = reload(docs)
    built = building.build_site(docs, docs.parent / "build").parent / "en" / "shown.html"
    for shown, change in changes.items():
        assert shown not in before
        assert shown not in built.read_text("utf-8")
        change()
        assert shown in reload(docs)
    building.build_site(docs, docs.parent / "build")
    assert [shown for shown in changes if shown not in built.read_text("utf-8")] == []


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda entry: entry.write_bytes(entry.read_bytes()[:-30]),
    "empty": lambda entry: entry.write_bytes(b""),
    "no text": lambda entry: entry.write_bytes(b"\xff" * 30),
    "missing": lambda entry: entry.unlink(),
}


def test_what_a_page_gave_is_kept_while_it_is_whole(docs: Path, tmp_path: Path) -> None:
    """Prose is changed without a run; a damaged entry is made anew, and the page is right."""
    runs, shown = tmp_path / "runs", docs / "en" / "shown.md"
    runs.touch()
    shown.write_text(page(COUNT.format(runs=str(runs))), "utf-8")
    assert "run 1" in reload(docs)
    shown.write_text(shown.read_text("utf-8") + "More prose.", "utf-8")
    assert "run 1" in reload(docs)
    (entry,) = (tmp_path / "serve").glob("executed/*/*")
    for number, damage in enumerate(DAMAGES.values(), 2):
        damage(entry)
        shown.touch()
        assert f"run {number}" in reload(docs)


def test_a_broken_page_stays_red_until_it_is_mended(docs: Path) -> None:
    """Sphinx reads no unchanged page again, and so would call the second reload green."""
    shown = docs / "en" / "shown.md"
    shown.write_text(page("1 / 0"), "utf-8")
    for _ in range(2):
        with pytest.raises(subprocess.CalledProcessError):
            reload(docs)
    shown.write_text(page("print(1 + 1)"), "utf-8")
    assert ">2\n<" in reload(docs)
