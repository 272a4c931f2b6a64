"""The pages above the two languages."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from guide_site.publish import assembly

ADDRESS = "https://example.org/guide/"


@pytest.fixture
def built(tmp_path: Path) -> dict[str, Path]:
    """Return two languages as Sphinx leaves them."""
    names = ("index.html", "search.html", ".buildinfo", "_sources/index.md.txt", "llms.txt")
    for folder in ("en", "zh"):
        for name in names:
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<head><meta charset="utf-8"></head>{folder}', "utf-8")
    return {"en": tmp_path / "en", "zh": tmp_path / "zh"}


def links(page: Path) -> list[str]:
    """Return the targets of a page's links, styles, scripts and pictures."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return [str(tag.get("href") or tag.get("src")) for tag in soup.select("[href], [src]")]


def test_without_an_address_no_link_is_absolute(built: dict[str, Path], tmp_path: Path) -> None:
    """And there is no sitemap, which could not do without."""
    assembly.assemble(built, tmp_path / "tree", "")
    assert not (tmp_path / "tree" / "sitemap.xml").exists()
    for name in ("index.html", "404.html"):
        targets = links(tmp_path / "tree" / name)
        assert targets
        assert not [target for target in targets if ":" in target]


def test_with_an_address_not_found_works_at_any_depth(
    built: dict[str, Path], tmp_path: Path
) -> None:
    """A server answers with this page wherever the wrong address pointed."""
    assembly.assemble(built, tmp_path / "tree", ADDRESS)
    assert all(link.startswith(ADDRESS) for link in links(tmp_path / "tree" / "404.html"))


def test_the_sitemap_pairs_the_languages(built: dict[str, Path], tmp_path: Path) -> None:
    """Each page of each language is listed once, with its twin; the search page is not."""
    assembly.assemble(built, tmp_path / "tree", ADDRESS)
    sitemap = (tmp_path / "tree" / "sitemap.xml").read_text("utf-8")
    places = re.findall("<loc>(.*)</loc>", sitemap)
    assert places == [f"{ADDRESS}en/index.html", f"{ADDRESS}zh/index.html"]
    assert re.findall('hreflang="(.*?)"', sitemap) == ["en", "zh-CN", "x-default"] * 2


def test_the_start_page_offers_both_languages(built: dict[str, Path], tmp_path: Path) -> None:
    """Two plain links: nothing but HTML is needed."""
    assembly.assemble(built, tmp_path / "tree", "")
    targets = links(tmp_path / "tree" / "index.html")
    assert {"en/index.html", "zh/index.html"} <= set(targets)
    assert not (tmp_path / "tree" / "en" / "_sources").exists()


def test_a_page_with_no_place_for_the_policy_is_named(
    built: dict[str, Path], tmp_path: Path
) -> None:
    """It is not published without one."""
    (tmp_path / "zh" / "search.html").write_text("<head></head>", "utf-8")
    with pytest.raises(ValueError, match=r"search\.html must say .* got it 0 times"):
        assembly.assemble(built, tmp_path / "tree", "")
