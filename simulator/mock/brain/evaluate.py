"""Works out a sum exactly, with the steps taken, within bounds. Finding sums in a text is `expression`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from simulator.mock.brain.expression import Token

MOST_TOKENS = 200
MOST_BITS = 12_000
"""Bits of a numerator or denominator: about 3,600 digits, below the length that Python refuses to print."""


class Unworkable(Exception):
    """A sum that is well written but has no answer here; `reason` is a key of the words in `arithmetic`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Value:
    """A number; `exact` is False once a root or a broken power had to be rounded to 30 digits."""

    number: Fraction
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: `left` is None for a sign before or after its only number."""

    sign: str
    left: Value | None
    right: Value
    result: Value


@dataclass(slots=True)
class _Work:
    """The two stacks of the shunting yard and the steps so far; loops, since nesting may be deep."""

    values: list[Value] = field(default_factory=list)
    signs: list[Token] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


_BINDS = {"+": 1, "-": 1, "×": 2, "÷": 2, "mod": 2, "^": 4, "neg": 3, "pos": 3, "√": 5, "百分之": 5}


def evaluate(tokens: Sequence[Token]) -> tuple[Value, list[Step]] | None:
    """Give the value of a sum and its steps; None where the tokens do not make one.

    Python's order of operations: -2^2 is -4, powers group to the right. A number before a parenthesis multiplies it.
    Raises: Unworkable for a division by zero, too large a number, too long a sum or a root of a negative number.
    """
    if len(tokens) > MOST_TOKENS:
        raise Unworkable("long")
    work, wants_value = _Work(), True
    for token in tokens:
        if token.kind == "open" and not wants_value:
            _push(work, Token("infix", "×"))
            wants_value = True
        fits, wants_value = _take(work, token, wants_value)
        if not fits:
            return None
    while work.signs and work.signs[-1].kind != "open":
        _apply(work)
    return (work.values[0], work.steps) if not wants_value and not work.signs and len(work.values) == 1 else None


def _take(work: _Work, token: Token, wants_value: bool) -> tuple[bool, bool]:
    """Put one token on its stack: whether it may stand there, and whether a value must come next."""
    match token.kind:
        case "number":
            work.values.append(Value(_bounded(token.value)))
            return wants_value, False
        case "open" | "prefix":
            work.signs.append(token)
            return wants_value, True
        case "infix" if wants_value and token.text in ("+", "-"):
            work.signs.append(Token("prefix", "neg" if token.text == "-" else "pos"))
            return True, True
        case "infix":
            if not wants_value:
                _push(work, token)
            return not wants_value, True
        case "postfix":
            if not wants_value:
                _finish_tight(work)
                _operate(work, token.text, None, work.values.pop())
            return not wants_value, False
        case "close":
            return not wants_value and _close(work), False
        case "filler":
            return True, wants_value


def _push(work: _Work, token: Token) -> None:
    binds = _BINDS[token.text]
    while work.signs and work.signs[-1].kind != "open":
        top = _BINDS[work.signs[-1].text]
        if top < binds or (top == binds and token.text == "^"):
            break
        _apply(work)
    work.signs.append(token)


def _finish_tight(work: _Work) -> None:
    """根号16的平方: the root is taken before what follows the number."""
    while work.signs and work.signs[-1].kind == "prefix" and _BINDS[work.signs[-1].text] > 4:
        _apply(work)


def _close(work: _Work) -> bool:
    while work.signs and work.signs[-1].kind != "open":
        _apply(work)
    return bool(work.signs) and work.signs.pop().kind == "open"


def _apply(work: _Work) -> None:
    sign, right = work.signs.pop(), work.values.pop()
    if sign.kind == "prefix":
        _operate(work, sign.text, None, right)
    else:
        _operate(work, sign.text, work.values.pop(), right)


def _operate(work: _Work, sign: str, left: Value | None, right: Value) -> None:
    result = _ALONE[sign](right) if left is None else _BETWEEN[sign](left, right)
    value = Value(_bounded(result.number), result.exact and right.exact and (left is None or left.exact))
    if sign not in ("neg", "pos"):
        work.steps.append(Step(sign, left, right, value))
    work.values.append(value)


def _bounded(number: Fraction) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS:
        raise Unworkable("large")
    return number


def _over(left: Value, right: Value) -> Value:
    if right.number == 0:
        raise Unworkable("zero")
    return Value(left.number / right.number)


def _modulo(left: Value, right: Value) -> Value:
    if right.number == 0:
        raise Unworkable("zero")
    return Value(left.number % right.number)


def _power(left: Value, right: Value) -> Value:
    base, exponent = left.number, right.number
    if exponent.denominator == 2:
        root = square_root(base)
        return Value(_power(root, Value(Fraction(exponent.numerator))).number, root.exact)
    if exponent.denominator != 1:
        return _broken_power(base, exponent)
    if base == 0 and exponent < 0:
        raise Unworkable("zero")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    # bit_length of ±1 is 1, yet its powers never grow.
    if abs(base) != 1 and base != 0 and (size - 1 or 1) * abs(exponent) > MOST_BITS:
        raise Unworkable("large")
    return Value(base ** (int(exponent) if abs(base) != 1 else int(exponent) % 2))


def _broken_power(base: Fraction, exponent: Fraction) -> Value:
    if base < 0:
        raise Unworkable("root")
    try:
        return Value(Fraction(float(base) ** float(exponent)).limit_denominator(10**12), exact=False)
    except (OverflowError, ZeroDivisionError) as error:
        raise Unworkable("large" if isinstance(error, OverflowError) else "zero") from error


def square_root(number: Fraction) -> Value:
    """Give the square root, exact where it is rational, else rounded down to 30 decimals.

    Raises: Unworkable below zero.
    """
    if number < 0:
        raise Unworkable("root")
    top, bottom = math.isqrt(number.numerator), math.isqrt(number.denominator)
    if top * top == number.numerator and bottom * bottom == number.denominator:
        return Value(Fraction(top, bottom))
    return Value(Fraction(math.isqrt(number.numerator * 10**60 // number.denominator), 10**30), exact=False)


def _factorial(value: Value) -> Value:
    if value.number.denominator != 1 or value.number < 0:
        raise Unworkable("factorial")
    if value.number > 1_000:
        raise Unworkable("large")
    return Value(Fraction(math.factorial(int(value.number))))


_BETWEEN: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: Value(left.number + right.number),
    "-": lambda left, right: Value(left.number - right.number),
    "×": lambda left, right: Value(left.number * right.number),
    "÷": _over,
    "mod": _modulo,
    "^": _power,
}
_ALONE: dict[str, Callable[[Value], Value]] = {
    "neg": lambda value: Value(-value.number),
    "pos": lambda value: value,
    "√": lambda value: square_root(value.number),
    "百分之": lambda value: Value(value.number / 100),
    "%": lambda value: Value(value.number / 100),
    "²": lambda value: _power(value, Value(Fraction(2))),
    "³": lambda value: _power(value, Value(Fraction(3))),
    "!": _factorial,
}
