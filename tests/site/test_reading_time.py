"""The reading time of a page in whole minutes."""

from guide_site.pages.reading_time import minutes


def test_more_text_takes_longer_in_either_language() -> None:
    """English words, Chinese characters and code cells count; hidden cells do not."""
    cell = "```{code-cell} python\nx = 1\n```\n"
    hidden = "```{code-cell} python\n:tags: [remove-cell]\nassert x\n```\n"
    assert minutes("") == 1
    assert minutes("word " * 2000) == 10
    assert minutes("字" * 3500) == 10
    assert minutes(cell * 40) == 10
    assert minutes("word " * 2000 + hidden * 40) == 10


def test_code_is_not_counted_as_words() -> None:
    """A code block of any length takes as long as one code cell."""
    program = "```python\n" + "x = 1\n" * 3000 + "```\n"
    assert minutes("word " * 1000 + "\n" + program) == 5
