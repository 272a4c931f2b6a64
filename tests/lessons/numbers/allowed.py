"""Reads allowed.txt: numbers that a lesson may quote without printing them, with reasons."""

from pathlib import Path

ALLOWED = Path(__file__).with_name("allowed.txt")


def read_allowed(text: str) -> dict[tuple[str, str], str]:
    """Return the reason for each page and number, from lines of page, number and reason.

    Raises:
        ValueError: A line has no reason.

    >>> read_allowed("scalar 1984 the year of a quotation")
    {('scalar', '1984'): 'the year of a quotation'}
    """
    allowed = {}
    for row, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            page, number, reason = [*line.split(maxsplit=2), "", "", ""][:3]
            if not reason:
                msg = f"{ALLOWED.name}:{row}: expected page, number and reason, got “{line}”"
                raise ValueError(msg)
            allowed[page, number] = reason
    return allowed
