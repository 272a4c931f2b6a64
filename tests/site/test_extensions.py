"""The Sphinx extensions of ``guide_site``, one by one."""

import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from guide_site import addresses, languages
from guide_site.cells import in_admonitions as solutions
from guide_site.cells import kernel_check as kernel
from guide_site.downloads import wheel as guide_wheel
from guide_site.languages import LANGUAGES
from guide_site.pages import code_links, last_change, linked_code, mathematics
from guide_site.paths import ROOT
from guide_site.search import chinese as zh_search
from guide_site.search import ranking
from myst_parser.config.main import MdParserConfig

from .conftest import FIXTURE

SPLIT = "console.log(JSON.stringify(splitQuery(process.argv[1])))"
KNOWN = dict.fromkeys(["梯度", "度下", "下降", "学习", "习率", "清零", "停止"], 50)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("梯度下降", ["梯度", "度下", "下降"]),
        ("学习率", ["学习", "习率"]),
        ("如何清零梯度", ["清零", "梯度"]),
        ("要清零的梯度", ["清零", "梯度"]),
        ("梯度消失", ["梯度", "消失"]),
        ("requires_grad", ["requires_grad"]),
        ("停止 detach", ["停止", "detach"]),
    ],
)
def test_a_query_is_cut_into_pairs_of_the_index_and_the_rest(query: str, terms: list[str]) -> None:
    """The JavaScript of the search page splits the query; here node runs it."""
    index = f"const Search = {{_index: {{weights: {json.dumps(KNOWN)}}}}};"
    script = index + zh_search.PairSearch.js_splitter_code + SPLIT
    done = subprocess.run(
        [mathematics.NODE, "-e", script, query], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == terms


def test_the_chinese_index_holds_pairs(site: Path) -> None:
    """The JavaScript of the search page also defines the stemmer that it uses."""
    index = (site / "zh" / "searchindex.js").read_text("utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert {"梯度", "度下", "下降", "requires_grad"} <= terms.keys()
    script = (site / "zh" / "_static" / "language_data.js").read_text("utf-8")
    used = re.search(r"window\.Stemmer = (\w+);", script)
    assert used is not None
    assert re.search(rf"\b{used[1]}\s*=|function {used[1]}\b|class {used[1]}\b", script)
    assert "var splitQuery" in script


@pytest.mark.parametrize(("language", "word"), [("en", "tangent"), ("zh", "切线")])
def test_the_index_has_the_weights_of_words(site: Path, language: str, word: str) -> None:
    """A word of a page's title weighs more than one in its text."""
    index = (site / language / "searchindex.js").read_text("utf-8")
    weights = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["weights"]
    assert weights[word]["tangent"] > max(weights[word].get("index", 0), 40)


def test_keywords_name_pages_that_exist() -> None:
    """Who renames a page must rename it in docs/keywords.yml, too."""
    names = {file.stem for file in Path("docs/en").glob("*.md")}
    assert ranking.keywords().keys() <= names


def test_the_day_of_a_change_is_what_git_knows(tmp_path: Path) -> None:
    """It is a date in UTC; without git, or for an untracked file, it is empty."""
    page = tmp_path / "page.md"
    page.write_text("a page", "utf-8")
    assert last_change.last_change(page) == ""
    git = ("git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run([*git, "init", "--quiet"], check=True)
    assert last_change.last_change(page) == ""
    day = {"GIT_COMMITTER_DATE": "2026-03-01T23:30:00-0500"}
    subprocess.run([*git, "add", "page.md"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "a"], check=True, env={**os.environ, **day})
    assert last_change.last_change(page) == "2026-03-02"


def test_a_name_in_a_cell_leads_to_where_it_is_documented(site: Path) -> None:
    """The link contains the whole dotted name, and the text of the code is unchanged."""
    begin = '<a href="https://docs.pytorch.org/docs/stable/generated/'
    link = f'{begin}(.+?).html" class="sphinx-codeautolink-a">(.+?)</a>'
    for language in LANGUAGES:
        page = (site / language.folder / "tangent.html").read_text("utf-8")
        links = {(name, linked_code.plain(code)) for name, code in re.findall(link, page)}
        assert links == {("torch.tensor", "torch.tensor"), ("torch.Tensor.grad", "x.grad")}
        source = (FIXTURE / language.folder / "tangent.md").read_text("utf-8")
        cells = re.findall(r"{code-cell} python\n(?:---\n.*?---\n)?(.+?)\n```", source, re.DOTALL)
        codes = {linked_code.plain(code) for code in linked_code.CODE.findall(page)}
        assert set(cells) <= codes


@pytest.mark.parametrize("name", code_links.SITES)
def test_a_list_of_names_is_compiled(name: str) -> None:
    """The binary inventory that Sphinx reads has the lines of the text that people edit."""
    header = 4  # the number of lines that are not compressed
    compiled = (code_links.INVENTORIES / f"{name}.inv").read_bytes().split(b"\n", header)[header]
    listed = (code_links.INVENTORIES / f"{name}.txt").read_text("utf-8").splitlines()[header:]
    assert len(listed) > 0
    assert sorted(zlib.decompress(compiled).decode().splitlines()) == listed


@pytest.mark.parametrize("name", code_links.SITES)
def test_a_name_in_the_list_is_used(name: str) -> None:
    """Its last part is in a page's code, the package or a program; else nothing can link it."""
    files = [*ROOT.glob("docs/en/*.md"), *ROOT.glob("examples/en/*.py"), *ROOT.glob("src/**/*.py")]
    code = "\n".join(file.read_text("utf-8") for file in files)
    used = set(re.findall(r"\.(\w+)|import (\w+)", code))
    listed = (code_links.INVENTORIES / f"{name}.txt").read_text("utf-8").splitlines()[4:]
    names = [row.split()[0] for row in listed]
    assert not [
        each for each in names if not used & {(last := each.rpartition(".")[2], ""), ("", last)}
    ]


def test_a_wrong_address_is_refused_in_one_sentence() -> None:
    """The sentence names the variable and its value."""
    with pytest.raises(ValueError, match=r"SITE_URL is 'example\.org', but must begin"):
        addresses.folder_url("SITE_URL", "example.org")


def test_an_unknown_language_is_refused_in_one_sentence() -> None:
    """The sentence names the languages that the site has."""
    with pytest.raises(ValueError, match="'de' is not known: build with -D language=en or zh_CN"):
        languages.language_of("de")


def test_cells_run_in_this_python() -> None:
    """The kernel's Python is not another ``python3`` on the PATH."""
    assert kernel.kernel_python().parent == Path(sys.executable).parent


def test_the_wheel_holds_the_helper_package(tmp_path: Path) -> None:
    """The wheel is built from this repository, without a network."""
    name = guide_wheel.build_wheel(ROOT, tmp_path)
    assert "autograd_guide/__init__.py" in zipfile.ZipFile(tmp_path / name).namelist()


CELL = "```{code-cell} python\n1\n```\n"


@pytest.mark.parametrize(
    ("page", "opened"),
    [
        (":::{admonition} Why\n\nBecause.\n:::\n", False),
        (f":::{{admonition}} Why\n{CELL}:::\n", False),  # no empty line that could close it
        (f":::{{admonition}} Why\n:class: x\n\n{CELL}:::\n", True),
        (f":::{{admonition}} Why\n\n{CELL}::: \n", True),
        (f"````{{admonition}} Why\n\n{CELL}````\n", True),
        (f"::::{{admonition}} Why\n\n:::{{admonition}} In\n\n{CELL}:::\n::::\n", True),
        (f"`````\n:::{{admonition}} Shown\n\n{CELL}:::\n`````\n", False),
    ],
)
def test_only_an_admonition_with_cells_is_opened_and_no_line_moves(page: str, opened: bool) -> None:  # noqa: FBT001
    """The lines must stay where they are, so that errors name the right one."""
    result = solutions.open_admonitions(page, MdParserConfig(enable_extensions={"colon_fence"}))
    assert result.count("\n") == page.count("\n")
    assert (result != page) == opened
    assert ("{admonition}" in result) == (not opened)
