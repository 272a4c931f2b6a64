"""First-order mutants of a Python program: one operator, number, condition or step is wrong.

By rule no mutant touches what changes no value: texts, annotations, how something looks (`LOOKS`:
keyword arguments, and the constants of graph.py that they are made of), conversions of one number
from one type to another (`SAME_VALUE`), and the guard of a zip whose sides come from one place.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.USub: ast.UAdd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
TYPES = {"annotation", "returns", "decorator_list"}
LOOKS = {
    *("alpha", "bbox_to_anchor", "figsize", "fontsize", "height_ratios", "levels", "linewidths"),
    *("lw", "markersize", "mutation_scale", "ncols", "size", "width", "width_ratios"),
    *("strict", "(_TEXT, _LINE, _PAD)"),
}
SAME_VALUE = {"item", "numpy", "tolist"}


@dataclass(frozen=True)
class Mutant:
    """A program with one fault: line, what stood there and stands now, all of it, what node."""

    line: int
    before: str
    after: str
    source: str
    node: type[ast.AST]

    def __str__(self) -> str:
        """Write the mutant as the end of a line of the report."""
        return f"{self.line}: {self.before} → {self.after}"


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a program.

    >>> [str(mutant) for mutant in mutants("y = 2 * x")]
    ['1: 2 * x → 2 / x', '1: 2 → 3']
    """
    tree = ast.parse(source)
    for node in _walk(tree):
        line = next((part.lineno for part in ast.walk(node) if isinstance(part, ast.expr)), 0)
        line = getattr(node, "lineno", line)
        for field, new in _changes(node):
            old, before = getattr(node, field), _short(node)
            setattr(node, field, new)
            wrong = ast.unparse(ast.fix_missing_locations(tree))
            yield Mutant(line, before, _short(node), wrong, type(node))
            setattr(node, field, old)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that do something, in the order of the program."""
    yield node
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and field not in TYPES and not _is_look(child):
                yield from _walk(child)


def _is_look(node: ast.AST) -> bool:
    match node:
        case ast.keyword(arg=str(name)):
            return name in LOOKS
        case ast.Assign(targets=[target]):
            return ast.unparse(target) in LOOKS
    return False


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield a field of a node and the wrong thing to put there."""
    match node:
        case ast.Constant(value=int(value) | float(value)):
            yield "value", not value if isinstance(value, bool) else value + 1
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield "ops", [*ops[:i], SWAPPED[type(op)](), *ops[i + 1 :]]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "operand", ast.UnaryOp(ast.Not(), operand)
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op):
            yield "op", SWAPPED[type(op)]()
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "test", ast.UnaryOp(ast.Not(), test)
        case ast.Return(value=ast.expr()) | ast.Expr(value=ast.Call()):
            yield "value", ast.Constant(None)
    yield from _left_out(node)


def _left_out(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield what remains without a step: x for x.detach()."""
    for field, value in ast.iter_fields(node):
        match value:
            case ast.Call(func=ast.Attribute(value=inner, attr=step), args=[], keywords=[]):
                if step not in SAME_VALUE:
                    yield field, inner


def _short(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0][:70]
