"""Writes values, sums and steps as people read them. Working them out is `evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from simulator.mock.brain.evaluate import Step
from simulator.mock.brain.expression import Token
from simulator.mock.brain.operations import Value

_TIGHT = {"²", "³", "!", "%"}


def written(value: Value) -> str:
    """Write a value: 23, -0.375, or 100/7 ≈ 14.285714; ≈ alone marks one that had to be rounded."""
    number = value.number
    if not value.exact:
        return f"≈ {decimal(number, 10)}"
    if number.denominator == 1:
        return str(number.numerator)
    places = _places(number)
    if places is not None:
        return decimal(number, places)
    return f"{number.numerator}/{number.denominator} ≈ {decimal(number, 6)}"


def short(value: Value) -> str:
    """Write a value inside a step: like `written`, with a fraction in parentheses and without its rounding."""
    text = written(value).removeprefix("≈ ")
    shown = f"({text.split(' ≈ ')[0]})" if " ≈ " in text else text
    return f"({shown})" if shown.startswith("-") else shown


def decimal(number: Fraction, places: int) -> str:
    """Write a number with at most so many decimals, rounded half away from zero, without closing zeros."""
    scaled = abs(number) * 10**places
    units = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    whole, rest = divmod(units, 10**places)
    decimals = str(rest).rjust(places, "0").rstrip("0") if places else ""
    return ("-" if number < 0 and units else "") + str(whole) + (f".{decimals}" if decimals else "")


def _places(number: Fraction) -> int | None:
    """Give the decimals that write a fraction exactly; None for more than 20 or endless ones."""
    return next((places for places in range(1, 21) if (10**places) % number.denominator == 0), None)


def sum_text(tokens: Sequence[Token]) -> str:
    """Write the tokens of a sum in symbols, with spaces round the signs between numbers."""
    parts: list[str] = []
    wants_value = True
    for token in tokens:
        text = written(Value(token.value)).split(" ≈ ")[0] if token.kind == "number" else token.text
        spaced = token.kind == "infix" and not wants_value and token.text != "^"
        parts.append(f" {text} " if spaced else text)
        wants_value = token.kind in ("infix", "prefix", "open")
    return "".join(parts).replace("  ", " ").strip()


def step_text(step: Step) -> str:
    """Write one step as an equation."""
    right, result = short(step.right), written(step.result)
    equals = result if result.startswith("≈") else f"= {result}"
    if step.left is not None:
        sign = "^" if step.sign == "^" else f" {step.sign} "
        return f"{short(step.left)}{sign}{right} {equals}"
    return f"{right}{step.sign} {equals}" if step.sign in _TIGHT else f"{step.sign}{right} {equals}"
