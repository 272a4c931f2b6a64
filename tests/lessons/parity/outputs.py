"""Compare the outputs of two languages' cells: kinds, pictures, names and numbers."""

import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

from tests.lessons.numbers.results import shown
from tests.lessons.parity.drift import Drift, Pair
from tests.reading.pages import Page, cells
from tests.reading.text import numbers

# Values, errors and warnings, and what autograd calls its nodes: no reader's language changes them.
NAMES = re.compile(
    r"\b(?:True|False|None|inf|nan|\w+(?:Error|Warning|Exception)|\w+Backward\d*|AccumulateGrad)\b"
)


def compare_outputs(
    en: Page, zh: Page, runs: tuple[Sequence[NotebookNode], Sequence[NotebookNode]]
) -> Iterator[Drift]:
    """Yield the cells of a page, run in both languages, that do not put out the same."""
    pair = Pair(en.path, zh.path, en.name)
    sides = zip(cells(en), cells(zh), *runs, strict=True)
    for place, (one, other, run, other_run) in enumerate(sides, 1):
        for (what, said), (_, also_said) in zip(facts(run), facts(other_run), strict=True):
            if said != also_said:
                named = f"{what} of the output of cell {place}"
                yield pair.differ(named, (one.line, said), (other.line, also_said))


def facts(cell: NotebookNode) -> list[tuple[str, str]]:
    """Return the facts of a cell's outputs that must be equal in both languages."""
    text = "".join(shown(output).rstrip("\n") + "\n" for output in joined(cell.outputs))
    lines = text.rstrip().split("\n")
    # A sentence has its own order in each language, the lines have one.
    rows = (" ".join(sorted(numbers(line.replace(" ", "  ")))) for line in lines)
    names = (" ".join(sorted(NAMES.findall(line))) for line in lines)
    return [
        ("kind", ", ".join(map(kind, joined(cell.outputs)))),
        ("number", " / ".join(rows)),
        ("name", " / ".join(names)),
    ]


def joined(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Join consecutive outputs of one stream: where the kernel cuts them is chance."""
    whole: list[NotebookNode] = []
    for output in outputs:
        if whole and "name" in output and whole[-1].get("name") == output.name:
            text = whole[-1].text + output.text
            whole[-1] = NotebookNode(whole[-1] | {"text": text})
        else:
            whole.append(output)
    return whole


def kind(output: NotebookNode) -> str:
    """Say of what kind an output is: its stream, its error, or all forms that it comes in.

    >>> kind(NotebookNode(output_type="stream", name="stdout", text="40"))
    'stdout'
    """
    forms = "+".join(sorted(output.get("data", {})))
    return str(output.get("name") or output.get("ename") or f"{output.output_type} {forms}")
