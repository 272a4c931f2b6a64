"""Makes the offline files of the published site: one zip, and an EPUB and a PDF a language.

Its door: ``python docs/_ext books [BUILD]``. It executes nothing: what it packs and
prints are the pages of ``build/site``, to which it adds the files and their links in one step.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from guide_site.addresses import folder_url
from guide_site.books import book, epub, pdf
from guide_site.books.zips import pack
from guide_site.languages import LANGUAGES, Language
from guide_site.paths import ROOT
from guide_site.processes.open_files import allow_open_files
from guide_site.publish.publishing import alone, cause, exchange, fresh, publish, tidy
from guide_site.surroundings import commit_time

NAME = "learn-autograd"
LIST = re.compile("(?<=<!-- downloads -->).*?(?=<!-- /downloads -->)", re.DOTALL)
# Left out of the zip: files that only a server uses, and the zip's own folder.
ONLINE = ("404.html", "sitemap.xml", "downloads")


class OfflineError(Exception):
    """Nothing was made; the message says what is missing."""


def built_at() -> datetime:
    """Return the time stamp of every file: that of the commit, or SOURCE_DATE_EPOCH."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or commit_time(ROOT)
    return datetime.fromtimestamp(int(seconds), UTC)


def set_list(tree: Path, language: Language, text: str) -> None:
    """Put a list of downloads into the first page of a language, or take it out."""
    page = tree / language.folder / "index.html"
    page.write_text(LIST.sub(lambda _: text, page.read_text("utf-8")), "utf-8")


def site_files(tree: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the site that are of use without a server, in one folder."""
    for file in sorted(tree.rglob("*")):
        name = file.relative_to(tree)
        if file.is_file() and name.parts[0] not in ONLINE:
            yield f"{NAME}/{name.as_posix()}", file.read_bytes()


def write_books(tree: Path, language: Language, out: Path, site_url: str) -> None:
    """Write the EPUB and the PDF of a language."""
    folder, time = tree / language.folder, built_at()
    for suffix, writer in {"epub": epub, "pdf": pdf}.items():
        pages = book.read(folder, language, time)
        for chapter in pages.chapters:
            book.relink(pages, chapter, writer.link_to, site_url)
        writer.write(pages, out / f"{NAME}-{language.folder}.{suffix}")


def sizes(out: Path) -> dict[str, str]:
    """Return the files that were made and how large each is."""
    return {file.name: f"{file.stat().st_size / 1e6:.1f} MB" for file in sorted(out.iterdir())}


def make(build: Path) -> list[Path]:
    """Make the files and publish them with the site; return where they are."""
    build = build.resolve()
    site, offline = build / "site", build / "offline"
    site_url = folder_url("SITE_URL", os.environ.get("SITE_URL", ""))
    with alone(build):
        tidy(build)
        if not (site / "index.html").exists():
            msg = f"{site}/index.html is not there: run `nox -s docs` first"
            raise OfflineError(msg)
        out, tree = fresh(build, "work"), fresh(build, "tree")
        try:
            shutil.copytree(site, tree, dirs_exist_ok=True)
            write_downloads(tree, out, site_url)
            publish(tree, site)
            exchange(out, offline)
        finally:
            tidy(build)
    return sorted(offline.iterdir())


def write_downloads(tree: Path, out: Path, site_url: str) -> None:
    """Write the files into ``out``, and them and the links to them into ``tree``."""
    shutil.rmtree(tree / "downloads", ignore_errors=True)
    for language in LANGUAGES:
        set_list(tree, language, "")
    pack(out / f"{NAME}.zip", site_files(tree), built_at())
    for language in LANGUAGES:
        write_books(tree, language, out, site_url)
    shutil.copytree(out, tree / "downloads")
    for language in LANGUAGES:
        text = book.render("downloads.html", language, name=NAME, sizes=sizes(out))
        set_list(tree, language, text)


def main(build: str = str(ROOT / "build")) -> int:
    """Make the files and say where they are, or what is missing; return the exit status."""
    try:
        allow_open_files()
        files = make(Path(build))
    except (OfflineError, ValueError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nNo files were made, and the site is untouched: {cause(error)}", file=sys.stderr)
        return 1
    print("\n".join(["\nThese can be taken along:", *map(str, files)]))
    return 0
