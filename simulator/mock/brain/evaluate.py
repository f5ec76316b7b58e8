"""Works out a sum exactly, with the steps taken, within bounds. Finding sums in a text is `expression`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.mock.brain.expression import Token
from simulator.mock.brain.operations import ALONE, BETWEEN, Unworkable, Value, bounded

MOST_TOKENS = 200


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
    if wants_value:
        return None
    while work.signs and work.signs[-1].kind != "open":
        _apply(work)
    return (work.values[0], work.steps) if not work.signs and len(work.values) == 1 else None


def _take(work: _Work, token: Token, wants_value: bool) -> tuple[bool, bool]:
    """Put one token on its stack: whether it may stand there, and whether a value must come next."""
    match token.kind:
        case "number":
            work.values.append(Value(bounded(token.value)))
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
    result = ALONE[sign](right) if left is None else BETWEEN[sign](left, right)
    value = Value(bounded(result.number), result.exact and right.exact and (left is None or left.exact))
    if sign not in ("neg", "pos"):
        work.steps.append(Step(sign, left, right, value))
    work.values.append(value)
