"""A drift: one line of a file where the two languages differ."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Drift:
    """``file:line: what differs``, and the key of the section or program in the lock."""

    path: str
    line: int
    what: str
    key: str

    def __str__(self) -> str:
        """Return the drift as a line of the report."""
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Pair:
    """The two files of a page or a program, and the key of the section under comparison.

    The second is called ``zh`` and is of any language but the first one.
    """

    en: str
    zh: str
    key: str

    def differ(self, what: str, en: tuple[int, str] | None, zh: tuple[int, str] | None) -> Drift:
        """Return a drift from line and content in each language, None where one has nothing.

        >>> pair = Pair("docs/en/a.md", "docs/zh/a.md", "a#b")
        >>> print(pair.differ("number", (3, "40"), (5, "41")))
        docs/zh/a.md:5: number differs (en: 40 in docs/en/a.md:3, zh: 41)
        >>> print(pair.differ("number", (3, "40"), None))
        docs/en/a.md:3: number differs (en: 40, zh: nothing in a#b)
        >>> print(Pair("docs/en/a.md", "docs/ja/a.md", "").differ("number", (3, "4"), (5, "1")))
        docs/ja/a.md:5: number differs (en: 4 in docs/en/a.md:3, ja: 1)
        """
        first, second = (path.split("/")[1] for path in (self.en, self.zh))
        if zh is None:
            line, text = en or (1, "nothing")
            sides = f"({first}: {_short(text)}, {second}: nothing in {self.key})"
            return Drift(self.en, line, f"{what} differs {sides}", self.key)
        other = f"{_short(en[1])} in {self.en}:{en[0]}" if en else f"nothing in {self.key}"
        sides = f"({first}: {other}, {second}: {_short(zh[1])})"
        return Drift(self.zh, zh[0], f"{what} differs {sides}", self.key)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}…"
