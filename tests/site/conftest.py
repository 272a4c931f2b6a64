"""Fixtures: the site of two pages, built once with a URL, and copies that a test may change."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from guide_site.processes import forks
from guide_site.publish import site as building
from guide_site.surroundings import surroundings

FIXTURE = Path(__file__).parent / "fixture" / "docs"
collect_ignore = ["fixture"]  # pytest must not import its programs
GOOD = {".lock", "executed/good.ipynb", "site", "tree-good/index.html"}
ADDRESS = "https://example.org/guide/"


@pytest.fixture(scope="session", autouse=True)
def shared_server() -> Iterator[None]:
    """Import the libraries once, for all builds that tests start in this process.

    What a build does with a server of its own is seen in `test_surroundings` and in the builds
    that tests start by the command of nox.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        forks.server(surroundings(FIXTURE, Path(folder, "server"))),
    ):
        address = os.environ.pop(forks.ADDRESS, None)

        @contextmanager
        def shared(_env: Mapping[str, str]) -> Iterator[None]:
            with pytest.MonkeyPatch.context() as during:
                if address:
                    during.setenv(forks.ADDRESS, address)
                yield

        patch.setattr(building, "server", shared)
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of two pages once for all tests that only read it; return its folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        patch.setenv("REPO_URL", "https://example.org/repository")
        patch.setenv("REPO_BRANCH", "trunk")
        patch.setenv("NOTEBOOK_URLS", "Colab=https://example.org/colab")
        return building.build_site(FIXTURE, tmp_path_factory.mktemp("build")).parent


def small(folder: Path) -> Path:
    """Return a copy of the sources with only the start pages."""
    copy = Path(shutil.copytree(FIXTURE, folder / "网站 docs"))
    for page in copy.glob("*/index.md"):
        page.with_name("tangent.md").unlink()
        page.write_text(page.read_text("utf-8").replace("tangent\n", ""), "utf-8")
    return copy


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a copy of the sources with only the start pages, which a test may change."""
    return small(tmp_path)


@pytest.fixture(scope="module")
def fixture_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return such a copy, which the tests of a module share."""
    return small(tmp_path_factory.mktemp("docs"))


@pytest.fixture
def last_good(tmp_path: Path) -> Path:
    """Return a build folder with a published site and an executed notebook."""
    tree = tmp_path / "build" / "tree-good"
    tree.mkdir(parents=True)
    (tree / "index.html").write_text("good", "utf-8")
    (tree.parent / "site").symlink_to(tree.name)
    (tree.parent / "executed").mkdir()
    (tree.parent / "executed" / "good.ipynb").touch()
    return tree.parent
