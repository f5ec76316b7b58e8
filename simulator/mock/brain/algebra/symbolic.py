"""Works out a formula with SymPy, the extra `math`, in a bounded number of steps. Reading it is `syntax`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from simulator.mock.brain.algebra.syntax import Apply, Formula, Name, Number

MOST_STEPS = 600_000
"""Calls that SymPy may make for one answer, about a second's worth. Counted and not timed, so that no answer depends on
how busy the machine is; SymPy has no bound of its own and can work on an integral for minutes."""


class TooHard(BaseException):
    """SymPy needed too many steps; no `Exception`, which SymPy would swallow."""


def is_installed() -> bool:
    """Say whether SymPy is there, without importing it."""
    from importlib.util import find_spec

    return find_spec("sympy") is not None


def work_out(wish: str, formulas: tuple[Formula, ...], name: str, bounds: tuple[Formula, ...] = ()) -> str | None:
    """Give the result as text: of `solve` (formulas that are 0), `derive`, `integrate`, `limit`, `factor`, `expand`.

    `name` is the unknown; `bounds` are those of an integral or the point of a limit. None where there is no closed
    result or it takes too many steps. The first call of a process imports SymPy, about half a second.
    """
    import sympy

    try:
        return _bounded(partial(_worked, sympy, wish, formulas, name, bounds))
    except (TooHard, ArithmeticError, ValueError, TypeError, NotImplementedError, RecursionError, AttributeError):
        return None


def _bounded(work: Callable[[], str | None]) -> str | None:
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise TooHard

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work()
    finally:
        sys.setprofile(before)


def _worked(sympy: Any, wish: str, formulas: tuple[Formula, ...], name: str, bounds: tuple[Formula, ...]) -> str | None:
    made = [_made(sympy, formula) for formula in formulas]
    unknown, ends = sympy.Symbol(name), [_made(sympy, bound) for bound in bounds]
    match wish:
        case "solve" if len(made) == 1:
            found = sympy.solve(made[0], unknown)
            return "; ".join(f"{name} = {_text(one)}" for one in found[:8]) or None
        case "solve":
            found = sympy.solve(made, dict=True)
            return ", ".join(f"{key} = {_text(value)}" for key, value in found[0].items()) if found else None
        case "derive":
            result = sympy.diff(made[0], unknown)
        case "integrate":
            result = sympy.integrate(made[0], (unknown, *ends) if ends else unknown)
        case "limit":
            result = sympy.limit(made[0], unknown, ends[0])
        case "factor":
            result = sympy.factor(made[0])
        case _:
            result = sympy.expand(made[0])
    return None if result.has(sympy.Integral, sympy.Limit) else _text(result)


def _made(sympy: Any, formula: Formula) -> Any:
    match formula:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name(name):
            known = {"pi": sympy.pi, "e": sympy.E, "inf": sympy.oo}
            return known.get(name) or sympy.Symbol(name)
        case Apply(sign, arguments):
            parts = [_made(sympy, one) for one in arguments]
            return _SIGNS[sign](*parts) if sign in _SIGNS else getattr(sympy, "log" if sign == "ln" else sign)(*parts)


_SIGNS: dict[str, Callable[..., Any]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
    "^": lambda one, two: one**two,
    "neg": lambda one: -one,
}


def _text(result: Any) -> str:
    text = str(result).replace("**", "^").replace("*", "·").replace("log(", "ln(")
    return "∞" if text == "oo" else "-∞" if text == "-oo" else text
