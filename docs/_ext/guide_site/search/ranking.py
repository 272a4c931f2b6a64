"""The order of search results: the weight of each word on each page is added to the index.

Sphinx knows whether a word is on a page, not how often, and lists pages that have all words of the
query almost by their titles' letters. ``_static/ranking.js`` ranks by the weights instead (BM25F).
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage, js_index

from guide_site.ancestors import ancestors
from guide_site.languages import LANGUAGES, language_of
from guide_site.paths import DOCS
from guide_site.terms import TERMS

KEYWORDS = DOCS / "keywords.yml"
PART = re.compile(r"[A-Z]?[a-z]{2,}")
TITLE, KEYWORD, MESSAGE, HEADING, NAME = 16, 16, 8, 5, 5  # each counts as so many words of the text
FOLDED = {  # the class of a part of a cell, and those of cells that fold it
    "cell_input": {"tag_hide-input", "tag_hide-cell"},
    "cell_output": {"tag_hide-output", "tag_hide-cell"},
}
HALF = 16  # at this weight a word has half of its highest score


@cache
def keywords() -> dict[str, dict[str, list[str]]]:
    """Return the words of ``keywords.yml`` and the names of terms, by page and language."""
    pages: dict[str, dict[str, list[str]]] = yaml.safe_load(KEYWORDS.read_text("utf-8"))
    for term in TERMS:
        words = pages.setdefault(term["page"], {})
        for language in (each.folder for each in LANGUAGES if each.folder in term):
            words.setdefault(language, []).append(term[language])
    return pages


def keywords_of(page: str, language: str) -> list[str]:
    """Return the keywords of a page; every reader also types those of the first language."""
    words = keywords().get(page, {})
    folders = dict.fromkeys((LANGUAGES[0].folder, language))
    return [word for folder in folders for word in words.get(folder, [])]


def words_of(text: str, language: SearchLanguage) -> list[str]:
    """Return the stems of a text's words; a name like DataLoader also gives those of its parts.

    >>> from sphinx.search.en import SearchEnglish
    >>> words_of("Gradients of the DataLoader", SearchEnglish({}))
    ['gradient', 'dataload', 'data', 'loader']
    """
    words = []
    for word in language.split(text):
        parts = PART.findall(word)
        words += [word, *parts] if len(parts) > 1 else [word]
    stems = (stem(word, language) for word in words)
    return [stem for stem in stems if language.word_filter(stem)]


@cache
def stem(word: str, language: SearchLanguage) -> str:
    """Return the stem of a word; cached."""
    return language.stem(word)


def above(text: nodes.Text) -> Iterator[nodes.Element]:
    """Yield the elements that a text is in, the innermost first."""
    return (each for each in ancestors(text) if isinstance(each, nodes.Element))


def is_folded(text: nodes.Text) -> bool:
    """Tell whether a text is in the part of a cell that the page folds."""
    classes = {each for element in above(text) for each in element["classes"]}
    return any(part in classes and tags & classes for part, tags in FOLDED.items())


def weight(text: nodes.Text) -> int:
    """Return the weight that a text node's place gives to each of its words."""
    inline = nodes.inline | nodes.literal | nodes.emphasis
    place = next(element for element in above(text) if not isinstance(element, inline))
    if isinstance(place, nodes.title):
        return TITLE if isinstance(place.parent.parent, nodes.document) else HEADING
    if isinstance(place, addnodes.desc_name | nodes.term):
        return NAME
    shouts = isinstance(place, nodes.literal_block) and re.match(r"\w+(Error|Warning): ", text)
    folds = any(element.get("collapsible") for element in above(text))
    return MESSAGE if shouts and not folds else 1


def weigh(document: nodes.document, words: list[str], language: SearchLanguage) -> Counter[str]:
    """Return the weight of each word of a page and of its keywords."""
    weights = Counter[str]()
    for text in document.findall(nodes.Text):
        if not isinstance(text.parent, nodes.comment | nodes.raw) and not is_folded(text):
            each = weight(text)
            for word in words_of(text, language):
                weights[word] += each
    for word in {word for keyword in words for word in words_of(keyword, language)}:
        weights[word] += KEYWORD
    return weights


def table(pages: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """Return each word's score on each page, from 0 to 100 (BM25F: long pages score less).

    >>> table({"a": Counter(slope=12), "b": Counter(slope=1, tangent=11)})
    {'slope': {'a': 43, 'b': 6}, 'tangent': {'b': 41}}
    """
    mean = sum(weights.total() for weights in pages.values()) / len(pages)
    result: dict[str, dict[str, int]] = {}
    for page, weights in pages.items():
        half = HALF * (0.5 + 0.5 * weights.total() / mean)
        for word, number in sorted(weights.items()):
            result.setdefault(word, {})[page] = round(100 * number / (number + half))
    return result


def add_weights(app: Sphinx, exception: Exception | None) -> None:
    """Write the weights into the index that Sphinx has written."""
    index = Path(app.outdir) / "searchindex.js"
    if exception or app.builder.name != "html" or not index.exists():
        return
    folder = language_of(app.config.language).folder
    language: SearchLanguage = app.builder.indexer.lang  # type: ignore[attr-defined]
    pages = {
        page: weigh(app.env.get_doctree(page), keywords_of(page, folder), language)
        for page in sorted(app.env.found_docs)
    }
    data = js_index.loads(index.read_text("utf-8"))
    index.write_text(js_index.dumps(data | {"weights": table(pages)}), "utf-8")


def load_script(app: Sphinx, page: str, *_: Any) -> None:  # noqa: ANN401 (Sphinx hands over more)
    """Load the ranking script on the search page."""
    if page == "search":
        app.add_js_file("ranking.js", defer="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", load_script)
    app.connect("build-finished", add_weights)
