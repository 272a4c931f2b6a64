"""Each fault of a page fails the build, twice, with one line: file, line, cell and cause."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from guide_site.digests import folder_digest
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
    "headless": Fault(
        myst("1", header=PLAIN), "```{code-cell}", f"cell 1: {NEVER_RUN}its page lacks"
    ),
    "nested": Fault(
        myst("1", end="- item\n\n  ```{code-cell} python\n  2\n  ```\n"),
        "  ```{code-cell}",
        f"cell 2: {NEVER_RUN}its page lacks the notebook header, or a block surrounds it",
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
    "picture": Fault(myst(end="![](logo.svg)"), "![]", "a picture without a description"),
}
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
        (myst("---\ntags: [\n---\n1"), "Code cell 1 at line 10 could"),
        ("---\nfile_format: [\n---\n", "Notebook metadata: while parsing"),
        ("---\n- orphan\n---\n", "the header between --- and --- must"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(
    docs: Path, last_good: Path, text: str, report: str
) -> None:
    """Invalid YAML in a cell's options or a header stops the build; the error names the page."""
    (docs / "en" / "odd.md").write_text(text, "utf-8")
    with pytest.raises(building.BuildError, match=rf"en.odd\.md: {report}"):
        building.build_site(docs, last_good)
