"""A change is on the page after the next build, and after the next reload of `nox -s serve`."""

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

from .builds import myst

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
    """Start the fork server that ``nox -s serve`` starts, which forks each rebuild."""
    with forks.server({**os.environ, "OMP_NUM_THREADS": "1"}):
        assert forks.can_fork() == (sys.platform == "linux")
        yield


def reload(docs: Path) -> str:
    """Rebuild as ``nox -s serve`` does after a change, and return the HTML of shown.md."""
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
    """Put a helper package with a font, and metadata of torch, before the installed ones."""
    package = tmp_path / "src" / "autograd_guide"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(HELPER.format("old"), "utf-8")
    (package / "font.ttf").write_bytes(b"old")
    set_version(package, "1.old")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    monkeypatch.syspath_prepend(package.parent)  # a fork inherits sys.path
    return package


def set_version(package: Path, version: str) -> None:
    """Write the metadata of an installed torch with this version."""
    metadata = package.with_name("torch-0.dist-info") / "METADATA"
    metadata.parent.mkdir(exist_ok=True)
    metadata.write_text(f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n", "utf-8")


def test_a_changed_helper_font_version_or_example_is_shown(docs: Path, package: Path) -> None:
    """Each change is shown by a reload of its own, and all by the next build."""
    (docs / "en" / "shown.md").write_text(myst(SHOW, end=INCLUDE), "utf-8")
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
    for text, change in changes.items():
        assert text not in before
        assert text not in built.read_text("utf-8")
        change()
        assert text in reload(docs)
    building.build_site(docs, docs.parent / "build")
    assert [text for text in changes if text not in built.read_text("utf-8")] == []


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda cached: cached.write_bytes(cached.read_bytes()[:-30]),
    "empty": lambda cached: cached.write_bytes(b""),
    "no text": lambda cached: cached.write_bytes(b"\xff" * 30),
    "missing": lambda cached: cached.unlink(),
}


def test_outputs_are_cached_while_their_file_is_whole(docs: Path, tmp_path: Path) -> None:
    """A change of prose runs no cell; a damaged file of the cache runs the cells again."""
    runs, source = tmp_path / "runs", docs / "en" / "shown.md"
    runs.touch()
    source.write_text(myst(COUNT.format(runs=str(runs))), "utf-8")
    assert "run 1" in reload(docs)
    source.write_text(source.read_text("utf-8") + "More prose.", "utf-8")
    assert "run 1" in reload(docs)
    (cached,) = (tmp_path / "serve").glob("executed/*/*")
    for number, damage in enumerate(DAMAGES.values(), 2):
        damage(cached)
        source.touch()
        assert f"run {number}" in reload(docs)


def test_a_page_that_raises_fails_each_reload_until_it_is_corrected(docs: Path) -> None:
    """Sphinx reads no unchanged page again, so that the second reload would succeed."""
    source = docs / "en" / "shown.md"
    source.write_text(myst("1 / 0"), "utf-8")
    for _ in range(2):
        with pytest.raises(subprocess.CalledProcessError):
            reload(docs)
    source.write_text(myst("print(1 + 1)"), "utf-8")
    assert ">2\n<" in reload(docs)
