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
    "v[0]", "v[1:]", "v[-1] * v", "m[0]", "m[:, 1]", "m[1, 2]", "m.T", "m @ v", "v @ v",
    "m.view(3, 2)", "m.sum(0)", "m.mean(1)", "v.sum()", "m.mean()", "torch.cumsum(v, dim=0)",
    "torch.stack([x, v[0], x * x])",
    "v.softmax(0)", "m.max()", "v.min()", "x.detach()", "torch.cat([v, m[0]])",
    "(v > 0).sum()", "torch.ones(3)",
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
    draw = random.Random(seed)  # noqa: S311 (no secret)
    numbers = [round(draw.uniform(-2, 2), 2) for _ in range(10)]
    head = LEAVES.format(x=numbers[0], v=numbers[1:4], m=[numbers[4:7], numbers[7:]])
    last = "print([None if t.grad is None else t.grad for t in (x, v, m)], y.shape)"
    lines = (
        f"y = {expression(draw, draw.randint(1, 3))}",
        "print(y, y.is_leaf)",
        "y.sum().backward()",
    )
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


HABITS = (
    "y = (x * x).sum()\ny.backward()\ny.backward()",
    "y = (x + 1).sum()\ny.backward()\ny.backward()\nprint(x.grad)",
    "y = (x / 3).sum()\ny.backward()\ny.backward()",
    "(x * x).sum().backward()\ng = x.grad\n(x * x).sum().backward()\nprint(g)",
    "x += 1",
    "x *= 2",
    "y = x * 2\ny *= 3\ny.sum().backward()\nprint(y, x.grad)",
    "y = x * 2\nz = y * y\ny += 1\nz.sum().backward()",
    "y = x.exp()\ny += 1\ny.sum().backward()",
    "with torch.no_grad():\n    x *= 2\n    x[0] = 3.0\nprint(x, x.is_leaf)",
    "y = x.detach()\nrow = y[1:]\ny += 5\nrow.zero_()\nprint(x, row)",
    "y = x * 2\ny.backward(torch.tensor([1.0, 0.5]))\nprint(x.grad)",
    "y = x * 2\ny.backward()",
    "print(torch.autograd.grad((x**3).sum(), x))",
    "torch.autograd.grad((x**3).sum(), torch.tensor(1.0, requires_grad=True))",
    "a = torch.tensor([1, 2, 3])\nprint(a, a.dtype, a * 2, a / 2, a + 0.5, a.sum(), a > 1)",
    "torch.tensor(3, requires_grad=True)",
    "print(torch.tensor(1e-5), torch.tensor([1e-5, 1.0]), torch.tensor([0.1, 1000.0]))",
    "print(torch.tensor(float('nan')), torch.tensor([float('inf'), 1.5, -2.0]))",
    "print(torch.arange(30.0), torch.linspace(0, 1, 2000), torch.zeros(2, 2, 2), torch.eye(2))",
    "print(x.shape, x.size(0), x.ndim, x.numel(), len(x), x.dtype, [v for v in x])",
    "x[5]",
    "x.item()",
    "if x > 0:\n    pass",
    "torch.ones(2, 3) @ torch.ones(2, 3)",
    "torch.ones(2) + torch.ones(3)",
    "o = torch.optim.SGD([x], lr=0.1, momentum=0.9)\nx.sum().backward()\no.step()\nprint(x)",
    "y = x * 2\ny.requires_grad_(False)",
    "torch.optim.SGD([x * 2])",
    "print(torch.sqrt(torch.tensor(-1.0)), torch.log(torch.tensor(0.0)), torch.tensor(1.0) / 0)",
    "print((torch.tensor(0.1) + torch.tensor(0.2)).item(), 1e20 * x * 1e20)",
)  # fmt: skip


def test_what_readers_write_ends_as_it_does_on_torch() -> None:
    """Second walks, changes in place, views, wrong shapes: the same text and line."""
    head = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
    programs = [(head + code, "") for code in HABITS]
    truth = on_torch(programs)
    for run in (on_engine, on_micropython):
        for (code, _check), answer, true in zip(programs, run(programs), truth, strict=True):
            assert answer == true, code


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("torch.fft", "torch.fft"),
        ("import numpy", "numpy"),
        ("x.cosh()", "Tensor.cosh"),
        ("print(f'{x:.2f}')", 'f"{x:.2f}" → x.item()'),
        ("print(1 < x)", "1 < x"),
        ("y = x * x\nx.data *= 2\ny.backward()", "x.data *= 2, y.backward()"),
    ],
)
def test_what_is_lacking_is_named_in_signs_of_python(code: str, what: str) -> None:
    """So that the sentence around it can be in the page's language."""
    program = f"import torch\nx = torch.tensor(1.0, requires_grad=True)\n{code}", ""
    assert on_micropython([program])[0][1:3] == ["lacking", what]
