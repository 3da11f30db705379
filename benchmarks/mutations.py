"""Small faults put into the code of a function, one at a time. Knows syntax, not what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from types import FunctionType, ModuleType

NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SHIFTED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
"""The bound itself falls on the other side."""

OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mult: ast.Add,
}


@dataclass(frozen=True)
class Mutant:
    """One fault in one function."""

    function: str
    line: int
    what: str
    tree: ast.FunctionDef


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of the functions and methods of a module."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            _forget_types(function)
            inner = [node for node in ast.walk(function) if node is not function]
            for number, node in enumerate(inner):
                for what in range(len(_changes(node))):
                    tree = deepcopy(function)
                    other = [copy for copy in ast.walk(tree) if copy is not tree][number]
                    before = ast.unparse(other)
                    _changes(other)[what]()
                    after = ast.unparse(other)
                    line = getattr(node, "lineno", function.lineno)
                    what_is_done = f"{_first(before)} → {_first(after)}"
                    yield Mutant(function.name, line, what_is_done, tree)


def _forget_types(function: ast.FunctionDef) -> None:
    """Without annotations: no module evaluates them, so a fault there changes nothing."""
    function.returns = None
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("object", ast.Load())


def _first(code: str) -> str:
    return code.partition("\n")[0][:90]


def _changes(node: ast.AST) -> list:
    """What can be done to the node, each as a call that does it."""
    found = []
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        kind = type(node.ops[0])
        found += [lambda to=to: node.ops.__setitem__(0, to()) for to in (NEGATED[kind],)]
        found += [lambda to=to: node.ops.__setitem__(0, to()) for to in _some(SHIFTED, kind)]
    if isinstance(node, ast.BoolOp):
        to = ast.Or if isinstance(node.op, ast.And) else ast.And
        found.append(lambda: setattr(node, "op", to()))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        found.append(lambda: setattr(node, "op", ast.UAdd()) or _truth(node))
    if isinstance(node, ast.BinOp):
        found += [lambda to=to: setattr(node, "op", to()) for to in _some(OTHER, type(node.op))]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        found.append(lambda: setattr(node, "value", not node.value))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        found.append(lambda: setattr(node, "value", node.value + 1))
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare):
        found.append(lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test)))
    if isinstance(node, ast.Return) and not _empty(node.value):
        found.append(lambda: setattr(node, "value", ast.Constant(None)))
    return found


def _empty(value: ast.expr | None) -> bool:
    """Whether `None` in its place would be the same to who asks "is there any?"."""
    if isinstance(value, ast.Constant):
        return not value.value
    return value is None or (isinstance(value, ast.Tuple) and not value.elts)


def _some(table: dict, kind: type) -> list:
    return [table[kind]] if kind in table else []


def _truth(node: ast.UnaryOp) -> None:
    """`not x` becomes `bool(x)`."""
    node.op = ast.Not()
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def faulty(mutant: Mutant, module: ModuleType) -> FunctionType:
    """The function with the fault."""
    tree = deepcopy(mutant.tree)
    tree.decorator_list = []
    future = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    body = ast.fix_missing_locations(ast.Module([future, tree], []))
    space = dict(vars(module))
    exec(compile(body, module.__file__ or "", "exec"), space)
    function: FunctionType = space[mutant.function]
    return function


def function_of(mutant: Mutant, module: ModuleType) -> FunctionType | None:
    """The function of the running program, whatever wraps it; None for one within another."""
    spaces = [vars(module), *(vars(v) for v in vars(module).values() if isinstance(v, type))]
    for space in spaces:
        found = space.get(mutant.function)
        found = getattr(found, "fget", None) or getattr(found, "func", None) or found
        found = getattr(found, "__wrapped__", found)
        if isinstance(found, FunctionType) and found.__module__ == module.__name__:
            return found
    return None
