"""The engine computes what torch computes, in a hundred lines, and MicroPython can read it."""

import ast
import io
import math
import random
import tokenize
from collections.abc import Callable
from pathlib import Path
from tokenize import generate_tokens
from typing import Any

import pytest
import torch
from torch import Tensor as Torch

from autograd_guide import engine
from autograd_guide.engine import Tensor

SOURCE = Path(engine.__file__)
BESIDE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
BESIDE |= {tokenize.ENDMARKER}
SHAPES: list[tuple[int, ...]] = [(), (1,), (3,), (2, 1), (2, 3), (1, 3), (2, 1, 3)]

# Functions that take any number; those that do not are given one that they take.
UNARY: list[Callable[[Any], Any]] = [
    lambda x: -x,
    lambda x: x.sin(),
    lambda x: x.cos(),
    lambda x: x.tanh(),
    lambda x: x.relu(),
    lambda x: x.tanh().exp(),
    lambda x: (x * x + 0.5).log(),
    lambda x: (x * x + 0.5).sqrt(),
    lambda x: x.sin() ** 3,
    lambda x: (x * x + 1) ** -1.5,
    lambda x: x**0,
    lambda x: 2 - x,
    lambda x: 0.5 + x - 1,
    lambda x: 3 * x / 7,
    lambda x: 2 / (x * x + 1),
    lambda x: 1 / (1 + (-x.tanh()).exp()),
    lambda x: -1 / (-x.cos() - 2),
]
BINARY: list[Callable[[Any, Any], Any]] = [
    lambda x, y: x + y,
    lambda x, y: x - y,
    lambda x, y: x * y.tanh(),
    lambda x, y: x / (y * y + 1),
]


def close(ours: Any, theirs: Torch) -> bool:  # noqa: ANN401 (nested lists)
    """Say whether numbers agree to twelve digits, those near 0 to twelve decimals."""
    return torch.allclose(torch.tensor(ours, dtype=torch.float64), theirs, rtol=1e-12, atol=1e-12)


def inputs(dice: random.Random, shapes: list[tuple[int, ...]]) -> tuple[list[Tensor], list[Torch]]:
    """Return random tensors of these shapes, twice: ours and torch's."""
    theirs = [
        torch.tensor([dice.uniform(-2, 2) for _ in range(math.prod(shape))], dtype=torch.float64)
        .reshape(shape)
        .requires_grad_()
        for shape in shapes
    ]
    return [Tensor(x.tolist()) for x in theirs], theirs


def fit(x: Torch, y: Torch) -> bool:
    """Say whether two shapes can be stretched to one."""
    try:
        torch.broadcast_shapes(x.shape, y.shape)
    except RuntimeError:
        return False
    return True


def grow(dice: random.Random, ours: list[Tensor], theirs: list[Torch]) -> None:
    """Append one more value, computed from earlier ones by the same random operation."""
    i, j = dice.randrange(len(ours)), dice.randrange(len(ours))
    operation: Callable[..., Any]
    if dice.random() < 0.5 and fit(theirs[i], theirs[j]):
        operation, places = dice.choice(BINARY), [i, j]
    else:
        operation, places = dice.choice(UNARY), [i]
    ours.append(operation(*(ours[place] for place in places)))
    theirs.append(operation(*(theirs[place] for place in places)))


@pytest.mark.parametrize("seed", range(200))
def test_values_and_gradients_of_random_expressions_are_those_of_torch(seed: int) -> None:
    """Graphs of up to 25 operations, in which values are used again, with broadcasting."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    ours, theirs = inputs(dice, dice.choices(SHAPES, k=4))
    for _ in range(dice.randint(1, 25)):
        grow(dice, ours, theirs)
    assert all(close(x.tolist(), y) for x, y in zip(ours, theirs, strict=True))
    total, wanted = Tensor(0.0), torch.tensor(0.0, dtype=torch.float64)
    for x, y in zip(ours, theirs, strict=True):
        total, wanted = total + x.sum(), wanted + y.sum()
    total.backward()
    wanted.backward()
    for x, y in zip(ours[:4], theirs[:4], strict=True):
        assert y.grad is not None
        assert close(x.grad, y.grad.flatten())


def test_matrix_products_are_those_of_torch() -> None:
    """(4, 3) times (3, 2): the values, and the gradients of both matrices."""
    (a, b), (c, d) = inputs(random.Random(0), [(4, 3), (3, 2)])  # noqa: S311
    assert close((a @ b).tolist(), c @ d)
    ((a @ b).tanh() ** 2).sum().backward()
    ((c @ d).tanh() ** 2).sum().backward()
    assert c.grad is not None
    assert d.grad is not None
    assert close(a.grad, c.grad.flatten())
    assert close(b.grad, d.grad.flatten())


def test_a_second_backward_adds_to_the_gradients() -> None:
    """As in torch with ``retain_graph=True``: what lies between is not counted twice."""
    x = Tensor(3.0)
    y = (x * x) * x
    y.backward()
    y.backward()
    assert x.grad == [54.0]


def test_a_long_chain_needs_no_recursion() -> None:
    """5000 operations, one after another."""
    x = y = Tensor(1.0)
    for _ in range(5000):
        y = y + x
    y.backward()
    assert x.grad == [5001.0]


def test_a_deep_diamond_is_walked_once() -> None:
    """A hundred times y + y makes 2**100 paths; each tensor is visited once."""
    x = y = Tensor(1.0)
    for _ in range(100):
        y = (y + y) / 2
    y.backward()
    assert x.grad == [1.0]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: Tensor([1.0, 2.0]).backward(),
            r"backward starts at one number, got shape \(2,\): sum it first",
        ),
        (lambda: Tensor([1.0, 2.0]) + Tensor([1.0, 2.0, 3.0]), r"shapes \(2,\) and \(3,\) do not"),
        (lambda: Tensor([[1.0, 2.0]]) @ Tensor([[1.0, 2.0]]), r"not \(1, 2\), \(1, 2\)"),
        (lambda: Tensor([1.0, 2.0]) @ Tensor([1.0, 2.0]), r"@ needs shapes \(m, k\) and \(k, n\)"),
        (lambda: Tensor([[1.0, 2.0], [3.0]]), "the lists in a tensor must have one length"),
        (lambda: Tensor([[1.0], 3.0]), "must have one length, and not"),
        (lambda: Tensor([]), "and not be empty"),
    ],
)
def test_bad_input_gets_a_sentence(call: Callable[[], object], sentence: str) -> None:
    """Shapes that do not fit, and backward from more than one number."""
    with pytest.raises(ValueError, match=sentence):
        call()


def code_lines(source: str) -> int:
    """Count the lines with code: neither empty, nor a comment, nor a docstring."""
    tokens = [t for t in generate_tokens(io.StringIO(source).readline) if t.type not in BESIDE]
    lines = {row for token in tokens for row in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            lines -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(lines)


def test_the_engine_has_at_most_a_hundred_lines_and_imports_only_math() -> None:
    """It is small enough to be read to the end."""
    source = SOURCE.read_text("utf-8")
    assert code_lines(source) <= 100
    imports = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [ast.unparse(node) for node in imports] == ["import math"]


def test_the_types_name_what_the_engine_has() -> None:
    """The file of types beside it has the same names."""

    def names(text: str) -> set[str]:
        tree = ast.parse(text)
        return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    stub = names(SOURCE.with_suffix(".pyi").read_text("utf-8"))
    methods = {name for name in vars(Tensor) if callable(getattr(Tensor, name))} - set(vars(object))
    functions = {name for name, value in vars(engine).items() if callable(value)} - {"Tensor"}
    assert stub - {"__init__"} == methods - {"__repr__"} | functions
