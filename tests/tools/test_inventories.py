"""The lists of names are fetched anew, from a server of our own that gives good and bad ones."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.tools.inventories import compiled, main, split

HEAD = "# Sphinx inventory version 2\n# Project: A\n# Version: {}\n# compressed using zlib.\n"
ROWS = ["a.b py:function 1 new.html#$ -", "a.c py:class 1 c.html -", "a page std:doc -1 p.html P"]
LISTED = ["a.b py:function 1 old.html -"]
FETCHED = compiled(HEAD.format(2), ROWS)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serve the folder ``site``; return its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()
        thread.join()


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a folder with a list of one name, not compiled yet."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "a.txt").write_text(HEAD.format(1) + "".join(f"{row}\n" for row in LISTED), "utf-8")
    return folder


def test_a_list_takes_the_new_addresses_of_its_names_and_no_other(
    tmp_path: Path, lists: Path, server: str
) -> None:
    """The version is new, too, and Sphinx' file has what the text has."""
    (tmp_path / "site" / "objects.inv").write_bytes(FETCHED)
    assert main(lists, {"a": server}) == 0
    rows = ["a.b py:function 1 new.html#a.b -"]
    assert (lists / "a.txt").read_text("utf-8") == HEAD.format(2) + f"{rows[0]}\n"
    assert split((lists / "a.inv").read_bytes()) == (HEAD.format(2), rows)
    assert len(list(lists.iterdir())) == 2


@pytest.mark.parametrize(
    "case",
    [
        (None, "HTTP Error 404"),
        (FETCHED[:-20], "what came is not whole"),
        (b"<!doctype html>", "what came is no list of names"),
        (b"", "what came is no list of names"),
        (compiled(HEAD.format(2), ROWS[1:]), "it no longer has a.b"),
    ],
    ids=["missing", "cut short", "another file", "empty", "a name is gone"],
)
def test_a_list_stays_where_the_new_one_is_no_good(
    lists: Path, server: str, capsys: pytest.CaptureFixture[str], case: tuple[bytes | None, str]
) -> None:
    """One sentence says which, and why; the list of another site is fetched all the same."""
    content, reason = case
    before, site = (lists / "a.txt").read_text("utf-8"), lists.with_name("site")
    (lists / "good.txt").write_text(before, "utf-8")
    (site / "good").mkdir()
    (site / "good" / "objects.inv").write_bytes(FETCHED)
    if content is not None:
        (site / "objects.inv").write_bytes(content)
    assert main(lists, {"a": server, "good": f"{server}good/"}) == 1
    sentence = f"These lists keep the addresses that they had: a ({server}objects.inv: {reason}"
    said = capsys.readouterr().out
    assert said.startswith(sentence)
    assert said.count("\n") == 1
    assert (lists / "a.txt").read_text("utf-8") == before
    assert "new.html" in (lists / "good.txt").read_text("utf-8")


def test_what_was_edited_by_hand_is_compiled_without_a_network(lists: Path) -> None:
    """Nothing listens at the address; what was compiled before is damaged."""
    (lists / "a.inv").write_bytes(FETCHED[:-20])
    assert main(lists, {"a": "http://127.0.0.1:1/"}) == 1
    assert split((lists / "a.inv").read_bytes()) == (HEAD.format(1), LISTED)
