"""Each extension on its own."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import addresses
import guide_wheel
import kernel
import languages
import mathematics
import pytest
import solutions
import zh_search

SPLIT = "console.log(JSON.stringify(splitQuery(process.argv[1])))"


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("梯度下降", ["梯度", "下降"]),
        ("学习率", ["学习", "习率"]),
        ("如何清零梯度", ["清零", "梯度"]),
        ("requires_grad", ["requires_grad"]),
        ("停止 detach", ["停止", "detach"]),
    ],
)
def test_a_query_is_cut_into_pairs_that_the_index_holds(query: str, terms: list[str]) -> None:
    """The script of the search page, run as the browser runs it."""
    script = zh_search.PairSearch.js_splitter_code + SPLIT
    done = subprocess.run(
        [mathematics.NODE, "-e", script, query], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == terms


def test_the_chinese_index_holds_pairs(site: Path) -> None:
    """And the script of the search page defines all that it uses."""
    index = (site / "zh" / "searchindex.js").read_text("utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert {"梯度", "度下", "下降", "requires_grad"} <= terms.keys()
    script = (site / "zh" / "_static" / "language_data.js").read_text("utf-8")
    used = re.search(r"window\.Stemmer = (\w+);", script)
    assert used is not None
    assert re.search(rf"\b{used[1]}\s*=|function {used[1]}\b|class {used[1]}\b", script)
    assert "var splitQuery" in script


def test_a_wrong_address_is_refused_in_one_sentence() -> None:
    """The sentence names the variable and its value."""
    with pytest.raises(ValueError, match=r"SITE_URL is 'example\.org', but must begin"):
        addresses.folder_url("SITE_URL", "example.org")


def test_an_unknown_language_is_refused_in_one_sentence() -> None:
    """The sentence names those that there are."""
    with pytest.raises(ValueError, match="'de' is not known: build with -D language=en or zh_CN"):
        languages.language_of("de")


def test_cells_run_in_this_python() -> None:
    """And not in another that is called python3 on the same machine."""
    assert kernel.kernel_python().parent == Path(sys.executable).parent


def test_the_wheel_holds_the_helper_package(tmp_path: Path) -> None:
    """It is built from this repository, without a network."""
    name = guide_wheel.build_wheel(guide_wheel.ROOT, tmp_path)
    assert "autograd_guide/__init__.py" in zipfile.ZipFile(tmp_path / name).namelist()


def test_an_admonition_without_cells_is_left_alone() -> None:
    """And one with cells keeps its lines where they were."""
    plain = ":::{admonition} Why\n\nBecause.\n:::\n"
    cells = ":::{admonition} Why\n:class: x\n\n```{code-cell} python\n1\n```\n:::\n"
    assert solutions.open_admonitions(plain) == plain
    assert solutions.open_admonitions(cells).count("\n") == cells.count("\n")
