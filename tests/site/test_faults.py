"""Each fault of a page fails the build, twice, with one line: file, line, cell and cause."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from guide_site.digests import folder_digest
from guide_site.languages import Language
from guide_site.publish import site as building

from .builds import HEADER, files_in, myst
from .conftest import GOOD

EXPECT = "from autograd_guide import expect\n"
PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"
DESCRIBED = "---\nmystnb:\n  image:\n    alt: A line.\n---\n"
IMPATIENT = HEADER.replace("mystnb", "mystnb\nmystnb:\n  execution_timeout: 2")
IDLE = HEADER.replace("mystnb", "mystnb\nmystnb:\n  execution_mode: 'off'")
PLAIN = "---\norphan: true\n---\n"
PREDICT = ":::{{predict}} {}\nWhich?\n\n- **A.** one\n- **B.** two\n:::\n\n"
ERROR = "cell 2: ZeroDivisionError: division by zero"
NEVER_RUN = "the cell is never run: "
NESTED = "  ```{code-cell} python\n  2\n  ```\n"
FIGURE = "---\nmystnb:\n  figure:\n    captoin: A\n---\n1"
BLOCKED = "the policy of the site blocks it"


def known(name: str, near: str) -> str:
    """Return the report of a name that is not known but near to another."""
    return f"{name!r} is not known here: is it {near!r}?"


CELL_AFTER = "\n```{code-cell} python\n1\n```\n"


@dataclass(frozen=True)
class Fault:
    """A page with a fault, a text that is in its faulty line, and the beginning of its report."""

    text: str
    line: str
    report: str


FAULTS = {
    "raises": Fault(myst("y = 0", "2\n\n1 / y\n3"), "1 / y", ERROR),
    "deep": Fault(myst("def f():\n    1 / 0", "2\nf()"), "f()\n", ERROR),
    "syntax": Fault(myst("1\nx = )"), "x = )", "cell 1: SyntaxError: unmatched ')'"),
    "error-missing": Fault(
        myst(f"{EXPECT}with expect(ValueError):\n    1"),
        "with expect",
        "cell 1: AssertionError: expected ValueError, but nothing was raised",
    ),
    "warning-missing": Fault(
        myst(f"{EXPECT}with expect(UserWarning):\n    1"),
        "with expect",
        "cell 1: AssertionError: expected UserWarning, but no warning came",
    ),
    "error-other": Fault(
        myst(f"{EXPECT}with expect(ValueError):\n    {{}}[1]"),
        "with expect",
        "cell 1: AssertionError: expected ValueError, but got KeyError: 1",
    ),
    "warning-other": Fault(
        myst(
            f"import warnings\n{EXPECT}with expect(UserWarning):\n"
            "    warnings.warn('x', FutureWarning)"
        ),
        "with expect",
        "cell 1: AssertionError: expected UserWarning, but got FutureWarning: x",
    ),
    "dies": Fault(myst("1", "import os\nos._exit(1)"), "import os", "cell 2: DeadKernelError: "),
    "hangs": Fault(
        myst("import time\ntime.sleep(600)", header=IMPATIENT),  # no other cell has so short a time
        "import time",
        "cell 1: TimeoutError: the cell ran longer than 2 s",
    ),
    "stderr": Fault(
        myst("import warnings\nwarnings.warn('a stray warning')"),
        "import warnings",
        "cell 1: stderr: UserWarning: a stray warning",
    ),
    "stderr-hidden": Fault(
        myst(":tags: [remove-cell]\n\nimport sys\nprint('psst', file=sys.stderr)"),
        "import sys",
        "cell 1: stderr: psst",
    ),
    "allowed": Fault(myst("1", ":tags: [raises-exception]\n\n1 / 0"), "1 / 0", ERROR),
    "skipped": Fault(
        myst("1", ":tags: [skip-execution]\n\nx = 1"), "x = 1", f"cell 2: {NEVER_RUN}it is empty"
    ),
    "idle": Fault(myst("1", "1 / 0", header=IDLE), "1 / 0", ERROR),
    "headless": Fault(myst("1", "1 / 0", header=PLAIN), "1 / 0", ERROR),
    "in-a-list": Fault(myst("1", end=f"- item\n\n{NESTED}"), "  ```{code-cell}", NEVER_RUN),
    "in-a-quotation": Fault(
        myst("1", end="> ```{code-cell} python\n> 2\n> ```"), "> ```{code-cell}", NEVER_RUN
    ),
    "in-a-definition": Fault(
        myst("1", end=f"term\n: meaning\n\n{NESTED}"), "  ```{code-cell}", NEVER_RUN
    ),
    "in-a-footnote": Fault(
        myst("1", end=f"A[^1]\n\n[^1]: note\n\n  {NESTED.replace('  ', '    ')[2:]}"),
        "    ```{code-cell}",
        NEVER_RUN,
    ),
    "in-a-tip": Fault(
        myst("1", end="::::{tip}\n```{code-cell} python\n2\n```\n::::"),
        "```{code-cell} python\n2",
        NEVER_RUN,
    ),
    "in-a-tight-admonition": Fault(
        myst(end=":::{admonition} Why\n```{code-cell} python\n2\n```\n:::"),
        "```{code-cell}",
        NEVER_RUN,
    ),
    "blank-before": Fault(myst(end="``` {code-cell} python\n2\n```"), "``` {code-cell}", NEVER_RUN),
    "of-colons": Fault(myst(end=":::{code-cell} python\n2\n:::"), ":::{code-cell}", NEVER_RUN),
    "raw-cell": Fault(myst(end="```{raw-cell}\nx\n```"), "```{raw-cell}", "a raw cell is shown"),
    "option": Fault(myst(":tgas: [remove-cell]\n\n1"), ":tgas:", known("tgas", "tags")),
    "far-option": Fault(
        myst(":linenos:\n\n1"), ":linenos:", "'linenos' is not known here: say load, mystnb, tags"
    ),
    "tag": Fault(myst(":tags: [remove-cel]\n\n1"), ":tags:", known("remove-cel", "remove-cell")),
    "key": Fault(myst(FIGURE), "    captoin", known("captoin", "caption")),
    "header": Fault(
        myst("1", header=HEADER.replace("orphan", "tocdept: 1\norphan")),
        "tocdept",
        known("tocdept", "tocdepth"),
    ),
    "header-key": Fault(
        myst("1", header=IMPATIENT.replace("_timeout", "_timout")),
        "  execution_timout",
        known("execution_timout", "execution_timeout"),
    ),
    "kernel": Fault(
        myst("1", header=HEADER.replace("python3", "julia-1.9")),
        "  name",
        "'julia-1.9' is not known here: say python3",
    ),
    "form-feed": Fault(myst(end="a\x0cb") + CELL_AFTER, "a\x0cb", "the character U+000C cannot be"),
    "search": Fault(myst(), "---", "another page or folder of the site has this name"),
    "remote": Fault(myst(end="![A cat](https://example.org/a.png)"), "![", "the picture 'https:"),
    "no-file": Fault(myst(end="![A cat]()"), "![", "the picture '' has no file"),
    "html-file": Fault(myst(end='<img src="no.png">'), "<img", "the site has no file 'no.png'"),
    "html-link": Fault(myst(end='<a href="no.pdf">it</a>'), "<a", "the site has no file 'no.pdf'"),
    "html-video": Fault(
        myst(end='<video src="https://example.org/a.mp4"></video>'),
        "<video",
        f"<video> loads https://example.org/a.mp4: {BLOCKED}",
    ),
    "html-event": Fault(myst(end='<p onclick="go()">x</p>'), "<p", f"onclick= of <p>: {BLOCKED}"),
    "html-printed": Fault(
        myst("from IPython.display import HTML\nHTML('<iframe src=//example.org>')"),
        "HTML('<",
        f"<iframe> loads //example.org: {BLOCKED}",
    ),
    "tex": Fault(myst(end="A bad $\\frac{1$."), "A bad", "bad formula: KaTeX parse error"),
    "reference": Fault(myst(end="To {ref}`nowhere`."), "To", "undefined label: 'nowhere'"),
    "link": Fault(
        myst(end="To [it](nowhere.md)."), "To", "'myst' cross-reference target not found"
    ),
    "glyph": Fault(
        myst("1", f"{DESCRIBED}{PLOT}\nplt.title('🦄');"),
        "import matplotlib",
        "cell 2: stderr: UserWarning: Glyph",
    ),
    "undescribed": Fault(
        myst("1", f"{PLOT};"),
        "```{code-cell} python\nimport",
        "cell 2: a picture without a description",
    ),
    "unanswered": Fault(
        myst(end=PREDICT.format("A") + "B. Nothing in bold."),
        ":::{predict}",
        "a prediction without an answer: no paragraph after it begins with **A.**",
    ),
    "no-reason": Fault(
        myst(end=PREDICT.format("A") + "**A.** It is.\n\n- **A.** Not against B."),
        ":::{predict}",
        "a prediction without a reason: no item of a list in its answer begins with **B.**",
    ),
    "no-such-choice": Fault(
        myst(end=PREDICT.format("C") + "**C.** It is."),
        ":::{predict}",
        "the choices must begin with **A.**, **B.** …, and C be one of them",
    ),
    "open": Fault(
        myst("1", end=":::{tip}\nA\n\n# B"), ":::{tip}", "{tip} is not closed: no ::: below it"
    ),
    "open-inside": Fault(
        myst(end="::::{tip}\n:::{note}\nA\n::::"), ":::{note}", "{note} is not closed: no ::: below"
    ),
    "open-before": Fault(
        myst(end=":::{tip}\nA\n\n:::{note}\nB\n:::"),
        ":::{tip}",
        "{tip} is not closed: no ::: before",
    ),
    "open-cell": Fault(
        myst() + "\n```{code-cell} python\n1\n", "```{code", "{code-cell} is not closed"
    ),
    "open-code": Fault(myst(end="```\nA\n"), "```", "the code is not closed: no ``` below it"),
    "picture": Fault(myst(end="![](logo.svg)"), "![]", "a picture without a description"),
}
BROKEN = """
def fail(app, *rest):
    if "odd" in rest or "odd" in rest[:1]:
        raise KeyError("the first")

def tidy(app, error):
    if error:
        raise OSError("the second")

def setup(app):
    app.connect({event!r}, fail)
    app.connect("build-finished", tidy)
"""
arguments = building.arguments


def with_extension(language: Language, docs: Path, work: Path) -> list[str]:
    """Return the arguments of sphinx-build with one extension more, which is broken."""
    more = "myst_nb,sphinx_copybutton,sphinxcontrib.katex,guide_site,broken"
    return ["-D", f"extensions={more}", *arguments(language, docs, work)]


LANGUAGES = ("en", "zh")  # built side by side: half of the faults in each


@pytest.fixture
def reports(docs: Path) -> list[str]:
    """Write all the faulty pages, and return the beginning of the report of each."""
    beginnings = []
    for number, (name, fault) in enumerate(FAULTS.items()):
        folder = docs / LANGUAGES[number % 2]
        (folder / f"{name}.md").write_text(fault.text, "utf-8")
        (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
        line = fault.text[: fault.text.index(fault.line)].count("\n") + 1
        path = (docs / folder / f"{name}.md").relative_to(docs.parent)
        beginnings.append(f"{path}:{line}: {fault.report}")
    return beginnings


def test_each_fault_is_one_line_twice_and_leaves_the_last_good_site(
    docs: Path, reports: list[str], last_good: Path
) -> None:
    """Sphinx repeats no warnings of unchanged files, but a second build must fail as well."""
    before = folder_digest(last_good / "site")
    for _ in range(2):
        with pytest.raises(building.BuildError) as error:
            building.build_site(docs, last_good)
        _, *lines = str(error.value).splitlines()
        for report in reports:
            assert sum(line.startswith(report) for line in lines) == 1, (report, lines)
        assert [line for line in lines if not line.startswith(tuple(reports))] == []
        assert folder_digest(last_good / "site") == before
        assert files_in(last_good) == GOOD


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (myst("---\ntags: [\n---\n1"), "12: this cannot be read as YAML: "),
        (myst(":tags: remove-cell\n\n1"), "11: here must be a list"),
        (myst(":load: no.py\n"), "11: there is no file 'no.py' beside the page"),
        ("\n\n", " the page is empty"),
        ("---\nfile_format: [\n---\n", "2: this cannot be read as YAML: "),
        ("---\n- orphan\n---\n", "2: here must be names with values"),
        (
            HEADER.replace("kernelspec:\n  name:", "kernelspec:"),
            "3: here must be names with values",
        ),
        (HEADER + "A text.", "1: the page has no title: begin it with “# Title”"),
        ((HEADER + "# 标题").encode("gbk"), "7: the page is not in UTF-8"),
        ((HEADER + "# A page").encode("utf-16"), "1: the page is not in UTF-8"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(
    docs: Path, last_good: Path, text: str | bytes, report: str
) -> None:
    """It stops the build in one line with its name, the line and the cause."""
    (docs / "en" / "odd.md").write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(building.BuildError) as error:
        building.build_site(docs, last_good)
    _, line = str(error.value).splitlines()
    path = (docs / "en" / "odd.md").relative_to(docs.parent)
    assert line.startswith(f"{path}:{report}")


@pytest.mark.parametrize("event", ["source-read", "doctree-resolved"])
def test_an_error_that_no_one_foresaw_is_one_line_with_the_page_and_a_file(
    docs: Path, last_good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, event: str
) -> None:
    """A later error of a handler that tidies up does not hide it; its traceback is in the file."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (docs / "en" / "odd.md").write_text(myst(), "utf-8")
    (docs / "extension").mkdir()
    (docs / "extension" / "broken.py").write_text(BROKEN.format(event=event), "utf-8")
    monkeypatch.syspath_prepend(docs / "extension")
    monkeypatch.setattr(building, "arguments", with_extension)
    with pytest.raises(building.BuildError) as error:
        building.build_site(docs, last_good)
    _, line = str(error.value).splitlines()
    path = (docs / "en" / "odd.md").relative_to(docs.parent)
    found = re.fullmatch(rf"{path}: KeyError: 'the first'; .*the traceback is in (.*)", line)
    assert found
    assert "in fail" in (tmp_path / found[1]).read_text("utf-8")


def test_an_error_before_the_first_page_is_one_line_too(
    docs: Path, last_good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sphinx tells of the versions of all its extensions there."""
    monkeypatch.setattr(building, "arguments", with_extension)
    with pytest.raises(building.BuildError) as error:
        building.build_site(docs, last_good)
    _, *lines = str(error.value).splitlines()
    assert len(lines) == len(LANGUAGES)
    for line in lines:
        assert re.search("Could not import extension broken .*; the traceback is in", line)
