"""The languages of the site, what each of them is called where, and its words outside of Sphinx.

What is said on Sphinx's own pages stands in ``docs/locales``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What is said above the languages and in the books, where Sphinx has no say."""

    guide: str
    not_found: str
    no_such_page: str
    moved: str
    lessons: str
    search: str
    about: str
    contents: str
    licence: str
    downloads: str
    zip: str
    pdf: str
    epub: str


@dataclass(frozen=True)
class Language:
    """One language of the site.

    Args:
        folder: Its folder of pages and of programs, and its key in the lists of terms and keywords.
        sphinx: What Sphinx calls it: the folder of its catalogue.
        html: What browsers call it.
        locale: What those call it with whom a page is shared.
        name: Its own name for itself.
        title: The title of the guide.
        smart: What Sphinx makes of typed signs: q for quotation marks, D for dashes, e for dots.
        words: Its words outside of Sphinx.
    """

    folder: str
    sphinx: str
    html: str
    locale: str
    name: str
    title: str
    smart: str
    words: Words


ENGLISH = Words(
    guide="A guide to PyTorch's automatic differentiation in English and Chinese. Below is each of"
    " its pages as plain Markdown, with what its cells printed when the site was built.",
    not_found="Page not found",
    no_such_page="There is no such page",
    moved="It may have moved. ",
    lessons="All lessons",
    search="Search",
    about="Automatic differentiation with PyTorch, from a first slope to a trained model."
    " Every result was computed when this book was built.",
    contents="Contents",
    licence="Text: CC BY 4.0. Code: MIT.",
    downloads="Take the whole guide along",
    zip="The site in both languages, to unpack and open without a network (zip)",
    pdf="A book to print (PDF)",
    epub="A book for an e-reader (EPUB)",
)
CHINESE = Words(
    guide="用中英文讲 PyTorch 自动微分的教程。"
    "下面是每一页的纯 Markdown，附有构建网站时代码单元的真实输出。",
    not_found="没有这个页面",
    no_such_page="没有这个页面",
    moved="它可能已经移到别处。",
    lessons="全部课程",
    search="搜索",
    about="PyTorch 自动微分：从第一个斜率，到训练好的模型。书中的每个结果都是构建本书时算出来的。",
    contents="目录",
    licence="文字：CC BY 4.0。代码：MIT。",
    downloads="带走整份教程",
    zip="两种语言的完整网站，解压后不联网也能看（zip）",
    pdf="可以打印的书（PDF）",
    epub="电子书阅读器版（EPUB）",
)
# The first one is for readers whose language is not here. In Chinese quotation marks are typed.
LANGUAGES = (
    Language("en", "en", "en", "en_US", "English", "Learn autograd", "qDe", ENGLISH),
    Language("zh", "zh_CN", "zh-CN", "zh_CN", "中文", "学会自动微分", "D", CHINESE),
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


def other_than(language: Language) -> list[Language]:
    """Return the other languages.

    >>> [other.folder for other in other_than(language_of("zh_CN"))]
    ['en']
    """
    return [other for other in LANGUAGES if other is not language]
