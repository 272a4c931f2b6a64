"""The zip and the EPUBs are made of the published pages, and the site links them and the PDFs."""

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from guide_site.books import book, epub, pdf
from guide_site.books import make as offline
from guide_site.books import zips as packing
from guide_site.digests import folder_digest
from guide_site.languages import LANGUAGES, Language
from guide_site.publish import site as building

from .builds import both

TIME = datetime(2020, 1, 2, 3, 4, 6, tzinfo=UTC)


def write_epub(site: Path, language: Language, target: Path) -> ZipFile:
    """Write the EPUB of a language, and open it."""
    volume = book.read(site / language.folder, language, TIME)
    for chapter in volume.chapters:
        book.relink(volume, chapter, epub.link_to)
    epub.write(volume, target)
    return ZipFile(target)


def test_a_zip_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Its files have the time that is passed to `pack`, and not the present time."""
    for name in ("one.zip", "two.zip"):
        packing.pack(tmp_path / name, [("a/b.txt", b"b")], TIME)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    (info,) = ZipFile(tmp_path / "one.zip").infolist()
    assert info.date_time == (2020, 1, 2, 3, 4, 6)


@both
def test_an_epub_holds_every_page_in_its_order(
    site: Path, language: Language, tmp_path: Path
) -> None:
    """It also holds each file of its manifest, which is well-formed XML."""
    with write_epub(site, language, tmp_path / "book.epub") as archive:
        first = archive.infolist()[0]
        package = ET.fromstring(archive.read("book/content.opf"))  # noqa: S314
        items = [str(item.get("href")) for item in package.iter() if item.tag.endswith("}item")]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {f"book/{item}" for item in items} < set(archive.namelist())
        assert [item for item in items if item.endswith(".xhtml")] == [
            "title.xhtml",
            "nav.xhtml",
            "index.xhtml",
            "tangent.xhtml",
        ]


@both
def test_an_epub_shows_what_a_page_shows(site: Path, language: Language, tmp_path: Path) -> None:
    """It has MathML, no ``<details>``, all pictures, and links between its own files."""
    with write_epub(site, language, tmp_path / "book.epub") as archive:
        page = archive.read("book/tangent.xhtml").decode()
        pictures = re.findall(r'<img [^>]*src="([^"]+)"', page)
        assert pictures
        assert {f"book/{picture}" for picture in pictures} <= set(archive.namelist())
    assert page.count("<math ") == 3
    assert 'href="index.xhtml#index"' in page
    for absent in (
        "katex-html",
        "<details",
        "headerlink",
        "take-along",
        'class="predictions"',
        "_downloads",
        "annotation",
    ):
        assert absent not in page


ODD_PAGE = r"""
import json
from IPython.display import HTML, Image
print("back\x08space, form\x0cfeed, \ufffe")
HTML('<p @click="go()" data-x:y="1" hidden>odd<o:p>names</o:p><!-- a -- b --><br></p>'
     '<img alt="A dot." src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">')
"""
DOT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><circle r='1'/></svg>"


def test_an_epub_takes_what_a_page_may_hold(docs: Path, tmp_path: Path) -> None:
    """Control characters, HTML that is no XML, a picture in an address, and names with 汉字."""
    page = docs / "en" / "index.md"
    (docs / "en" / "圆.svg").write_text(DOT, "utf-8")
    cell = f"```{{code-cell}} python\n{ODD_PAGE.strip()}\n```"
    image = "```{image} 圆.svg\n:alt: A circle.\n```"
    page.write_text(f"{page.read_text('utf-8')}\n{cell}\n\n{image}\n", "utf-8")
    built = building.build_site(docs, tmp_path / "build").parent
    with write_epub(built, LANGUAGES[0], tmp_path / "book.epub") as archive:
        text = archive.read("book/index.xhtml").decode()
        assert "backspace, formfeed" in text
        assert "oddnames<br/>" in text
        assert 'src="data:image/gif' in text
        package = ET.fromstring(archive.read("book/content.opf"))  # noqa: S314
        items = [str(item.get("href")) for item in package.iter() if item.tag.endswith("}item")]
        assert {f"book/{unquote(item)}" for item in items} <= set(archive.namelist())
        assert any(name.endswith("圆.svg") for name in archive.namelist())


def test_a_picture_that_is_no_xml_is_named(tmp_path: Path) -> None:
    """In one sentence, with the line."""
    (tmp_path / "odd.svg").write_text("<svg>\n<path></svg>", "utf-8")
    with pytest.raises(ValueError, match=r"^odd\.svg cannot be put .* line 2, column \d+$"):
        epub.picture(tmp_path / "odd.svg")


def add_start_pages(last_good: Path) -> Path:
    """Write the start pages of both languages into the published site; return its folder."""
    site = last_good / "site"
    for language in LANGUAGES:
        (site / language.folder).mkdir()
        text = "<article><h1>1</h1></article><!-- downloads --><!-- /downloads -->"
        (site / language.folder / "index.html").write_text(text, "utf-8")
    return site


def test_the_site_links_what_is_there(last_good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and links are published together, and a second time replace the first ones."""
    site = add_start_pages(last_good)
    monkeypatch.setattr(pdf, "write", lambda _book, target: target.write_bytes(b"%PDF"))
    offline.make(last_good)
    once = folder_digest(site)
    text = (site / "zh" / "index.html").read_text("utf-8")
    links = re.findall('href="(.*?)"', text)
    assert len(links) == 3
    assert all((site / "zh" / link).resolve().is_file() for link in links)
    offline.make(last_good)
    assert folder_digest(site) == once
    assert {path.name for path in last_good.iterdir()} == {
        ".lock",
        "executed",
        "offline",
        "site",
        site.readlink().name,
    }


def test_a_failure_leaves_the_site_as_it_was(
    last_good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Chromium no PDF can be printed, and no other download is published either."""
    before = folder_digest(add_start_pages(last_good))
    monkeypatch.setattr(pdf, "CHROMIUMS", ("no-such-program",))
    monkeypatch.setattr(pdf, "write", lambda *_: pdf.chromium())
    assert offline.main(str(last_good)) == 1
    assert "no Chromium was found" in capsys.readouterr().err
    assert folder_digest(last_good / "site") == before


def test_without_a_site_one_is_told_to_build_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Downloads are made of a built site only; no build is started for them."""
    assert offline.main(str(tmp_path)) == 1
    assert "run `nox -s docs` first" in capsys.readouterr().err
