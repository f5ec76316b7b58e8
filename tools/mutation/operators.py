"""What is broken in a rule: one change of its syntax tree each. Putting it in force is `swap`'s part."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef
Change = tuple[str, ast.expr]
"""What a change is called, and what stands in the place of the expression."""

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
}
_OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A rule broken in one way: its module, function and lines, what was changed, and how.

    `sound` is the module's tree, in which `new` stands in the place of `node` when it is broken.
    """

    module: str
    function: str
    lines: range
    said: str
    sound: ast.Module
    node: ast.AST
    new: ast.expr

    def tree(self) -> ast.Module:
        """Give the module's tree with the change; made when it is asked for, since it is a copy of all of it."""
        return _replaced(self.sound, self.node, self.new)

    @property
    def name(self) -> str:
        """Give a name that stays the same while other lines are changed."""
        return f"{self.module}.{self.function}: {self.said}"


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Give all mutants of the functions of a module, and of its constants that are numbers."""
    tree = ast.parse(source)
    for path, function in _functions(tree, ""):
        for node, changes in _sites(function):
            for said, new in changes:
                yield Mutant(module, path, _lines(node), said, tree, node, new)
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for said, new in _constant(node.value):
                yield Mutant(module, ast.unparse(node.targets[0]), range(0), said, tree, node.value, new)


def _functions(tree: ast.AST, above: str) -> Iterator[tuple[str, Function]]:
    """Give functions and methods; one inside another is part of it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield f"{above}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{above}{node.name}.")


def _sites(function: Function) -> Iterator[tuple[ast.AST, list[Change]]]:
    for statement in function.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue  # a docstring, or an ellipsis of a protocol
        for node in ast.walk(statement):
            changes = _changes(node)
            if changes:
                yield node, changes


def _changes(node: ast.AST) -> list[Change]:
    match node:
        case ast.If(test=test) if _is_guard(node):
            return [(f"if {ast.unparse(test)}: dropped", ast.Constant(False))]
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [(f"return {_brief(value)} → None", ast.Constant(None))]
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp() | ast.BinOp() | ast.IfExp() | ast.Call():
            return [(f"{_brief(node)} → {_brief(new)}", new) for new in _expressions(node)]
        case ast.Constant():
            return _constant(node)
    return []


def _is_guard(node: ast.If) -> bool:
    return not node.orelse and isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=[op, *_], comparators=others):
            for other in _COMPARED.get(type(op), ()):
                yield ast.Compare(left, [other(), *node.ops[1:]], others)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for number in range(len(values)):
                left = [*values[:number], *values[number + 1 :]]
                yield left[0] if len(left) == 1 else ast.BoolOp(op, left)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _COUNTED:
            yield ast.BinOp(left, _COUNTED[type(op)](), right)
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in _OTHER:
            yield ast.Call(ast.Name(_OTHER[name], ast.Load()), args, keywords)


def _constant(node: ast.Constant) -> list[Change]:
    value = node.value
    if isinstance(value, bool):
        return [(f"{value} → {not value}", ast.Constant(not value))]
    if isinstance(value, int | float):
        return [(f"{value} → {other}", ast.Constant(other)) for other in (value + 1, value - 1)]
    return []


def _brief(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:70] + "…"


def _lines(node: ast.AST) -> range:
    if isinstance(node, ast.If):
        node = node.test
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)  # type: ignore[attr-defined]


class _Replace(ast.NodeTransformer):
    """Puts an expression in the place of another; of an `if` in its test's, of a `return` in its value's."""

    def __init__(self, place: tuple[int, int, type[ast.AST]], new: ast.expr) -> None:
        self._place, self._new = place, new

    def visit(self, node: ast.AST) -> ast.AST:
        if _place(node) != self._place:
            return super().visit(node)
        new = ast.copy_location(self._new, node)
        match node:
            case ast.If():
                node.test = new
                return node
            case ast.Return():
                node.value = new
                return node
        return new


def _place(node: ast.AST) -> tuple[int, int, int, type[ast.AST]] | None:
    if not hasattr(node, "lineno"):
        return None
    return node.lineno, node.col_offset, node.end_col_offset, type(node)  # type: ignore[attr-defined]


def _replaced(tree: ast.Module, node: ast.AST, new: ast.expr) -> ast.Module:
    place = _place(node)
    assert place is not None
    return ast.fix_missing_locations(_Replace(place, deepcopy(new)).visit(deepcopy(tree)))
