"""Inserts the links that sphinx-codeautolink has found into the HTML of a written page.

It would parse and write each page anew by Beautiful Soup: a tenth of the time of the build.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path

from sphinx.util import logging
from sphinx_codeautolink.extension.block import SourceTransform, construct_name_pattern

logger = logging.getLogger(__name__)

CODE = re.compile(
    r'(?<=<div class="highlight"><pre>)(?P<code>.*?)(?=</pre></div>\s*</div>)', re.DOTALL
)
TAG = re.compile('<span class="linenos">[^<]*</span>|<[^>]+>')


def plain(code: str) -> str:
    """Return highlighted code as it was written.

    >>> plain('<span></span><span class="n">a</span> <span class="o">&gt;</span> 1 ')
    'a > 1'
    """
    return unescape(TAG.sub("", code)).rstrip()


def above(code: str) -> int:
    """Return how many empty lines are above code: Pygments takes those away."""
    return len(code) - len(code.lstrip("\n"))


def same(code: str, source: str) -> bool:
    """Say whether highlighted code is that of a source."""
    return plain(code).strip("\n") == source.strip("\n").rstrip()


def with_links(
    code: str, source: SourceTransform, addresses: Mapping[str, str], up: str, seen: set[str]
) -> str:
    """Return highlighted code with a link at each name.

    Args:
        code: The code.
        source: The code as it was written, where its names stand and what they are.
        addresses: Where what they are is documented.
        up: The way from the page to the top of the site.
        seen: The addresses that the page has linked to: only the first link to one is a tab stop.
    """
    lines = code.split("\n")
    gone = above(source.source) - above(plain(code))
    for name in source.names:
        place = slice(name.lineno - 1 - gone, name.end_lineno - gone)
        part = "\n".join(lines[place])
        # From the right: the first of two alike may have its link already.
        match = list(re.finditer(construct_name_pattern(name), part))[-1]
        begin, end = match.start() + len(match[1]), match.end()
        address = addresses[name.resolved_location]
        address = address if address.startswith("http") else up + address
        stop = ' tabindex="-1"' if address in seen else ""
        seen.add(address)
        link = f'<a href="{address}" class="sphinx-codeautolink-a"{stop}>{part[begin:end]}</a>'
        lines[place] = (part[:begin] + link + part[end:]).split("\n")
    return "\n".join(lines)


def link_page(
    page: str,
    folder: str,
    sources: Sequence[SourceTransform],
    addresses: Mapping[str, str],
    *_: object,
    **_settings: object,
) -> None:
    """Link the code of a written page.

    Args:
        page: The name of the page.
        folder: The folder of the site.
        sources: Each piece of code with the names found in it, in the order of the page.
        addresses: Where names are documented.
    """
    file, up = Path(folder, f"{page}.html"), "../" * page.count("/")
    pieces = CODE.split(file.read_text("utf-8"))
    free, seen = range(1, len(pieces), 2), set[str]()
    for source in sources:
        place = next((each for each in free if same(pieces[each], source.source)), 0)
        if not place:
            msg = "the code that begins with %r is not found on the page, and gets no links"
            first = source.source.strip().partition("\n")[0]
            logger.warning(msg, first, location=(page, source.doc_lineno))
            continue
        pieces[place] = with_links(pieces[place], source, addresses, up, seen)
        free = range(place + 2, len(pieces), 2)
    file.write_text("".join(pieces), "utf-8")
