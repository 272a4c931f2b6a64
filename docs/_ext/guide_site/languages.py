"""The two languages of the site, and what each of them is called where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language of the site."""

    folder: str
    sphinx: str
    html: str
    name: str
    title: str


LANGUAGES = (
    Language("en", "en", "en", "English", "Learn autograd"),
    Language("zh", "zh_CN", "zh-CN", "中文", "学会自动微分"),
)


def language_of(sphinx: str) -> Language:
    """Return the language that Sphinx calls ``sphinx``.

    >>> language_of("zh_CN").folder
    'zh'
    """
    for language in LANGUAGES:
        if language.sphinx == sphinx:
            return language
    known = " or ".join(language.sphinx for language in LANGUAGES)
    msg = f"the language {sphinx!r} is not known: build with -D language={known}"
    raise ValueError(msg)


def other_than(language: Language) -> Language:
    """Return the other language.

    >>> other_than(language_of("zh_CN")).folder
    'en'
    """
    return next(other for other in LANGUAGES if other is not language)
