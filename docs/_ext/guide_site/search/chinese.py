"""Chinese search: 汉字 are indexed and looked up as overlapping pairs of characters.

Sphinx never splits 汉字 in a query, so 梯度下降 would find nothing. In 9.0, the last for Python
3.11, its Chinese search dies: it wants ``ChineseStemmer`` and ships ``EnglishStemmer``
(sphinx#14229).
"""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


def pairs(text: str) -> list[str]:
    """Return the overlapping pairs of 汉字 in ``text``.

    >>> pairs("梯度下降 and 反向")
    ['梯度', '度下', '下降', '反向']
    """
    return [run[i : i + 2] for run in HAN.findall(text) for i in range(max(1, len(run) - 1))]


class PairSearch(SearchChinese):
    """Sphinx's Chinese search with pairs of characters in place of a dictionary."""

    language_name = "English"  # by it Sphinx 9.0 finds the stemmer that it ships
    js_splitter_code = Path(__file__).with_suffix(".js").read_text("utf-8")

    def split(self, input: str) -> list[str]:  # noqa: A002 (the name is Sphinx's)
        """Cut a text into pairs of 汉字 and into Latin words."""
        latin = self.latin1_letters.findall(input)
        self.latin_terms.update(latin)
        return pairs(input) + latin


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_search_language(PairSearch)
