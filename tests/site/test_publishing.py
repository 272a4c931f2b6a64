"""The site is replaced in one step, and a step that was cut short is mended."""

from pathlib import Path

import pytest
from guide_site.publish import publishing


def tree(build: Path, name: str) -> Path:
    """Make a site of one page that says its name."""
    (build / name).mkdir(parents=True)
    (build / name / "index.html").write_text(name, "utf-8")
    return build / name


def shown(build: Path) -> str:
    """Return what the published page says."""
    return (build / "site" / "index.html").read_text("utf-8")


def test_a_published_site_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    """The link swings to the new tree, and the old tree goes."""
    for name in ("tree-1", "tree-2"):
        publishing.publish(tree(tmp_path, name), tmp_path / "site")
        publishing.tidy(tmp_path)
        assert shown(tmp_path) == name
    assert not (tmp_path / "tree-1").exists()


def test_a_site_is_published_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the right to make links two renames do it."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for name in ("tree-1", "tree-2"):
        publishing.publish(tree(tmp_path, name), tmp_path / "site")
        assert shown(tmp_path) == name
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_build_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """The last good site comes back from where it was put aside."""
    tree(tmp_path, "site").rename(tmp_path / "site.old")
    tree(tmp_path, "tree-new")
    tree(tmp_path, "work-1")
    publishing.tidy(tmp_path)
    assert shown(tmp_path) == "site"
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]
