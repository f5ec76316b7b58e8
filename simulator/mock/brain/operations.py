"""What each sign does to exact numbers, within bounds. The order in which signs act is `evaluate`."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

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


def bounded(number: Fraction) -> Fraction:
    """Give the number itself. Raises: Unworkable above `MOST_BITS`."""
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


BETWEEN: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: Value(left.number + right.number),
    "-": lambda left, right: Value(left.number - right.number),
    "×": lambda left, right: Value(left.number * right.number),
    "÷": _over,
    "mod": _modulo,
    "^": _power,
}
ALONE: dict[str, Callable[[Value], Value]] = {
    "neg": lambda value: Value(-value.number),
    "pos": lambda value: value,
    "√": lambda value: square_root(value.number),
    "百分之": lambda value: Value(value.number / 100),
    "%": lambda value: Value(value.number / 100),
    "²": lambda value: _power(value, Value(Fraction(2))),
    "³": lambda value: _power(value, Value(Fraction(3))),
    "!": _factorial,
}
