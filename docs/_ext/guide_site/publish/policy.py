"""A Content Security Policy on each page: only the site's own scripts, styles and images load.

GitHub Pages sets no headers, so the policy stands in the page, in front of all that it governs.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>')
INLINE = r"<{0}(?![^>]*\ssrc=)[^>]*>(.*?)</{0}>"


def hashes(tag: str, html: str) -> str:
    """Return the hashes that allow the inline scripts or styles of a page, and no others.

    >>> hashes("script", '<script src="a.js"></script><script>go()</script>')
    " 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"
    """
    inline = dict.fromkeys(re.findall(INLINE.format(tag), html, re.DOTALL))
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in inline)
    return "".join(f" 'sha256-{digest}'" for digest in digests)


def policy(html: str) -> str:
    """Return the policy that fits a page."""
    rules = (
        "default-src 'self'",
        "img-src 'self' data:",  # Furo's icons stand in its style sheet
        f"script-src 'self'{hashes('script', html)}",
        "style-src 'self' 'unsafe-inline'",  # for browsers that do not know the next two
        f"style-src-elem 'self'{hashes('style', html)}",
        "style-src-attr 'unsafe-inline'",  # KaTeX positions symbols by style attributes
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
    return "; ".join(rules)


def protect(page: Path) -> None:
    """Write the policy into a page, or raise `ValueError` where there is no place for it."""
    html = page.read_text("utf-8")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    protected, places = CHARSET.subn(lambda charset: f"{charset[0]}\n    {meta}", html)
    if places != 1:
        msg = f'{page.name} must say <meta charset="utf-8"> once, got it {places} times'
        raise ValueError(msg)
    page.write_text(protected, "utf-8")
