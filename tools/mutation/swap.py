"""Puts a broken rule in force in this process: code of live functions and constants are swapped, no file is touched."""

from __future__ import annotations

import ast
import gc
import re
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tools.mutation.operators import Mutant

KEPT = ("simulator.patterns", "simulator.mock.brain", "simulator.wiring.backends")
"""Modules whose caches hold nothing that a rule of the domain gave, and are dear."""


class NotInForceError(Exception):
    """No live function or constant is what was broken: the mutant would prove nothing."""


def put_in_force(mutant: Mutant) -> None:
    """Let the broken rule answer from now on, and forget what the sound one answered. Raises: NotInForceError."""
    gc.unfreeze()  # what a server or a runner of this process has kept from the collector is looked through as well
    module = sys.modules[mutant.module]
    file = str(module.__file__)
    if mutant.lines:
        swapped = _swap_code(_code_of(compile(mutant.tree(), file, "exec"), mutant.function), file)
    else:
        swapped = _swap_constant(mutant)
    if not swapped:
        raise NotInForceError(mutant.name)
    forget_answers()


def forget_answers() -> None:
    """Empty the caches in which answers of rules may be."""
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper):
            home = str(getattr(found, "__module__", "") or "")
            if home.startswith("simulator") and not home.startswith(KEPT):
                found.cache_clear()


def _swap_code(new: CodeType, file: str) -> int:
    functions = [
        found
        for found in gc.get_objects()
        if isinstance(found, FunctionType)
        and found.__code__.co_filename == file
        and found.__code__.co_qualname == new.co_qualname
        and found.__code__.co_firstlineno == new.co_firstlineno
    ]
    for function in functions:
        function.__code__ = new
    return len(functions)


def _swap_constant(mutant: Mutant) -> int:
    """Give the constant its other value in its module, and in all that imported it by its name."""
    assert isinstance(mutant.new, ast.Constant)
    holders = [
        module
        for name, module in sys.modules.items()
        if name.startswith("simulator") and mutant.function in vars(module) and _is_of(module, mutant)
    ]
    for module in holders:
        setattr(module, mutant.function, mutant.new.value)
    return len(holders)


def _is_of(module: ModuleType, mutant: Mutant) -> bool:
    """Say whether a module has its constant of that name from the mutant's."""
    home = sys.modules[mutant.module]
    if module is home:
        return True
    source = Path(str(module.__file__)).read_text("utf-8")
    imported = re.search(rf"from {re.escape(mutant.module)} import \(?[^)\n]*(\n[^)]*)?\b{mutant.function}\b", source)
    return imported is not None


def _code_of(code: CodeType, path: str) -> CodeType:
    for inner in _inner(code):
        if inner.co_qualname == path:
            return inner
    raise NotInForceError(path)


def _inner(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            if "<locals>" not in constant.co_qualname:
                yield from _inner(constant)
