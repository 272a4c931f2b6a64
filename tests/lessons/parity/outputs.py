"""Compare the cell outputs of two languages: streams and MIME types, names, numbers."""

import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

from tests.lessons.numbers.results import readable_text
from tests.lessons.parity.drift import Drift, Pair
from tests.reading.pages import Page, cells
from tests.reading.text import numbers

# Python's constants, exceptions, warnings, and autograd's names of nodes: equal in all languages.
NAMES = re.compile(
    r"\b(?:True|False|None|inf|nan|\w+(?:Error|Warning|Exception)|\w+Backward\d*|AccumulateGrad)\b"
)


def compare_outputs(
    en: Page, zh: Page, runs: tuple[Sequence[NotebookNode], Sequence[NotebookNode]]
) -> Iterator[Drift]:
    """Yield a drift for each difference between the outputs of a cell in the two languages."""
    pair = Pair(en.path, zh.path, en.name)
    sides = zip(cells(en), cells(zh), *runs, strict=True)
    for number, (one, other, *ran) in enumerate(sides, 1):
        for (what, en_value), (_, zh_value) in zip(*map(output_summary, ran), strict=True):
            if en_value != zh_value:
                named = f"{what} of the output of cell {number}"
                yield pair.differ(named, (one.line, en_value), (other.line, zh_value))


def output_summary(cell: NotebookNode) -> list[tuple[str, str]]:
    """Return what must be equal in both languages of a cell's outputs: kinds, numbers, names."""
    text = "".join(readable_text(output).rstrip("\n") + "\n" for output in joined(cell.outputs))
    lines = text.rstrip().split("\n")
    # The order of words in a line depends on the language, the order of lines does not.
    rows = (" ".join(sorted(numbers(line.replace(" ", "  ")))) for line in lines)
    names = (" ".join(sorted(NAMES.findall(line))) for line in lines)
    return [
        ("kind", ", ".join(map(kind, joined(cell.outputs)))),
        ("number", " / ".join(rows)),
        ("name", " / ".join(names)),
    ]


def joined(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Join consecutive outputs of one stream, which the kernel splits at random."""
    whole: list[NotebookNode] = []
    for output in outputs:
        if whole and "name" in output and whole[-1].get("name") == output.name:
            text = whole[-1].text + output.text
            whole[-1] = NotebookNode(whole[-1] | {"text": text})
        else:
            whole.append(output)
    return whole


def kind(output: NotebookNode) -> str:
    """Return the kind of an output: its stream, its exception, or its type and MIME types.

    >>> kind(NotebookNode(output_type="stream", name="stdout", text="40"))
    'stdout'
    """
    mime_types = "+".join(sorted(output.get("data", {})))
    return str(output.get("name") or output.get("ename") or f"{output.output_type} {mime_types}")
