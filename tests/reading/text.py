"""Regular expressions for 汉字, numbers, and the parts that a translation must keep."""

import re
from collections import Counter
from collections.abc import Iterator

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WIDE = r"\u3000-\u303f\uff00-\uffef"  # full-width punctuation
_HIGH = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(_HIGH, "-0123456789")
_SAME_NUMBER = (  # respells 10⁻³ and 10^{-3} as 1e-3, and 1,000 and 1{,}000 as 1000
    (re.compile("−"), "-"),
    (re.compile(f"[{_HIGH}]+"), lambda found: "^" + found[0].translate(_LOWERED)),
    (re.compile(r"\^\{\s*(-?\d+)\s*\}"), r"^\1"),
    (re.compile(r"(?<=\d)\s*(?:×|·|\\times|\\cdot)\s*10\^(-?\d+)"), r"e\1"),
    (re.compile(r"(?<![\w.^])10\^(-?\d+)", re.ASCII), r"1e\1"),
    (
        re.compile(r"(?<![\w.])[1-9]\d{0,2}(?:(?:,|\{,\}|\\,|[\u00a0\u2009\u202f ])\d{3})+(?!\d)"),
        lambda found: re.sub(r"\D", "", found[0]),
    ),
)
NUMBER = re.compile(
    r"(?:\^-?|(?<![\w)\]}])-)?(?<![A-Za-z_\d.])\d+(?:\.\d+)*(?:e[-+]?\d+)?",
    re.ASCII | re.IGNORECASE,
)
_FIXED = re.compile(r"\$[^$]+\$|\{[^{}]*\}|%[-+#0]*\d*(?:\.\d+)?[a-zA-Z](?![a-zA-Z])")


def has_han(text: str) -> bool:
    """Tell whether a text contains a Chinese character."""
    return re.search(f"[{HAN}]", text) is not None


def find_numbers(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each number as a match in its respelled line, after the index of the line (from 0)."""
    for index, line in enumerate(text.split("\n")):
        spelled = line
        for pattern, same in _SAME_NUMBER:
            spelled = pattern.sub(same, spelled)
        yield from ((index, found) for found in NUMBER.finditer(spelled))


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, each respelled by `_SAME_NUMBER`.

    >>> numbers("1,000 steps of 10⁻⁴: −0.860, not x0 or 2.13.0")
    ['1000', '1e-4', '-0.860', '2.13.0']
    """
    return [found[0] for _, found in find_numbers(text)]


def is_translation(en: str, zh: str) -> bool:
    """Tell whether ``zh`` may translate ``en``: they are equal, or only ``zh`` is Chinese.

    >>> is_translation("slope", "斜率"), is_translation("x:", "x："), is_translation("cpu", "cuda")
    (True, True, False)
    """
    is_chinese = re.search(f"[{HAN}{WIDE}]", zh) is not None
    return en == zh or (is_chinese and not has_han(en))


def may_translate(en: str, zh: str) -> bool:
    """Tell whether ``zh`` may translate ``en`` and keeps its fixed parts.

    >>> may_translate("slope {x}", "斜率 {x}"), may_translate("slope {x}", "斜率 {y}")
    (True, False)
    """
    return is_translation(en, zh) and (en == zh or fixed_parts(en) == fixed_parts(zh))


def without_words(tex: str) -> str:
    r"""Empty each ``\text{…}`` of a formula and turn each run of white space into one blank."""
    return " ".join(re.sub(r"\\text\s*\{[^{}]*\}", r"\\text{}", tex).split())


def squeeze(text: str) -> str:
    r"""Join wrapped lines: English words with a blank between them, 汉字 with none.

    >>> squeeze("one\n  line"), squeeze("一\n行")
    ('one line', '一行')
    """
    joined = re.sub(rf"(?<=[{HAN}{WIDE}])\s+(?=[{HAN}{WIDE}])", "", text)
    joined = re.sub(rf"(?<=[{WIDE}])\s+|\s+(?=[{WIDE}])", "", joined)
    return " ".join(joined.split())


def fixed_parts(text: str) -> Counter[str]:
    """Count the parts that a translation must keep: ``$…$``, ``{…}``, ``%…`` and numbers."""
    parts = (without_words(part) for part in _FIXED.findall(text))
    return Counter(parts) + Counter(numbers(text))
