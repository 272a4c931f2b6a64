"""What a writer means is on the page, in its Markdown and in its notebook: nothing is lost."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document
from guide_site.cells import execution
from guide_site.downloads import notebooks
from guide_site.pages import glossary
from guide_site.publish import site as building
from sphinx.addnodes import pending_xref

from .builds import CELL, HEADER, myst, soup

DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' {} viewBox='0 0 512 256'/>"
HIDDEN = ":tags: [remove-cell]\n\n"
SHOWN = ("import torch", "d, l = {}, []\nx = torch.tensor(2.0)")
NEEDED = (
    "torch.manual_seed(3)",
    "d['k'] = 1\nl.append(2)",
    "x.requires_grad_()",
    "from math import *",
    "async def later():\n    return 5",
    "match l:\n    case [n]:\n        found = n",
    "%config InlineBackend.rc = {}\ny = 6",
    "assert (z := 7) == 7",
)
USED = "print(torch.rand(2), d, l, x.requires_grad)\nprint(floor(2.5), await later(), found, y, z)"
ORDER = "print('a')\ndisplay(1)\nprint('b', end='')\nprint('c')\nprint('half\\rwhole')"
TEXTS = """
It is 40[^1], H<sub>2</sub>O, hard\\
break, {abbr}`AD (automatic)`.

3. three
4. four

[^1]: A note.
"""
FORMULAS = """
$$
\\begin{align}
a &= b
\\end{align}
$$

\\begin{equation}
x
\\end{equation}

$$
x \\tag{1}
$$

It costs $5 and $6.
"""
CODE = """
````md
```{code-cell} python
shown only
```
````

```python


import torch
t = torch.tensor(1.0)
```

```{code-block} python
:linenos:

import torch
t = torch.tensor(1.0)
```

\x3e>> 1 + 1
2
"""
PICTURES = """
```{figure} 圆.svg
:alt: A circle
```

![A circle](圆.svg)

![A circle](<my c.svg>)
"""
SOLUTION = f":::{{admonition}} Solution\n:class: tip\n\n{CELL.format(code='print(6)')}::: \n"
PAGES = {
    "hidden": myst(*SHOWN, *(HIDDEN + code for code in NEEDED), f"{HIDDEN}assert y", USED),
    "order": myst(ORDER),
    "texts": myst(end=TEXTS),
    "formulas": myst(end=FORMULAS).replace("# A page", "# The $x^2$ page"),
    "code": myst(
        "\n\nimport torch\nt = torch.tensor(1.0)", ANSI := "print('\\x1b[31mred')", end=CODE
    ),
    "pictures": myst(end=PICTURES),
    "solution": myst(end=SOLUTION),
    "numbered": myst("---\nmystnb:\n  number_source_lines: true\n---\nimport torch\ntorch.ones(1)"),
    "stub": f"{HEADER}# A stub\n",
    "more/folder": myst("print('in a folder')", end="[home](../index.md), {ref}`index`"),
}
LINK = "a.sphinx-codeautolink-a"


@pytest.fixture(scope="module")
def en(tmp_path_factory: pytest.TempPathFactory, fixture_docs: Path) -> Path:
    """Build a site with all these pages, and return the folder of the English ones."""
    folder = fixture_docs / "en"
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text(text, "utf-8")
    (folder / "圆.svg").write_text(DRAWING.format("width='24'"), "utf-8")
    (folder / "my c.svg").write_text(DRAWING.format("width='100%' height='1in'"), "utf-8")
    index = folder / "index.md"
    index.write_text(index.read_text("utf-8").replace("{toctree}\n", "{toctree}\nstub\n"), "utf-8")
    return building.build_site(fixture_docs, tmp_path_factory.mktemp("build")).parent / "en"


def markdown(en: Path, page: str) -> str:
    """Return the Markdown of a page."""
    return (en / f"{page}.md").read_text("utf-8")


def printed(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the texts that the cells of a notebook print or return."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.get("text") or output.data["text/plain"] for output in outputs]


@pytest.mark.parametrize("page", ["hidden", "order", "solution", "more/folder"])
def test_a_downloaded_notebook_gives_the_numbers_of_the_page(en: Path, page: str) -> None:
    """It is run anew, from its code alone; a hidden cell that later ones need is in it."""
    original = nbformat.read(en / f"{page}.ipynb", as_version=4)
    again = nbformat.read(en / f"{page}.ipynb", as_version=4)
    for cell in again.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    execution.run(again, timeout=60)
    for cell, before in zip(again.cells, original.cells, strict=True):
        if not before.get("outputs"):  # a hidden one: the page does not show its outputs
            cell.outputs = []
    assert printed(original)
    assert printed(again) == printed(original)
    for text in printed(original):
        assert text.strip().split("\n")[0] in soup(en / f"{page}.html").get_text()


@pytest.mark.parametrize("code", NEEDED)
def test_a_hidden_cell_that_may_change_a_number_is_no_mere_check(code: str) -> None:
    """Only asserts that bind no name are left out of a notebook."""
    assert not notebooks.only_checks(code)
    assert notebooks.only_checks("assert x\nassert y")


def test_outputs_keep_their_order(en: Path) -> None:
    """Prints before and after a display are not joined, in the page, Markdown and notebook."""
    outputs = ["a", "1", "b" + "c\nwhole"]
    blocks = soup(en / "order.html").select(".cell_output pre")
    assert [block.get_text().strip() for block in blocks] == outputs
    assert re.findall(r"```text\n(.*?)\n```", markdown(en, "order"), re.DOTALL) == outputs
    notebook = nbformat.read(en / "order.ipynb", as_version=4)
    assert [text.strip() for text in printed(notebook)] == outputs


def test_markdown_keeps_what_text_is_made_of(en: Path) -> None:
    """Footnotes, the first number of a list, line breaks, HTML, and no colours of a terminal."""
    text = markdown(en, "texts")
    for part in ("40[^1],", "H<sub>2</sub>O", "hard\\\nbreak", "AD (automatic)", "3. three\n4. "):
        assert part in text
    assert "[^1]: A note." in text
    assert "```text\nred\n```" in markdown(en, "code")


def test_a_formula_is_what_is_meant_as_one(en: Path) -> None:
    """Environments of lines of their own are read; prices are none; a title is said in its TeX."""
    page = soup(en / "formulas.html")
    assert len(page.select("article .katex-display")) == 3
    assert "It costs $5 and $6." in page.get_text()
    assert page.title is not None
    assert page.title.text.startswith("The x^2 page")
    index = (en / "searchindex.js").read_text("utf-8")
    assert "The x^2 page" in json.loads(index[index.index("{") : index.rindex("}") + 1])["titles"]


def test_code_is_shown_linked_and_copied_without_prompts(en: Path) -> None:
    """Code that is only shown is no cell; empty lines above and numbers cost no link."""
    page = soup(en / "code.html")
    assert "shown only" in page.get_text()
    assert [link.text for link in page.select(LINK)].count("torch.tensor") == 3
    assert "torch.ones" in [link.text for link in soup(en / "numbered.html").select(LINK)]
    assert ">>> |" in (en / "_static" / "copybutton.js").read_text("utf-8")


def test_pictures_have_the_size_that_they_say(en: Path) -> None:
    """A name of 汉字 or with a blank is found; one side and the proportions give the other."""
    sizes = [
        (img["width"], img["height"]) for img in soup(en / "pictures.html").select("article img")
    ]
    assert sizes == [("24", "12"), ("24", "12"), ("192", "96")]


def test_a_cell_in_an_admonition_is_a_cell_of_the_notebook(en: Path) -> None:
    """Also where the admonition is not folded, and a blank follows its end."""
    cells = nbformat.read(en / "solution.ipynb", as_version=4).cells
    assert [cell.source for cell in cells if cell.cell_type == "code"] == ["print(6)"]
    assert soup(en / "solution.html").select_one(".admonition .cell")


def test_the_first_use_of_a_term_is_linked_where_a_link_can_be() -> None:
    """It is not in a link, whose link would be in another one, and not in a formula."""
    words = "chain rule"
    inline = nodes.inline("", words)
    links = [nodes.reference("", "", inline), pending_xref("", inline.deepcopy())]
    formula = nodes.math("", "", nodes.Text(r"\text{chain rule}"))
    paragraph = nodes.paragraph("", "", *links, formula, nodes.Text(f"the {words}"))
    document = new_document("page")
    document += paragraph
    env, config = SimpleNamespace(docname="gradient"), SimpleNamespace(language="en")
    glossary.link_first_uses(SimpleNamespace(env=env, config=config), document)  # type: ignore[arg-type]
    found = [link for link in document.findall(pending_xref) if link.get("reftype") == "term"]
    assert [link.parent for link in found] == [paragraph]
    assert paragraph.index(found[0]) > paragraph.index(formula)


def test_a_page_in_a_folder_leads_to_its_files(en: Path) -> None:
    """Its notebook and Markdown lie beside it, and their links lead on from there."""
    page = soup(en / "more" / "folder.html")
    links = [str(link["href"]) for link in page.select("article a[href], .language-switch a")]
    files = [link.partition("#")[0] for link in links if link[0] != "#" and ":" not in link]
    assert {"folder.md", "folder.ipynb", "../index.html"} <= set(files)
    assert [file for file in files if not (en / "more" / file).exists()] == []
    assert "[home](../index.html)" in markdown(en, "more/folder")
    assert "in a folder" in markdown(en, "more/folder")
    assert "- [A stub](" in (en.parent / "llms.txt").read_text("utf-8")


def test_a_small_site_may_have_a_page_called_like_a_lesson(docs: Path, tmp_path: Path) -> None:
    """Its terms need no other lesson (“gradient”), and no glossary: in Chinese there is none."""
    text = "# A page\n\nA tensor has a gradient; 张量有梯度。\n"
    for language, more in (("en", "\n```{terms}\n```\n"), ("zh", "")):
        page = docs / language / "scalar.md"
        page.write_text(f"---\norphan: true\n---\n(scalar)=\n{text}{more}", "utf-8")
    folder = building.build_site(docs, tmp_path / "build").parent
    english, chinese = (soup(folder / language / "scalar.html") for language in ("en", "zh"))
    opened = english.select("#definitions [data-link='#term-gradient'] a")
    assert [link["href"] for link in opened] == ["#term-gradient"]
    assert "张量有梯度。" in chinese.get_text()
    assert not chinese.select("article p a, #definitions")
