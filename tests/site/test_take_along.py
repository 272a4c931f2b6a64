"""The downloads of a page: program, notebook, Markdown."""

import re
from pathlib import Path

import nbformat
import pytest
from guide_site.downloads import bar as take_along
from guide_site.downloads import markdown as plain_markdown
from guide_site.downloads import notebooks
from guide_site.downloads.markdown import Cell, Piece, Prose
from guide_site.languages import Language
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from .builds import both, soup
from .conftest import ADDRESS

# Markup that only MyST, Sphinx or MyST-NB understand.
MYST = re.compile(r"\{[\w-]+\}`|^\s*(?::::|```\{|\+\+\+|%|\(.*\)=$)", re.MULTILINE)


def bar(site: Path, language: Language) -> dict[str, str]:
    """Return text and URL of each link in the download bar of the lesson."""
    page = soup(site / language.folder / "tangent.html")
    return {link.text: str(link["href"]) for link in page.select("ul.take-along a")}


@both
def test_the_bar_leads_to_files_that_are_there(site: Path, language: Language) -> None:
    """They are the program, the notebook and the Markdown, in this order."""
    links = [link for link in bar(site, language).values() if ":" not in link]
    assert [Path(link).name for link in links] == ["tangent.py", "tangent.ipynb", "tangent.md"]
    assert all((site / language.folder / link).is_file() for link in links)


@both
def test_other_sites_open_the_notebook_where_their_address_is_known(
    site: Path, language: Language
) -> None:
    """On the Chinese page the link says that the site is abroad (境外)."""
    (words,) = (word for word in bar(site, language) if "Colab" in word)
    assert bar(site, language)[words] == (
        f"https://example.org/colab/{language.folder}/tangent.ipynb"
    )
    assert ("境外" in words) == (language.folder == "zh")


def test_an_address_without_a_name_is_refused_in_one_sentence() -> None:
    """The sentence names the variable and the part of it that is wrong."""
    with pytest.raises(ValueError, match=r"NOTEBOOK_URLS has 'Colab', but each"):
        take_along.notebook_hosts("Colab")


@both
def test_a_page_is_plain_markdown_with_its_output(site: Path, language: Language) -> None:
    """Formulas, tables, pictures and links are in common Markdown, without MyST."""
    text = (site / language.folder / "tangent.md").read_text("utf-8")
    assert text.startswith("# ")
    assert not MYST.search(text)
    for part in ("$y = x^2$", "$$\n", "| --- |", "```python\n", "6.0\n```", "\n### ", "```text\n6"):
        assert part in text
    (picture,) = re.findall(rf"!\[.*x = 3.*\]\({ADDRESS}(.*)\)", text)
    assert (site / picture).is_file()
    assert f"]({ADDRESS}{language.folder}/index.html#index)" in text


@both
def test_llms_txt_lists_the_markdown_of_every_page(site: Path, language: Language) -> None:
    """The Markdown files are listed in the order of the table of contents."""
    text = (site / "llms.txt").read_text("utf-8")
    pages = re.findall(rf"\({ADDRESS}({language.folder}/.*?\.md)\)", text)
    assert [Path(page).stem for page in pages] == ["index", "tangent"]
    assert all((site / page).is_file() for page in pages)


@both
def test_a_notebook_runs_outside_the_clone_and_says_the_same(
    site: Path, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first cell installs the wheel from the site, and its last cell here imports it."""
    folder = site / language.folder
    target = tmp_path / "installed"
    target.mkdir()
    for name in ("PIP_NO_DEPS", "PIP_NO_INDEX"):
        monkeypatch.setenv(name, "1")
    for name in ("PIP_TARGET", "PYTHONPATH"):
        monkeypatch.setenv(name, str(target))
    original = nbformat.read(folder / "tangent.ipynb", as_version=4)
    again = nbformat.read(folder / "tangent.ipynb", as_version=4)
    again.cells[0].source = again.cells[0].source.replace(ADDRESS, f"{site.as_uri()}/")
    again.cells.append(new_code_cell("import autograd_guide; print(autograd_guide.__file__)"))
    NotebookClient(again, resources={"metadata": {"path": tmp_path}}).execute()
    assert output_texts(original)
    assert output_texts(again)[:-1] == output_texts(original)
    assert output_texts(again)[-1].startswith(str(target))
    assert [cell.id for cell in original.cells] == [f"cell-{n}" for n in range(len(original.cells))]


def output_texts(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the text outputs of a notebook's cells but the first, which installs the wheel."""
    outputs = [output for cell in notebook.cells[1:] for output in cell.get("outputs", ())]
    return [output.get("text") or output.data["text/plain"] for output in outputs]


@both
def test_a_notebook_holds_no_myst(site: Path, language: Language) -> None:
    """Its Markdown cells have no markup of MyST; a solution is a heading that Jupyter folds."""
    notebook = nbformat.read(site / language.folder / "tangent.ipynb", as_version=4)
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert prose
    assert not [cell.source for cell in prose if MYST.search(cell.source)]
    solutions = [cell for cell in prose if cell.metadata]
    assert solutions
    assert all(solution.source.startswith("### ") for solution in solutions)


def test_a_notebook_keeps_a_hidden_cell_only_where_a_later_one_needs_it() -> None:
    """One with only checks of the page's numbers is left out; an import is kept, and marked."""
    sources = ["import torch", "x = torch.ones(1)", "assert x == 1", "y = x", "y"]
    executed = new_notebook(cells=[new_code_cell(source) for source in sources])
    title, heading = Prose("# Title"), Prose("## Solution")
    first, last = (Cell(index, sources[index], "", "", "") for index in (1, 4))
    pieces: list[Piece] = [title, first, heading, last]
    made = notebooks.notebook(pieces, executed, first="", said="not shown")
    assert [cell["source"] for cell in made["cells"]] == [
        "# Title",
        f"# not shown\n{sources[0]}",
        sources[1],
        f"# not shown\n{sources[3]}",
        "## Solution",
        sources[4],
    ]


def test_text_that_looks_like_markdown_stays_text() -> None:
    """Characters that Markdown would read as emphasis, formula, tag or link are escaped."""
    assert plain_markdown.escape("_a_ *b* $c$ <d> [e](f)") == (r"\_a\_ \*b\* \$c\$ \<d> [e]\(f)")
