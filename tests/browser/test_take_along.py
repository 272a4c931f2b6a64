"""The downloads of a page: Markdown, copied code, the zip of the site and the PDF."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from guide_site.books import book, pdf
from guide_site.books import make as offline
from guide_site.books import zips as packing
from guide_site.languages import LANGUAGES as SITE_LANGUAGES
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.browser.watching import LANGUAGES, watched

RIGHTS = ["clipboard-read", "clipboard-write"]
READ = "() => navigator.clipboard.readText()"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_copied_as_markdown(
    browser: Browser, site: str, tree: Path, language: str
) -> None:
    """The button copies the page's Markdown file to the clipboard."""
    with watched(browser.new_context(permissions=RIGHTS), site) as (page, faults):
        page.goto(f"{site}{language}/scalar.html")
        button = page.get_by_role("button", name=re.compile("Markdown"))
        button.click()
        expect(page.get_by_role("button", name=re.compile("Copied|已复制"))).to_be_visible()
        assert page.evaluate(READ) == (tree / language / "scalar.md").read_text("utf-8")
        expect(button).to_be_visible()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_markdown_is_a_link_without_scripts(browser: Browser, site: str, language: str) -> None:
    """Without JavaScript the button is a link to the Markdown file."""
    with watched(browser.new_context(java_script_enabled=False), site) as (page, _):
        page.goto(f"{site}{language}/scalar.html")
        link = page.locator(".take-along").get_by_role("link", name=re.compile("Markdown"))
        expect(link).to_have_attribute("href", "scalar.md")


def test_a_copy_button_copies_code_only(browser: Browser, site: str) -> None:
    """It copies the cell's source; each cell has one button, and its output none."""
    with watched(browser.new_context(permissions=RIGHTS), site) as (page, faults):
        page.goto(f"{site}en/scalar.html")
        cell = page.locator("div.cell:not(.tag_hide-input)").nth(1)
        expect(cell.locator(".cell_output button")).to_have_count(0)
        cell.hover()
        cell.locator(".cell_input button.copybtn").click()
        expect(cell.locator(".cell_input button.success")).to_be_visible()
        assert page.evaluate(READ) == cell.locator(".cell_input pre").inner_text().rstrip()
        assert (
            page.locator("div.cell_input").count()
            == page.locator("div.cell button.copybtn").count()
        )
    assert not faults, "\n".join(faults)


def test_the_zip_is_the_whole_site_on_disk(browser: Browser, tree: Path, tmp_path: Path) -> None:
    """Unpacked and opened by a ``file:`` URL, its language switch and search work."""
    packing.pack(tmp_path / "site.zip", offline.site_files(tree), offline.built_at())
    ZipFile(tmp_path / "site.zip").extractall(tmp_path)
    address = f"{(tmp_path / offline.NAME).as_uri()}/"
    with watched(browser.new_context(), address) as (page, _):
        page.goto(f"{address}index.html")
        page.goto(f"{address}zh/scalar.html")
        expect(page.locator(".take-along a[href='scalar.md']")).to_be_visible()
        page.get_by_role("link", name=LANGUAGES["en"], exact=True).click()
        expect(page).to_have_url(f"{address}en/scalar.html")
        page.goto(f"{address}zh/search.html?q=梯度下降")
        expect(page.locator("#search-results a[href^='descent.html']").first).to_be_visible()


def test_a_pdf_has_an_outline_and_the_pages_that_its_contents_name(
    browser: Browser, tree: Path, tmp_path: Path
) -> None:
    """The PDF has all chapters in its outline, the answers, and no links for navigation."""
    language = SITE_LANGUAGES[1]
    folder = tmp_path / "zh"
    shutil.copytree(tree / "zh", folder)
    volume = book.read(folder, language, offline.built_at())
    for chapter in volume.chapters:
        book.relink(volume, chapter, pdf.link_to)
    pdf.print_with(browser, volume, tmp_path / "book.pdf")
    with PdfReader(tmp_path / "book.pdf") as reader:
        texts = [page.extract_text() for page in reader.pages]
    starts = pdf.numbers(tmp_path / "book.pdf")
    assert len(starts) == len(volume.chapters) > 10
    contents = "\n".join(texts[1 : starts[0] - 1])  # between the title and the first chapter
    named = [int(number) for number in re.findall(r"(\d+)\s*$", contents, re.MULTILINE)]
    assert [number for number in named if number >= starts[0]] == starts
    assert sum("答案" in text for text in texts) > 10
    assert not [text for text in texts if "Skip to content" in text or "跳到内容" in text]
