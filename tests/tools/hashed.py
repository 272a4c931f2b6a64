"""Turn pip's report into requirements with hashes; run by `nox -s hashes`."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HEAD = """\
# What the publishing workflow installs, on Linux with Python 3.11: made by `nox -s hashes` from
# constraints.txt. A package whose content is another one is refused. torch is the wheel of
# https://download.pytorch.org/whl/cpu, which has no CUDA in it.
"""


def requirements(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each package but this project's own.

    >>> archive = {"hashes": {"sha256": "ab12"}}
    >>> item = {"metadata": {"name": "Nox", "version": "1.0+cpu"}}
    >>> item["download_info"] = {"archive_info": archive}
    >>> list(requirements({"install": [item]}))
    ['nox==1.0 --hash=sha256:ab12']
    """
    for item in report["install"]:
        if archive := item["download_info"].get("archive_info"):
            name = item["metadata"]["name"].lower().replace("_", "-")
            version = item["metadata"]["version"].partition("+")[0]
            yield f"{name}=={version} --hash=sha256:{archive['hashes']['sha256']}"


def main(report: str, target: str) -> None:
    """Read the report and write the requirements."""
    lines = sorted(requirements(json.loads(Path(report).read_text("utf-8"))))
    Path(target).write_text(HEAD + "\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
