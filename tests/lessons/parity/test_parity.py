"""The two languages of the guide agree; and on a tiny guide each kind of drift is reported."""

import ast
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import ROOT
from tests.lessons.parity import lock as lock_file
from tests.lessons.parity.__main__ import main, unaccepted
from tests.lessons.parity.chinese import texts
from tests.lessons.parity.compare import compare_example, compare_page
from tests.lessons.parity.drift import Drift
from tests.lessons.parity.lints import lint_page, lint_texts
from tests.reading.pages import LANGUAGES, example_names, page_names
from tests.reading.spans import EXTENSIONS

PAGES = sorted({name for language in LANGUAGES for name in page_names(ROOT, language)})
PROGRAMS = sorted({name for language in LANGUAGES for name in example_names(ROOT, language)})
LOCKED = [*PAGES, *(f"examples/{name}" for name in PROGRAMS)]

EN = """\
---
file_format: mystnb
---

(tiny)=
# A tiny page

The slope is 40 at `x.grad`, by $x^2$,
says [PyTorch](https://example.org/a) and {ref}`tiny-more`. It is a limit.

- **A.** one, 1
- two, 2

| a | b |
|---|---|
| c | d |

```{code-cell} python
---
tags: [remove-cell]
mystnb:
  image:
    alt: A curve
---
x = 10  # the start
names = {"loss": x}
print(f"slope {x:.2f} of {names['loss']}")
```

(tiny-more)=
## More

:::{note}
:class: wide
Read this.
:::

$$
y = 2\\text{ times }x
$$
"""
ZH = """\
---
file_format: mystnb
---

(tiny)=
# 一页

`x.grad` 处的斜率是 40，由 $x^2$ 得出（[文档](https://example.org/a)，{ref}`tiny-more`）。它是极限。

- **A.** 甲，1
- 乙，2

| 丙 | 丁 |
|---|---|
| 戊 | 己 |

```{code-cell} python
---
tags: [remove-cell]
mystnb:
  image:
    alt: 一条曲线
---
x = 10  # 起点
names = {"loss": x}
print(f"{names['loss']} 的斜率是 {x:.2f}")
```

(tiny-more)=
## 更多

:::{note}
:class: wide
读一读。
:::

$$
y = 2\\text{ 乘 }x
$$
"""
EN_PROGRAM = '"""Print a number.\n\nExpected output:\n\n    start 40\n"""\n\nprint("start", 40)\n'
ZH_PROGRAM = '"""打印一个数。\n\n运行结果：\n\n    起点 40\n"""\n\nprint("起点", 40)\n'
# A further language of the guide speaks Chinese here, so that it has what parity wants of each.
FILES = {
    f"{folder}/{language}/tiny.{suffix}": english if language == "en" else chinese
    for language in LANGUAGES
    for folder, suffix, english, chinese in (
        ("docs", "md", EN, ZH),
        ("examples", "py", EN_PROGRAM, ZH_PROGRAM),
    )
}
PAGE, PROGRAM = "docs/zh/tiny.md", "examples/zh/tiny.py"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Return the folder of a tiny guide in all languages, with all pairs accepted."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["accept", "--all"], tmp_path) == 0
    return tmp_path


def change(guide: Path, name: str, old: str, new: str) -> int:
    """Replace a text that occurs once in a file, and return its line number."""
    text = (guide / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (guide / name).write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def everywhere(guide: Path, old: str, new: str) -> None:
    """Replace a text that occurs once in the page of each language."""
    for language in LANGUAGES:
        change(guide, f"docs/{language}/tiny.md", old, new)


def agree(drifts: Iterable[Drift]) -> None:
    """Fail with one line for each drift."""
    report = "\n".join(map(str, drifts))
    assert not report, f"\n{report}"


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in PAGES])
def test_a_page_says_the_same_in_both_languages(name: str) -> None:
    """Structure, code, links, formulas and numbers agree."""
    agree(compare_page(ROOT, name))


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in PROGRAMS])
def test_a_program_is_the_same_in_both_languages(name: str) -> None:
    """Only strings and comments differ."""
    agree(compare_example(ROOT, name))


@pytest.mark.parametrize(
    ("language", "name"),
    [
        pytest.param(folder, name, id=f"{folder}-{name}")
        for folder in LANGUAGES
        for name in page_names(ROOT, folder)
    ],
)
def test_a_page_shows_no_broken_markup(language: str, name: str) -> None:
    """Emphasis closes, and no blank or half-width punctuation is between 汉字."""
    agree(lint_page(ROOT, language, name))


def test_chinese_outside_of_the_pages_has_no_typesetting_faults() -> None:
    """The rules of the pages hold in programs, cells, catalogues, glossary and README."""
    assert len(list(texts(ROOT))) > 200
    agree(lint_texts(ROOT))


@pytest.fixture(scope="module")
def unread() -> list[Drift]:
    """Return what nobody has accepted, of the whole guide."""
    return unaccepted(ROOT)


@pytest.mark.parametrize("name", LOCKED)
def test_each_pair_of_sections_is_as_someone_accepted_it(name: str, unread: list[Drift]) -> None:
    """A pair that has changed since must be read and accepted again; `-k` finds it by its page."""
    agree(drift for drift in unread if drift.key.partition("#")[0] == name)


def test_no_page_that_is_gone_has_an_accepted_pair(unread: list[Drift]) -> None:
    """Whoever deletes a page accepts that, too."""
    agree(drift for drift in unread if drift.key.partition("#")[0] not in LOCKED)


def test_pages_are_read_with_the_syntax_of_the_site() -> None:
    """`EXTENSIONS` are the MyST extensions that docs/conf.py enables."""
    tree = ast.parse((ROOT / "docs/conf.py").read_text(encoding="utf-8"))
    set_to = {ast.unparse(n.targets[0]): n.value for n in tree.body if isinstance(n, ast.Assign)}
    assert set(ast.literal_eval(set_to["myst_enable_extensions"])) == EXTENSIONS


def test_an_accepted_guide_has_no_drift(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit status is 0, and the report counts the pairs that agree."""
    assert main([], guide) == 0
    assert "3 pairs of sections and programs agree" in capsys.readouterr().out


# Test id, file, old text, new text, report. The report is expected at the line of the old text; if
# it begins with “-2:” or “+1:”, that many lines before or after it; if with “=1:”, at line 1.
DRIFTS = [
    ("number", PAGE, "40", "41", "number differs (en: 40 in docs/en/tiny.md:8, zh: 41)"),
    ("inline code", PAGE, "`x.grad`", "`x.grd`", "inline code differs"),
    ("answer", PAGE, "**A.**", "**B.**", "answer differs (en: A in docs/en/tiny.md:11, zh: B)"),
    ("inline formula", PAGE, "$x^2$", "$x^3$", "inline formula differs"),
    ("link", PAGE, "example.org/a", "example.org/b", "link differs"),
    ("role", PAGE, "`tiny-more`）", "`tiny`）", "role differs"),
    ("front matter", PAGE, "mystnb\n", "mystmd\n", "front matter file_format differs"),
    ("label", PAGE, "(tiny-more)=", "(tiny-less)=", "section differs (en: tiny-more in docs"),
    ("first label", PAGE, "(tiny)=", "(small)=", "the page must begin with the label (tiny)="),
    ("heading", PAGE, "## 更多", "### 更多", "heading differs (en: of level 2 in"),
    ("directive", PAGE, ":::{note}", ":::{tip}", "directive differs (en: note in"),
    ("option", PAGE, "wide", "narrow", "option class differs (en: wide in"),
    ("tag", PAGE, "remove-cell", "hide-cell", "option tags differs"),
    ("formula", PAGE, "$$\ny = 2", "$$\ny = 3", "formula differs"),
    (
        "table row",
        PAGE,
        "| 戊 | 己 |",
        "| 戊 | 己 |\n| 庚 | 辛 |",
        "-2:table differs",
    ),
    ("list item", PAGE, "- 乙", "- 丙\n- 乙", "-1:bullet list differs (en: of 2 items at"),
    ("code", PAGE, "x = 10", "x = 11", "code differs (en: 10 in docs/en/tiny.md:25, zh: 11)"),
    ("code line", PAGE, "names =", "x = 2\nnames =", "code differs (en: names = {'loss': x} in"),
    ("dict key", PAGE, '{"loss"', '{"损失"', "string in a key, index or comparison differs"),
    ("index", PAGE, "['loss']", "['损失']", "f-string differs"),
    ("f-string", PAGE, ":.2f", ":.3f", "f-string differs"),
    ("comment", PAGE, "  # 起点", "", "comment differs (en: # the start in"),
    ("comment in English", PAGE, "# 起点", "# the start", "untranslated comment differs"),
    ("alt", PAGE, "alt: 一条曲线", "alt: ''", "option mystnb.image.alt differs"),
    ("alt not translated", PAGE, "alt: 一条曲线", "alt: A line", "option mystnb.image.alt differs"),
    ("emphasis", PAGE, "它是极限", "它**是“极限”**么", "this emphasis does not open or close"),
    ("line break", PAGE, "它是极限", "它是\n极限", "a line break between two 汉字"),
    ("full stop in emphasis", PAGE, "它是极限。", "**它是极限。** ", "punctuation inside emphasis"),
    ("half-width", PAGE, "它是极限", "它是,极限", "half-width punctuation by 汉字"),
    ("half-width stop", PAGE, "极限。", "极限.", "half-width punctuation by 汉字"),
    ("half-width after a formula", PAGE, "$x^2$ 得", "$x^2$, 得", "half-width punctuation by 汉字"),
    (
        "half-width after code",
        PAGE,
        "`x.grad` 处",
        "`x.grad`; 处",
        "half-width punctuation by 汉字",
    ),
    ("half-width quotes", PAGE, "它是极限", '它是"极限"', "half-width quotes by 汉字"),
    ("half-width parentheses", PAGE, "它是极限", "它(是极限)", "half-width parentheses around"),
    ("no blank by code", PAGE, "`x.grad` 处", "`x.grad`处", "no blank between 汉字 and letters"),
    ("no blank by a digit", PAGE, "是 40", "是40", "no blank between 汉字 and letters, digits"),
    ("a blank too many", PAGE, "它是极限", "它是 极限", "a blank between two 汉字"),
    ("a blank by a comma", PAGE, "40，由", "40， 由", "a blank beside full-width punctuation"),
    ("number in another option", PAGE, "甲，1", "甲，2", "number differs (en: 1 in docs/en/tiny"),
    ("blank in a comment", PROGRAM, "\nprint", "\n# 打印40\nprint", "+1:no blank between 汉字"),
    ("sentence", PAGE, "它是极限。", "", "tiny#tiny has changed in zh only"),
    ("item", PAGE, "乙，2", "丙，2", "tiny#tiny has changed in zh only"),
    ("comment line", PAGE, "  # 起点", "\n# 起点", "number of code lines differs (en: 3 in"),
    ("example", PROGRAM, ", 40)", ", 41)", "code differs (en: 40 in examples/en/tiny.py:8"),
    ("example's docstring", PROGRAM, "点 40", "点 41", "number, $…$, {…} or %… in a text differs"),
    ("text not translated", PROGRAM, '"起点"', '"start"', "untranslated text differs"),
    ("string", PROGRAM, '"起点"', '"begin"', "string differs (en: start in"),
    ("example's words", PROGRAM, "打印一个数", "打印数", "=1:examples/tiny has changed in zh only"),
]


@pytest.mark.parametrize("case", [pytest.param(case[1:], id=case[0]) for case in DRIFTS])
def test_each_kind_of_drift_is_reported_with_its_line(
    guide: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, str, str]
) -> None:
    """The report names the file, the line and what differs."""
    name, old, new, report = case
    line = change(guide, name, old, new)
    shift = re.match(r"([-+=])(\d):", report)
    if shift:
        line = int(shift[2]) if shift[1] == "=" else line + int(shift[1] + shift[2])
    assert main([], guide) == 1
    assert f"{name}:{line}: {report[len(shift[0]) if shift else 0 :]}" in capsys.readouterr().out


CELL = ZH[ZH.index("```{code-cell}") : ZH.index("(tiny-more)=")]
PARAGRAPH = ZH[ZH.index("`x.grad`") : ZH.index("- **A.**")]
LAST = "\n(tiny-last)=\n## {}\n\n`a` $b$\n"
MISTAKES = [  # what a writer does to the Chinese page, and the one line that it gets
    (
        "cell deleted",
        CELL,
        "",
        "docs/en/tiny.md:18: directive differs (en: code-cell, zh: nothing in",
    ),
    ("label forgotten", "(tiny-more)=\n", "", f"{PAGE}:29: this heading has no label of its own"),
    ("first label forgotten", "(tiny)=\n", "", f"{PAGE}:5: this heading has no label of its own"),
    ("label mistyped", "(tiny-more)=", "(tiny-mor)=", f"{PAGE}:29: section differs (en: tiny-more"),
    ("section deleted", ZH[ZH.index("(tiny-more)=") :], "", "docs/en/tiny.md:30: section differs"),
    ("item deleted", "- 乙，2\n", "", f"{PAGE}:10: bullet list differs (en: of 2 items"),
    ("paragraph deleted", PARAGRAPH, "", "docs/en/tiny.md:8: paragraph differs (en: The slope is"),
    (
        "sections swapped",
        ZH[ZH.index("(tiny-more)=") :] + LAST.format("末"),
        LAST.format("末")[1:] + "\n" + ZH[ZH.index("(tiny-more)=") :],
        f"{PAGE}:29: place of section differs (en: tiny-last in docs/en/tiny.md:42, zh: tiny-last)",
    ),
]


@pytest.mark.parametrize("case", [pytest.param(case[1:], id=case[0]) for case in MISTAKES])
def test_one_mistake_is_one_line(
    guide: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, str]
) -> None:
    """What follows from a mistake is not reported beside it, nor is the lock."""
    for name, text in FILES.items():
        if name.endswith(".md"):
            more = LAST.format("Last" if text is EN else "末")
            (guide / name).write_text(text + more, encoding="utf-8")
    assert main(["accept", "--all"], guide) == 0
    capsys.readouterr()
    change(guide, PAGE, *case[:2])
    assert main([], guide) == 1
    line, count = capsys.readouterr().out.splitlines()
    assert line.startswith(case[2])
    assert count == "drifts: 1"


def test_what_follows_from_a_mistake_is_counted(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list has one item less, and so the answer A is missing, too."""
    change(guide, PAGE, "- **A.** 甲，1\n", "")
    assert main([], guide) == 1
    more = "of 1 items at depth 0), and 1 more in this section, which may follow from it\n"
    assert more in capsys.readouterr().out


def test_two_mistakes_in_two_sections_are_two_lines(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cell of the one and the option of the other: both are reported, in the page's order."""
    change(guide, PAGE, CELL, "")
    change(guide, PAGE, ":class: wide\n", "")
    assert main([], guide) == 1
    first, second, _count = capsys.readouterr().out.splitlines()
    assert "directive differs" in first
    assert "option class differs" in second


def test_a_name_changed_throughout_is_one_line(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A variable that the writer calls otherwise, each time that it occurs in a cell."""
    everywhere(guide, "\nnames =", "\nprint(x, x * x)\nprint(x)\nnames =")
    for old in ("print(x, x * x)\nprint(x)", "x = 10", '": x}', "{x:"):
        change(guide, PAGE, old, old.replace("x", "t"))
    assert main([], guide) == 1
    assert "drifts: 2" in capsys.readouterr().out  # the name in the code, and in an f-string


@pytest.mark.parametrize("name", [PAGE, PROGRAM])
def test_code_that_python_cannot_read_is_a_drift(
    guide: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A parenthesis is missing: the report has the line, and no traceback."""
    line = change(guide, name, *{PAGE: ("x = 10 ", "x = (10 "), PROGRAM: (", 40)", ", 40")}[name])
    assert main([], guide) == 1
    assert f"{name}:{line}: syntax differs (en: correct in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "report"),
    [
        (PAGE, "docs/en/tiny.md:1: this page has no counterpart docs/zh/tiny.md"),
        (PROGRAM, "examples/en/tiny.py:1: this program has no counterpart examples/zh/tiny.py"),
    ],
    ids=["page", "example"],
)
def test_a_missing_file_is_reported(
    guide: Path, capsys: pytest.CaptureFixture[str], name: str, report: str
) -> None:
    """A page or a program in one language only is a drift."""
    (guide / name).unlink()
    assert main([], guide) == 1
    assert report in capsys.readouterr().out


def test_any_change_is_a_drift_until_the_pair_is_accepted(guide: Path) -> None:
    """A pair that has changed in both languages must be accepted, too."""
    for name, old, new in [("docs/en/tiny.md", "a limit", "the limit"), (PAGE, "极限", "一个极限")]:
        change(guide, name, old, new)
        assert main([], guide) == 1
    assert main(["accept", "tiny#tiny"], guide) == 0
    assert main([], guide) == 0


def test_wrapping_is_no_change(guide: Path) -> None:
    """Moving the line breaks of a paragraph is no drift."""
    change(guide, "docs/en/tiny.md", "$,\nsays", "$, says")
    change(guide, "docs/en/tiny.md", "It is", "It\nis")
    assert main([], guide) == 0


def test_indentation_of_code_is_a_change(guide: Path) -> None:
    """Another number of blanks in front of a line of code is a drift."""
    everywhere(guide, "\nprint", "\nif x:\n    print")
    assert main(["accept", "tiny"], guide) == 0
    everywhere(guide, "    print", "      print")
    assert main([], guide) == 1


def test_a_pair_whose_structure_differs_is_not_accepted(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """If one pair differs in a number, `accept` leaves the lock file as it was."""
    before = (guide / "docs/parity.lock").read_text(encoding="utf-8")
    change(guide, PAGE, "40", "41")
    assert main(["accept", "tiny#tiny", "tiny#tiny-more"], guide) == 1
    assert "accepted: nothing, because the two sides differ" in capsys.readouterr().out
    assert (guide / "docs/parity.lock").read_text(encoding="utf-8") == before


def test_a_page_is_not_accepted_in_part(guide: Path) -> None:
    """Accepting a page fails if one section has a fault, and its other sections stay drifts."""
    change(guide, PAGE, "读一读", "读两遍")
    change(guide, PAGE, "40", "41")
    assert main(["accept", "tiny"], guide) == 1
    change(guide, PAGE, "41", "40")
    assert main([], guide) == 1


@pytest.mark.parametrize("name", [PAGE, "docs/en/tiny.md", PROGRAM, "examples/tiny.py"])
def test_a_pair_may_be_named_by_its_file(guide: Path, name: str) -> None:
    """`accept` takes the path of a file, as the shell completes it."""
    change(guide, PAGE, "极限", "一个极限")
    change(guide, PROGRAM, "打印一个数", "打印数")
    assert main([], guide) == 1
    assert main(["accept", name], guide) == 0
    assert main(["accept", "tiny", "examples/tiny"], guide) == 0
    assert main([], guide) == 0


def test_a_lock_without_marks_is_still_a_lock(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change is reported at the first line of its section."""
    lock = guide / "docs/parity.lock"
    text = re.sub(r":\w+", "", lock.read_text(encoding="utf-8"))
    lock.write_text(text, encoding="utf-8")
    assert main([], guide) == 0
    change(guide, PAGE, "极限", "一个极限")
    assert main([], guide) == 1
    assert f"{PAGE}:5: tiny#tiny has changed" in capsys.readouterr().out


def test_a_language_that_comes_later_is_accepted_bit_by_bit(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lock without its column names its pages, one by one, and takes what has been read."""
    for kind in ("docs", "examples"):
        shutil.copytree(guide / kind / "zh", guide / kind / "ja")
    monkeypatch.setattr(lock_file, "LANGUAGES", (*LANGUAGES, "ja"))
    assert main([], guide) == 1
    assert "docs/ja/tiny.md:5: tiny#tiny has changed in ja only" in capsys.readouterr().out
    assert main(["accept", "tiny"], guide) == 0
    assert main([], guide) == 1
    assert "docs/ja/tiny.md" not in capsys.readouterr().out
    assert main(["accept", "--all"], guide) == 0
    assert main([], guide) == 0


def test_chinese_outside_of_the_pages_is_read_too(guide: Path) -> None:
    """Strings of programs and cells, catalogues, glossary and README are checked like pages."""
    assert not list(lint_texts(guide))
    catalogue = guide / "docs/locales/zh_CN/LC_MESSAGES/api.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "a"\nmsgstr "``a``的值"\n', encoding="utf-8")
    glossary = guide / "docs/glossary.yml"
    glossary.write_text('- zh: 斜率\n  about_zh: "有多陡,一看"\n', encoding="utf-8")
    readme = guide / "README.zh.md"
    readme.write_text("# 指南\n\n```\n构建,a\n```\n\n一,二\n", encoding="utf-8")
    program = change(guide, PROGRAM, 'print("起点", 40)', 'print(f"起点:{40:>5}", "终点：   ", 40)')
    cell = change(guide, PAGE, "x = 10  # 起点", 'print("终点,")')
    assert [(fault.path, fault.line) for fault in lint_texts(guide)] == [
        (PROGRAM, program),
        (PAGE, cell),
        ("README.zh.md", 7),
        ("docs/locales/zh_CN/LC_MESSAGES/api.po", 1),
        ("docs/glossary.yml", 2),
    ]


def test_a_section_that_is_gone_stays_a_drift_until_accepted(guide: Path) -> None:
    """`accept` removes the key of a section that no page has from the lock file."""
    lock = guide / "docs/parity.lock"
    lock.write_text(lock.read_text(encoding="utf-8") + "tiny#old 0 0\n", encoding="utf-8")
    assert main([], guide) == 1
    assert main(["accept", "tiny"], guide) == 0
    assert "tiny#old" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [["acept"], ["accept"], ["accept", "tiny#nothing"]], ids=" ".join
)
def test_bad_arguments_get_one_sentence(
    guide: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """The exit status is 2, and one line on stderr says what was expected."""
    assert main(arguments, guide) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["accept"], "; got: accept; not accepted yet: tiny#tiny\n"),
        (["accept", "tiny#tinny"], "is called “tiny#tinny”; did you mean tiny#tiny?\n"),
    ],
    ids=["no name", "a wrong name"],
)
def test_the_sentence_says_what_could_be_accepted(
    guide: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], advice: str
) -> None:
    """A section has changed, and the writer does not say its name, or misspells it."""
    change(guide, PAGE, "极限", "一个极限")
    assert main(arguments, guide) == 2
    assert capsys.readouterr().err.endswith(advice)


def test_a_damaged_lock_gets_one_sentence(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lock file contains a conflict marker of git; stderr names its line."""
    (guide / "docs/parity.lock").write_text("<<<<<<< ours\n", encoding="utf-8")
    assert main([], guide) == 2
    assert capsys.readouterr().err.startswith("docs/parity.lock:1: expected")


@pytest.mark.parametrize(
    ("old", "new", "report"),
    [
        ("file_format: mystnb", "file_format", "docs/zh/tiny.md:1: the page's head must be YAML"),
        ("tags: [remove-cell]", "tags: [", "docs/zh/tiny.md:17: code-cell cannot be read"),
        ("读一读。\n:::", "读一读。", "docs/zh/tiny.md:32: {note} is not closed: no ::: below it"),
        (
            "读一读。\n:::",
            "读一读。\n\n:::{tip}\n再读。\n:::",
            "docs/zh/tiny.md:32: {note} is not closed: no ::: before line 36",
        ),
    ],
    ids=["head", "cell", "directive at the end", "directive that swallows one"],
)
def test_a_page_that_cannot_be_read_gets_one_sentence(
    guide: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, report: str
) -> None:
    """The sentence begins with the path of the page and the line."""
    change(guide, PAGE, old, new)
    assert main([], guide) == 2
    assert capsys.readouterr().err.startswith(report)
