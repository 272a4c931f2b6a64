"""The boxes in which a reader runs Python: what is vendored for them, and that they equal torch."""

import hashlib
import re

from tests import ROOT

PYTHON = ROOT / "docs/_static/python"


def test_the_vendored_micropython_is_the_one_that_the_list_names() -> None:
    """Version and licence are said; each file has its digest."""
    head, *rows = (PYTHON / "vendored.txt").read_text("utf-8").splitlines()
    assert re.search(r"1\.27\.0, MIT", head)
    assert "The MIT License" in (PYTHON / "LICENSE-micropython").read_text("utf-8")
    named = {}
    for row in rows:
        digest, name = row.split()
        named[name] = digest
        assert hashlib.sha256((PYTHON / name).read_bytes()).hexdigest() == digest
    assert set(named) == {file.name for file in PYTHON.glob("micropython.*")}
