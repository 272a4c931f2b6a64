"""A live figure is inline SVG on its page, and a picture file in everything made of the page."""

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pytest
from bs4 import Tag
from guide_site.books import book, epub
from guide_site.languages import LANGUAGES
from guide_site.publish import site as building

from .builds import myst, soup

ALT = 'Boxes & "arrows"'
INDEX = """---
file_format: mystnb
kernelspec:
  name: python3
---

# A site

```{guide-wheel}
```

```{toctree}
figure
plain
```
"""
CELL = f"""
```{{code-cell}} python
---
mystnb:
  image:
    alt: '{ALT}'
  figure:
    caption: Node by node.
---
import torch
from autograd_guide import live_backward

x = torch.tensor(10.0, requires_grad=True)
words = dict(label="step", forward="f", begin="b", visit="{{name}}: {{sum}}", buttons=("-", "+"))
live_backward(x**2, {{"x": x}}, **words)
```
"""
TEXT = "f b x: 1 × 20"  # what the figure says without JavaScript


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of a page with a live figure and one without, and return it."""
    docs = tmp_path_factory.mktemp("figures") / "docs"
    for language in LANGUAGES:
        folder = docs / language.folder
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(INDEX, "utf-8")
        (folder / "figure.md").write_text(myst(end=CELL), "utf-8")
        (folder / "plain.md").write_text(myst("print(1)"), "utf-8")
    return building.build_site(docs, docs.parent / "build").parent


@pytest.fixture
def figure(built: Path) -> Tag:
    """Return the HTML of the figure."""
    (live,) = soup(built / "en/figure.html").select("figure .live")
    return live


def test_the_picture_is_drawn_in_the_page_with_alt_text_and_caption(figure: Tag) -> None:
    """It is an SVG element with ARIA label; the caption is that of the cell's metadata."""
    drawing = figure.select_one("svg")
    assert drawing is not None
    assert (drawing["role"], drawing["aria-label"]) == ("img", ALT)
    outer = figure.find_parent("figure")
    assert outer is not None
    assert outer.select_one("figcaption .caption-text") is not None
    assert "Node by node." in outer.get_text()


def test_without_a_script_the_page_has_the_last_state_and_all_sentences(figure: Tag) -> None:
    """All slopes are visible, and the region for words holds every state's words."""
    texts = {text.get_text(): text.get("visibility") for text in figure.select("text")}
    assert texts["grad 20"] == "visible"
    (region,) = figure.select("[role=status]")
    assert region.get_text() == TEXT


def test_every_state_is_in_the_page(figure: Tag) -> None:
    """The attribute ``data-live`` names parts that are there, with a value for each state."""
    data = json.loads(str(figure["data-live"]))
    assert data["sizes"] == [3]
    for name, _attribute, axes, values in data["parts"]:
        assert len(figure.select(f'[data-part="{name}"]')) == 1
        assert len(values) == (3 if axes else 1)


def test_script_and_style_sheet_are_loaded_only_where_there_is_a_figure(built: Path) -> None:
    """Other pages link neither."""
    for name, there in (("figure", True), ("plain", False), ("index", False)):
        html = (built / f"en/{name}.html").read_text("utf-8")
        assert ("_static/figures.js" in html) is there
        assert ("_static/figures.css" in html) is there


def test_the_picture_is_a_file_too_which_markdown_links(built: Path, figure: Tag) -> None:
    """The file is SVG with colours and without variables, for whatever shows it."""
    name = str(figure["data-picture"])
    drawing = ET.parse(built / "en" / name).getroot()  # noqa: S314
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    colours = {each.get("stroke") for each in drawing.iter()} - {None}
    assert colours
    assert all(str(colour).startswith("#") for colour in colours)
    assert f"]({name})" in (built / "en/figure.md").read_text("utf-8")


def test_a_notebook_has_picture_and_words(built: Path) -> None:
    """Jupyter shows the picture with its alt text, without trusting the notebook."""
    notebook = nbformat.read(built / "en/figure.ipynb", as_version=4)
    (cell,) = (each for each in notebook.cells if "live_backward(" in each.source)
    (output,) = cell.outputs
    assert output.data["text/html"].startswith('<img alt="Boxes &amp; &quot;arrows&quot;"')
    assert output.data["text/plain"] == TEXT


def test_a_book_has_the_picture(built: Path, tmp_path: Path) -> None:
    """It has an ``<img>`` in the place of the figure, and no slider."""
    volume = book.read(built / "en", LANGUAGES[0], datetime(2020, 1, 2, tzinfo=UTC))
    (chapter,) = (each for each in volume.chapters if each.name == "figure")
    (image,) = chapter.text.select("figure img")
    assert image["alt"] == ALT
    assert not chapter.text.select("svg, input, button, [data-live]")
    epub.write(volume, tmp_path / "book.epub")
    assert str(image["src"]) in epub.pictures(volume)
