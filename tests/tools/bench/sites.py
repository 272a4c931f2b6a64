"""The pages of a language in order, their cells as one program, and sites of many lessons."""

import json
import re
import shutil
from pathlib import Path

from tests.reading.pages import LANGUAGES, Page, cells, page_names, read_page

TOCTREE = re.compile(r"(```\{toctree\}\n.*?\n\n)(.*?)(```)", re.DOTALL)


def pages(root: Path, language: str) -> list[Page]:
    """Return the pages of a language that have cells, in the order of the course."""
    listed = TOCTREE.findall((root / "docs" / language / "index.md").read_text("utf-8"))
    order = ["index", *(name for _, names, _ in listed for name in names.split())]
    known = page_names(root, language)
    read = (read_page(root, language, name) for name in order if name in known)
    return [page for page in read if cells(page)]


def program(root: Path, language: str, folder: Path) -> Path:
    """Write one program that runs all cells of a language in order, and return its path."""
    code = [[cell.text for cell in cells(page)] for page in pages(root, language)]
    (folder / f"{language}.json").write_text(json.dumps(code), "utf-8")
    runner = Path(__file__).with_name("one_process.py").read_text("utf-8")
    path = folder / f"{language}.py"
    path.write_text(runner.replace("CELLS.json", str(folder / f"{language}.json")), "utf-8")
    return path


def own_words(text: str, number: int) -> str:
    """Return a text in words that no other number gives: the worst that a search index can meet.

    >>> own_words("A gradient: 梯度.", 0), own_words("A gradient: 梯度.", 1)
    ('Aa gradienta  梯度.', 'Ab gradientb  椐弇.')
    """
    ending = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    bare = re.sub(r"[^\w\s。，.]|_", " ", text)
    words = re.sub("[A-Za-z]+", lambda word: word[0] + ending, bare)
    shift = 97 * number
    return re.sub("[一-龟]", lambda c: chr(0x4E00 + (ord(c[0]) - 0x4E00 + shift) % 20896), words)


def prose(page: Page) -> list[str]:
    """Return the paragraphs of a page, without what is in them but words."""
    return [fact.text for fact in page.facts if fact.kind == "prose"]


def many(root: Path, count: int, folder: Path) -> Path:
    """Write a site of ``count`` lessons in each language and return it.

    Each runs the cells of one small page, and has as many words as a lesson of the guide, its own.
    """
    shutil.copytree(root / "tests" / "site" / "fixture" / "docs", folder)
    for language in LANGUAGES:
        names = [f"lesson{number}" for number in range(count)]
        texts = [prose(page) for page in pages(root, language)]
        small = (folder / language / "tangent.md").read_text("utf-8")
        for number, name in enumerate(names):
            words = "\n\n".join(own_words(text, number) for text in texts[number % len(texts)])
            page = re.sub(r"\btangent\b(?!\.)", name, small)
            (folder / language / f"{name}.md").write_text(f"{page}\n{words}\n", "utf-8")
        index = folder / language / "index.md"
        listed = "\n".join(["tangent", *names])
        index.write_text(index.read_text("utf-8").replace("\ntangent\n", f"\n{listed}\n"), "utf-8")
    return folder
