"""Polynomials with exact coefficients: expanding, deriving, solving up to squares. All else is `symbolic`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from simulator.mock.brain.algebra.syntax import Apply, Formula, Name, Number
from simulator.mock.brain.figures import decimal
from simulator.mock.brain.operations import square_root

Monomial = tuple[tuple[str, int], ...]
Polynomial = Mapping[Monomial, Fraction]
"""Coefficients, none of them 0, by the powers of the unknowns in the order of their names."""

_MOST_TERMS = 80


def polynomial(formula: Formula) -> Polynomial | None:
    """Expand a formula; None where it is no polynomial or has too many terms."""
    match formula:
        case Number(value):
            return {(): value} if value else {}
        case Name(name):
            return None if name in ("pi", "e") else {((name, 1),): Fraction(1)}
        case Apply(sign, arguments):
            parts = [polynomial(one) for one in arguments]
            known = [part for part in parts if part is not None]
            return _applied(sign, known) if len(known) == len(parts) else None


def _applied(sign: str, parts: Sequence[Polynomial]) -> Polynomial | None:
    left, right = parts[0], parts[-1]
    match sign:
        case "neg":
            return scaled(left, Fraction(-1))
        case "+":
            return _sum(left, right)
        case "-":
            return _sum(left, scaled(right, Fraction(-1)))
        case "*":
            return _product(left, right)
        case "/" if set(right) == {()}:
            return scaled(left, 1 / right[()])
        case "^" if set(right) <= {()}:
            power = right.get((), Fraction(0))
            return _power(left, int(power)) if power.denominator == 1 and power >= 0 else None
    return None


def scaled(one: Polynomial, factor: Fraction) -> Polynomial:
    """Give a polynomial times a number."""
    return {key: value * factor for key, value in one.items() if factor}


def _sum(one: Polynomial, two: Polynomial) -> Polynomial:
    total = {key: one.get(key, Fraction(0)) + two.get(key, Fraction(0)) for key in (*one, *two)}
    return {key: value for key, value in total.items() if value}


def _product(one: Polynomial, two: Polynomial) -> Polynomial | None:
    total: dict[Monomial, Fraction] = {}
    if len(one) * len(two) > _MOST_TERMS**2:
        return None
    for first, left in one.items():
        for second, right in two.items():
            powers = dict(first)
            for name, power in second:
                powers[name] = powers.get(name, 0) + power
            key = tuple(sorted(powers.items()))
            total[key] = total.get(key, Fraction(0)) + left * right
    return {key: value for key, value in total.items() if value} if len(total) <= _MOST_TERMS else None


def _power(one: Polynomial, power: int) -> Polynomial | None:
    result: Polynomial | None = {(): Fraction(1)}
    for _ in range(power):
        result = _product(result, one) if result is not None else None
    return result


def coefficients(one: Polynomial, name: str) -> list[Fraction] | None:
    """Give the coefficients in one unknown, the constant first; None where another unknown is in it."""
    if any(key not in ((), *(((name, power),) for power in range(1, 65))) for key in one):
        return None
    degree = max((key[0][1] if key else 0 for key in one), default=0)
    return [one.get(((name, power),) if power else (), Fraction(0)) for power in range(degree + 1)]


def roots(row: Sequence[Fraction]) -> list[str] | None:
    """Write the real roots of a linear or quadratic polynomial; None for a higher degree or a constant."""
    if len(row) == 2:
        return [shown(-row[0] / row[1])]
    if len(row) != 3:
        return None
    c, b, a = row
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    root = square_root(inside)
    if root.exact:
        return [shown(value) for value in sorted({(-b - root.number) / (2 * a), (-b + root.number) / (2 * a)})]
    if not b:
        return [f"±√{shown(-c / a)} ≈ ±{decimal(square_root(-c / a).number, 4)}"]
    first, second = (round((-b + sign * root.number) / (2 * a), 6) for sign in (-1, 1))
    return [
        f"({shown(-b)} {sign} √{shown(inside)}) / {shown(2 * a)} ≈ {decimal(value, 4)}"
        for sign, value in (("−", first), ("+", second))
    ]


def derivative(row: Sequence[Fraction]) -> list[Fraction]:
    """Give the coefficients of the derivative."""
    return [value * power for power, value in enumerate(row)][1:] or [Fraction(0)]


def integral(row: Sequence[Fraction]) -> list[Fraction]:
    """Give the coefficients of the antiderivative through the origin."""
    return [Fraction(0), *(value / (power + 1) for power, value in enumerate(row))]


def linear_system(equations: Sequence[Polynomial], unknowns: tuple[str, str]) -> tuple[Fraction, Fraction] | None:
    """Solve two linear equations (each a polynomial that is 0) by Cramer's rule; None without exactly one solution."""
    x, y = (((name, 1),) for name in unknowns)
    if len(equations) != 2 or any(key not in ((), x, y) for equation in equations for key in equation):
        return None
    (a, b, c), (d, e, f) = ([equation.get(key, Fraction(0)) for key in (x, y, ())] for equation in equations)
    determinant = a * e - b * d
    if not determinant:
        return None
    return (b * f - c * e) / determinant, (c * d - a * f) / determinant


def written(row: Sequence[Fraction], name: str) -> str:
    """Write a polynomial in one unknown, the highest power first: 3x^2 + 2."""
    terms = [(value, power) for power, value in reversed(list(enumerate(row))) if value]
    text = "".join(_term(value, power, name, first=place == 0) for place, (value, power) in enumerate(terms))
    return text or "0"


def _term(value: Fraction, power: int, name: str, *, first: bool) -> str:
    size = abs(value)
    base = "" if power == 0 else name if power == 1 else f"{name}^{power}"
    digits = "" if size == 1 and base else f"({size})" if size.denominator > 1 and base else str(size)
    sign = ("-" if value < 0 else "") if first else (" - " if value < 0 else " + ")
    return f"{sign}{digits}{base}"


def shown(value: Fraction) -> str:
    """Write an exact number: 4, or 7/3."""
    return str(value)
