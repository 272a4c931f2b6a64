"""The files outside of the languages' folders: start page, 404.html and sitemap.xml."""

import re
from pathlib import Path

import pytest
from guide_site.publish import assembly

from .builds import soup
from .conftest import ADDRESS


@pytest.fixture
def built(tmp_path: Path) -> dict[str, Path]:
    """Return the folders of two languages, with files named as those that Sphinx writes."""
    names = ("index.html", "search.html", ".buildinfo", "_sources/index.md.txt", "llms.txt")
    for folder in ("en", "zh"):
        for name in names:
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<head><meta charset="utf-8"></head>{folder}', "utf-8")
    return {"en": tmp_path / "en", "zh": tmp_path / "zh"}


def links(page: Path) -> list[str]:
    """Return the URLs of a page's links, styles, scripts and pictures."""
    return [str(tag.get("href") or tag.get("src")) for tag in soup(page).select("[href], [src]")]


def test_without_an_address_no_link_is_absolute(built: dict[str, Path], tmp_path: Path) -> None:
    """There is no sitemap.xml either, because its links must be absolute."""
    assembly.assemble(built, tmp_path / "tree", "")
    assert not (tmp_path / "tree" / "sitemap.xml").exists()
    for name in ("index.html", "404.html"):
        targets = links(tmp_path / "tree" / name)
        assert targets
        assert not [target for target in targets if ":" in target]


def test_with_an_address_not_found_works_at_any_depth(
    built: dict[str, Path], tmp_path: Path
) -> None:
    """All links of 404.html are absolute: a server sends it for URLs in any folder."""
    assembly.assemble(built, tmp_path / "tree", ADDRESS)
    assert all(link.startswith(ADDRESS) for link in links(tmp_path / "tree" / "404.html"))


def test_the_sitemap_pairs_the_languages(built: dict[str, Path], tmp_path: Path) -> None:
    """It lists each page but search.html once, with the same page in the other language."""
    assembly.assemble(built, tmp_path / "tree", ADDRESS)
    sitemap = (tmp_path / "tree" / "sitemap.xml").read_text("utf-8")
    locations = re.findall("<loc>(.*)</loc>", sitemap)
    assert locations == [f"{ADDRESS}en/index.html", f"{ADDRESS}zh/index.html"]
    assert re.findall('hreflang="(.*?)"', sitemap) == ["en", "zh-CN", "x-default"] * 2


def test_one_page_is_for_whoever_speaks_no_language_of_the_guide(site: Path) -> None:
    """The same one in the sitemap, on the choice of languages and on the pages themselves."""
    named = re.compile(r'hreflang="x-default" href="(.*?)"')
    for page, wanted in {
        "index.html": ADDRESS,
        "tangent.html": f"{ADDRESS}en/tangent.html",
    }.items():
        for language in ("en", "zh"):
            assert named.findall((site / language / page).read_text("utf-8")) == [wanted]
    assert named.findall((site / "index.html").read_text("utf-8")) == [ADDRESS]
    listed = named.findall((site / "sitemap.xml").read_text("utf-8"))
    assert sorted(set(listed)) == [ADDRESS, f"{ADDRESS}en/tangent.html"]


def test_the_start_page_offers_both_languages(built: dict[str, Path], tmp_path: Path) -> None:
    """It has a plain HTML link to each; Sphinx's ``_sources`` are not published."""
    assembly.assemble(built, tmp_path / "tree", "")
    targets = links(tmp_path / "tree" / "index.html")
    assert {"en/index.html", "zh/index.html"} <= set(targets)
    assert not (tmp_path / "tree" / "en" / "_sources").exists()


def test_a_page_without_a_charset_before_the_policy_is_named(
    built: dict[str, Path], tmp_path: Path
) -> None:
    """The Content Security Policy is put after the charset, so the build stops without one."""
    (tmp_path / "zh" / "search.html").write_text("<head></head>", "utf-8")
    with pytest.raises(ValueError, match=r"search\.html must say .* got it 0 times"):
        assembly.assemble(built, tmp_path / "tree", "")
