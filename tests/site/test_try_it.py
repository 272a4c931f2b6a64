"""The boxes in which a reader runs Python: what is vendored for them, and that they equal torch."""

import hashlib
import random
import re

import pytest
from guide_site.pages.box_proof import on_engine, on_micropython, on_torch

from tests import ROOT

SEEDS = 120
PYTHON = ROOT / "docs/_static/python"


def test_the_vendored_micropython_is_the_one_that_the_list_names() -> None:
    """Version and licence are said; each file has its digest."""
    head, *rows = (PYTHON / "vendored.txt").read_text("utf-8").splitlines()
    assert re.search(r"1\.27\.0, MIT", head)
    assert "The MIT License" in (PYTHON / "LICENSE-micropython").read_text("utf-8")
    named = {}
    for row in rows:
        digest, name = row.split()
        named[name] = digest
        assert hashlib.sha256((PYTHON / name).read_bytes()).hexdigest() == digest
    assert set(named) == {file.name for file in PYTHON.glob("micropython.*")}


LEAVES = """import torch

x = torch.tensor({x}, requires_grad=True)
v = torch.tensor({v}, requires_grad=True)
m = torch.tensor({m}, requires_grad=True)
"""
ONE = (
    "-{}", "abs({})", "{}.sin()", "torch.cos({})", "torch.exp(-{} * {})", "(1 + {} ** 2).log()",
    "torch.sqrt(1 + {} * {})", "{}.tanh()", "torch.relu({})", "torch.sigmoid({})", "{} ** 3",
    "2 - {}", "0.5 * {}", "{} / 3", "1 / (2 + {} ** 2)", "{}.clone()", "{} * ({} > 0)",
)  # fmt: skip
TWO = ("{} + {}", "{} - {}", "{} * {}", "{} / (1 + abs({}))", "{0} * {1} + {0}")
SHAPES = (
    "v[0]", "v[1:]", "v[-1] * v", "m[0]", "m[:, 1]", "m[1, 2]", "m.T", "m @ v", "v @ v", "m.view(3, 2)",
    "m.sum(0)", "m.mean(1)", "v.sum()", "m.mean()", "torch.cumsum(v, dim=0)", "torch.stack([x, v[0], x * x])",
    "v.softmax(0)", "m.max()", "v.min()", "x.detach()", "torch.cat([v, m[0]])", "(v > 0).sum()", "torch.ones(3)",
)  # fmt: skip
NUMBER = re.compile(r"-?\d+\.?\d*(?:e[-+]\d+)?")


def expression(draw: random.Random, depth: int) -> str:
    """Return a random expression of x, v and m."""
    if depth == 0:
        return draw.choice(["x", "v", "m", draw.choice(SHAPES)])
    inner = [f"({expression(draw, depth - 1)})" for _ in range(2)]
    form = draw.choice([*ONE, *TWO])
    if form in ONE:
        return form.format(inner[0], inner[0])
    return form.format(*inner)


def program(seed: int) -> str:
    """Return a program that prints an expression, its gradients, and its graph's first node."""
    draw = random.Random(seed)
    numbers = [round(draw.uniform(-2, 2), 2) for _ in range(10)]
    head = LEAVES.format(x=numbers[0], v=numbers[1:4], m=[numbers[4:7], numbers[7:]])
    last = "print([None if t.grad is None else t.grad for t in (x, v, m)], y.shape)"
    lines = (f"y = {expression(draw, draw.randint(1, 3))}", "print(y, y.is_leaf)", "y.sum().backward()")
    return "\n".join([head, *lines, last])


def numbers_and_words(text: str) -> tuple[list[float], str]:
    """Return the numbers of a text, and the text without them and without the blanks of -0."""
    words = " ".join(NUMBER.sub("#", text).split()).replace("[ ", "[")
    return [float(number) for number in NUMBER.findall(text)], words


def test_random_expressions_print_what_torch_prints() -> None:
    """Values, gradients and names of nodes, on torch, on the engine, under MicroPython."""
    programs = [(program(seed), "") for seed in range(SEEDS)]
    truth = on_torch(programs)
    for run in (on_engine, on_micropython):
        for (code, _check), answer, true in zip(programs, run(programs), truth, strict=True):
            if "error" in (answer[1], true[1]):  # the messages of wrong shapes are not torch's
                assert answer[1] == true[1], code
                continue
            (found, words), (wanted, true_words) = (numbers_and_words(a[0]) for a in (answer, true))
            assert words == true_words, code
            # torch's own last digits depend on the processor
            assert found == pytest.approx(wanted, rel=2e-4, abs=2e-4), code
