"""Copies the languages into one tree and adds index.html, 404.html, llms.txt, sitemap.xml."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from guide_site.languages import LANGUAGES
from guide_site.publish.policy import protect
from guide_site.templates import render_template

PRIVATE = (".buildinfo", ".buildinfo.bak", ".doctrees", "_sources", "llms.txt")
UNLISTED = {"404.html", "genindex.html", "search.html"}


def render_root(template: str, **values: object) -> str:
    """Fill in one of the templates of the pages above the languages."""
    return render_template("root", template, languages=LANGUAGES, **values)


def listed_pages(folder: Path) -> list[str]:
    """Return the names of the pages of one language that a search engine should list."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return sorted(name for name in names if name not in UNLISTED and not name.startswith("_"))


def assemble(built: Mapping[str, Path], tree: Path, site_url: str) -> None:
    """Fill ``tree`` with a whole site.

    Args:
        built: For the folder name of each language, where Sphinx wrote its pages.
        tree: An empty folder.
        site_url: The address of the site with a slash at its end, or the empty string.
    """
    for folder, html in built.items():
        shutil.copytree(html, tree / folder, ignore=shutil.ignore_patterns(*PRIVATE))
    # Without an address, "not found" can only be right for the top of the site.
    for name in ("index.html", "404.html"):
        base = site_url if name == "404.html" else ""
        (tree / name).write_text(render_root(name, base=base, site_url=site_url), "utf-8")
    parts = [(html / "llms.txt").read_text("utf-8") for html in built.values()]
    (tree / "llms.txt").write_text(render_root("llms.txt", parts=parts), "utf-8")
    if site_url:
        listed = listed_pages(tree / LANGUAGES[0].folder)
        sitemap = render_root("sitemap.xml", site_url=site_url, pages=listed)
        (tree / "sitemap.xml").write_text(sitemap, "utf-8")
    for page in tree.rglob("*.html"):
        protect(page)
