"""`publish` replaces the site in one step, and `tidy` repairs a step that was interrupted."""

import os
from pathlib import Path
from stat import S_IMODE

import pytest
from guide_site.publish import publishing


def write_site(build: Path, name: str) -> Path:
    """Write a site of one page, whose text is the name of the site's folder."""
    (build / name).mkdir(parents=True)
    (build / name / "index.html").write_text(name, "utf-8")
    return build / name


def published_text(build: Path) -> str:
    """Return the text of the published page."""
    return (build / "site" / "index.html").read_text("utf-8")


def test_a_published_site_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    """The symbolic link leads to the new folder, and the old folder is removed."""
    for name in ("tree-1", "tree-2"):
        publishing.publish(write_site(tmp_path, name), tmp_path / "site")
        publishing.tidy(tmp_path)
        assert published_text(tmp_path) == name
    assert not (tmp_path / "tree-1").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
def test_a_web_server_may_read_a_site_that_was_built_with_a_strict_umask(tmp_path: Path) -> None:
    """Files are 644 and folders 755, though the builder's own files are for the builder alone."""
    before = os.umask(0o077)
    try:
        tree = write_site(tmp_path, "tree-1")
        write_site(tree, "en")
        publishing.publish(tree, tmp_path / "site")
    finally:
        os.umask(before)
    modes = {path.name: S_IMODE(path.stat().st_mode) for path in (tree, *tree.rglob("*"))}
    assert modes == {"tree-1": 0o755, "en": 0o755, "index.html": 0o644}


def test_a_site_is_published_without_symbolic_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the system refuses to create one, two renames replace the site."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for name in ("tree-1", "tree-2"):
        publishing.publish(write_site(tmp_path, name), tmp_path / "site")
        assert published_text(tmp_path) == name
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_build_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """`tidy` renames site.old, the last good site, to site, and removes the other folders."""
    write_site(tmp_path, "site").rename(tmp_path / "site.old")
    write_site(tmp_path, "tree-new")
    write_site(tmp_path, "work-1")
    publishing.tidy(tmp_path)
    assert published_text(tmp_path) == "site"
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_site_is_published_where_links_can_be_made_but_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows with the right to make them; again and again, with nothing left behind."""

    def refuse(*_: object) -> None:
        raise PermissionError

    publishing.publish(write_site(tmp_path, "tree-0"), tmp_path / "site")
    monkeypatch.setattr(Path, "replace", refuse)
    for name in ("tree-1", "tree-2", "tree-3"):
        publishing.publish(write_site(tmp_path, name), tmp_path / "site")
        publishing.tidy(tmp_path)
        assert published_text(tmp_path) == name
        assert list(tmp_path.iterdir()) == [tmp_path / "site"]
