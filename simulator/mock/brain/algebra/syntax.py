"""Reads a formula that a stranger wrote into a small tree, within bounds; nothing is ever evaluated as code."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from simulator.mock.brain.late import late

MOST_CHARACTERS, MOST_NODES, DEEPEST = 160, 60, 16
"""Bounds of a formula; one beyond them is not read."""

MOST_POWER = 8
"""The highest whole power, and the highest product of nested ones, so that nothing grows beyond a screen."""

_MOST_DIGITS = 12
FUNCTIONS = frozenset({"sin", "cos", "tan", "ln", "log", "exp", "sqrt"})
_TOKEN = late(r"\s*(\d+(?:\.\d+)?|sin|cos|tan|ln|log|exp|sqrt|pi|[a-z]|\*\*|[-+*/^()])")
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "²": "^2", "³": "^3", "√": "sqrt", "π": "pi"})


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number or decimal, exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """An unknown, or pi or e."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of `FUNCTIONS`, `neg`, or one of + - * / ^ with its arguments."""

    sign: str
    arguments: tuple[Formula, ...]


Formula = Number | Name | Apply


class _Unread(Exception):
    """What stands there is no formula, or one beyond the bounds."""


def parse(text: str) -> Formula | None:
    """Read a formula such as `2x(x+1)^2 - sin x`; None where the text is none, or a bound is passed."""
    plain = text.translate(_SIGNS).strip().lower()
    if not 0 < len(plain) <= MOST_CHARACTERS:
        return None
    try:
        reader = _Reader(_tokens(plain))
        formula = reader.sum()
        return formula if reader.is_done() and _power(formula) <= MOST_POWER else None
    except _Unread:
        return None


def names(formula: Formula) -> set[str]:
    """Give the unknowns of a formula."""
    match formula:
        case Number():
            return set()
        case Name(name):
            return set() if name in ("pi", "e") else {name}
        case Apply(_, arguments):
            return set().union(*(names(one) for one in arguments))


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or len(match[1]) > _MOST_DIGITS:
            raise _Unread
        found.append("^" if match[1] == "**" else match[1])
        place = match.end()
    return found


def _power(formula: Formula) -> int:
    """Give the highest product of nested powers."""
    if not isinstance(formula, Apply):
        return 1
    inner = max(_power(one) for one in formula.arguments)
    if formula.sign != "^":
        return inner
    base, exponent = formula.arguments
    if isinstance(exponent, Number):
        return inner * max(1, int(abs(exponent.value)))
    # A tower such as 9^(9^9) would be worked out at once, digit by digit.
    is_plain = base == Name("e") or (not isinstance(base, Apply) and names(exponent) and "^" not in _signs(exponent))
    return inner if is_plain else MOST_POWER + 1


def _signs(formula: Formula) -> set[str]:
    if not isinstance(formula, Apply):
        return set()
    return {formula.sign}.union(*(_signs(one) for one in formula.arguments))


def grows(formula: Formula) -> bool:
    """Say whether an unknown stands in a power of anything but e, which at a large value has a billion digits."""
    if not isinstance(formula, Apply):
        return False
    base, *rest = formula.arguments
    is_power = formula.sign == "^" and base != Name("e") and bool(names(rest[0]))
    return is_power or any(grows(one) for one in formula.arguments)


class _Reader:
    """Recursive descent over the tokens; depth and nodes are counted."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._place, self._depth, self._nodes = tokens, 0, 0, 0

    def is_done(self) -> bool:
        return self._place == len(self._tokens)

    def sum(self) -> Formula:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Unread
        value = self._product()
        while (sign := self._next()) in ("+", "-"):
            self._place += 1
            value = self._made(sign, value, self._product())
        self._depth -= 1
        return value

    def _product(self) -> Formula:
        value = self._signed()
        while True:
            sign = self._next()
            if sign in ("*", "/"):
                self._place += 1
                value = self._made(sign, value, self._signed())
            elif sign and sign not in "+-^)":
                value = self._made("*", value, self._factor())
            else:
                return value

    def _signed(self) -> Formula:
        signs = 0
        while (sign := self._next()) in ("+", "-"):
            self._place += 1
            signs += sign == "-"
        value = self._factor()
        if signs % 2 and isinstance(value, Number):
            return Number(-value.value)
        return self._made("neg", value) if signs % 2 else value

    def _factor(self) -> Formula:
        base = self._atom()
        if self._next() != "^":
            return base
        self._place += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Unread
        power = self._signed()
        self._depth -= 1
        return self._made("^", base, power)

    def _atom(self) -> Formula:
        token = self._next()
        self._place += 1
        if token in FUNCTIONS:
            if self._next() == "(":
                return self._made(token, self._atom())
            self._depth += 1
            if self._depth > DEEPEST:
                raise _Unread
            argument = self._factor()
            self._depth -= 1
            return self._made(token, argument)
        if token == "(":
            value = self.sum()
            if self._next() != ")":
                raise _Unread
            self._place += 1
            return value
        if token[:1].isdigit():
            return Number(Fraction(token))
        if token.isalpha():
            return Name(token)
        raise _Unread

    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _made(self, sign: str, *arguments: Formula) -> Formula:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _Unread
        return Apply(sign, arguments)
