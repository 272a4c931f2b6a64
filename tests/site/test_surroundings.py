"""A closed list of settings reaches a build: forked or started, and in `nox -s serve` too."""

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest
from guide_site.cells import execution
from guide_site.digests import folder_digest
from guide_site.git import git
from guide_site.languages import LANGUAGES
from guide_site.paths import DOCS, EXTENSIONS
from guide_site.processes import forks
from guide_site.publish import serve as serving
from guide_site.publish import site as building
from guide_site.surroundings import SOME_DAY, surroundings
from nbformat import v4
from sphinx_autobuild import __main__ as sphinx_autobuild

from .builds import myst

DRAW = """\
---
mystnb:
  image:
    alt: A line with a marker at each point.
---
import matplotlib.pyplot as plt
plt.plot([1, 2]);
"""
TELL = """\
import os
print(sorted(name for name in os.environ if name.startswith(("MINE", "OMP_", "MKL_"))))
print(os.environ.get("COLUMNS"), os.environ["TZ"])
"""


@pytest.fixture(autouse=True)
def server_of_each_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each build import the libraries in the settings that it finds."""
    monkeypatch.setattr(building, "server", forks.server)


@pytest.fixture
def settings_of_mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what changes pictures, outputs and pages where it reaches a build."""
    (tmp_path / "matplotlibrc").write_text("lines.marker: o\n", "utf-8")
    (tmp_path / "docutils.conf").write_text("[general]\ninitial_header_level: 3\n", "utf-8")
    mine = {
        "MINE": "1",
        "MPLBACKEND": "agg",
        "MATPLOTLIBRC": str(tmp_path),
        "MKL_CBWR": "COMPATIBLE",
    }
    mine |= {"COLUMNS": "20", "DOCUTILSCONFIG": str(tmp_path / "docutils.conf"), "LANGUAGE": "fr"}
    mine |= {"OMP_WAIT_POLICY": "ACTIVE", "TZ": "Asia/Shanghai", "JUPYTER_PATH": str(tmp_path)}
    for name, value in mine.items():
        monkeypatch.setenv(name, value)


def test_settings_of_who_builds_change_no_page(
    docs: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where the build is forked nor where all of it is started."""
    (docs / "en" / "told.md").write_text(myst(DRAW, TELL), "utf-8")
    plain = folder_digest(building.build_site(docs, tmp_path / "plain").parent)
    page = (tmp_path / "plain" / "site" / "en" / "told.md").read_text("utf-8")
    assert "A line with a marker at each point." in page
    assert "['OMP_NUM_THREADS']\nNone UTC" in page
    request.getfixturevalue("settings_of_mine")
    assert folder_digest(building.build_site(docs, tmp_path / "forked").parent) == plain
    monkeypatch.setattr(building, "can_fork", lambda: False)
    assert folder_digest(building.build_site(docs, tmp_path / "started").parent) == plain


@pytest.mark.usefixtures("settings_of_mine")
def test_serve_has_the_settings_of_a_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it forks or starts inherits those, among them the file that a kernel runs first."""
    given: dict[str, str] = {}
    monkeypatch.setattr(serving, "SERVED", tmp_path)
    monkeypatch.setattr(sphinx_autobuild, "main", lambda _arguments: given.update(os.environ))
    monkeypatch.setattr(forks, "start", lambda *_: None)  # no libraries are needed for this
    with monkeypatch.context() as context:
        context.setattr(os, "environ", os.environ.copy())
        serving.main("zh")
    assert given == surroundings(DOCS, tmp_path / "settings" / "jupyter")


def test_the_settings_of_libraries_lie_in_the_folder_of_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of Python, Jupyter and Matplotlib of who builds change no page."""
    monkeypatch.setenv("PYTHONSTARTUP", "mine.py")
    variables = surroundings(tmp_path, tmp_path / "work" / "en")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR"):
        assert Path(variables[name]).is_relative_to(tmp_path / "work")
    assert Path(variables["PYTHONSTARTUP"]).parent == EXTENSIONS / "guide_site" / "cells"
    assert variables["SOURCE_DATE_EPOCH"] == SOME_DAY  # the folder is in no git repository


def test_an_empty_setting_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sphinx fails at an empty SOURCE_DATE_EPOCH, and Python at an empty TMPDIR."""
    for name in ("SOURCE_DATE_EPOCH", "SITE_URL"):
        monkeypatch.setenv(name, "")
    variables = surroundings(tmp_path, tmp_path / "work")
    assert variables["SOURCE_DATE_EPOCH"] == SOME_DAY
    assert "SITE_URL" not in variables


def test_a_hook_of_git_asks_about_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook git sets GIT_DIR, relative to the top of the repository."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("GIT_DIR", ".git")
    assert git(tmp_path / "docs", "rev-parse", "--show-prefix") == "docs/"


def test_serve_takes_a_port_that_is_free() -> None:
    """The usual one, or any; what was asked for and is not free is refused in one sentence."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        assert serving.choose_port(None, usual=port) == 0
        with pytest.raises(SystemExit, match=rf"^port {port} is in use: [^\n]+$"):
            serving.choose_port(port, usual=port)
    assert serving.choose_port(None, usual=port) == port
    assert serving.choose_port(port, usual=1) == port


def test_each_language_is_served_from_a_folder_and_a_port_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that `nox -s serve -- en` and `nox -s serve -- zh` run side by side."""
    heard: list[list[str]] = []
    monkeypatch.setattr(serving, "settle", lambda: None)
    monkeypatch.setattr(forks, "start", lambda *_: None)
    monkeypatch.setattr(serving, "find_fonts", lambda _env: None)
    monkeypatch.setattr(serving, "is_free", lambda _port: True)
    monkeypatch.setattr(sphinx_autobuild, "main", heard.append)
    for language in LANGUAGES:
        serving.main(language.folder)
    serving.main("en", "--port", "8123", "--open-browser")
    assert [arguments[1] for arguments in heard] == ["8000", "8001", "8123"]
    assert heard[0][-1] != heard[1][-1] == str(serving.SERVED / "zh" / "html")
    assert heard[2][-1] == "--open-browser"


@pytest.fixture
def far_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for temporary files that is too long for sockets, and use it."""
    folder = tmp_path / "/".join(["x" * 50] * 3)
    folder.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_a_long_path_of_temporary_files_is_not_used_for_sockets(
    far_away: Path, tmp_path: Path
) -> None:
    """Neither for those of the fork server nor, in cells, for those of multiprocessing."""
    assert surroundings(tmp_path, tmp_path / "work")["TMPDIR"] == "/tmp"  # noqa: S108
    with forks.server(os.environ, "json"):
        assert forks.can_fork()
    assert list(far_away.iterdir()) == []


@pytest.mark.usefixtures("far_away")
def test_a_kernel_needs_no_sockets_with_paths() -> None:
    """Where there is no shorter folder, Jupyter talks to it through ports."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell("print(1)")])
    execution.run(notebook, timeout=60)
    assert [output.text for output in notebook.cells[0].outputs] == ["1\n"]
