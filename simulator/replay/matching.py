"""The matchers: whether a value is what a check wants, and how a person says it. Which value is `subjects`' part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from simulator.patterns import found
from simulator.replay.filling import fill
from simulator.replay.quantities import quantity
from simulator.replay.script import Check

Value = str | float | bool | None
NEARLY = 1e-6
"""Figures of events are rounded to this."""
NONE = "none"
"""How a script says that there is nothing, such as `limit: none`."""


def holds(check: Check, value: object, names: Mapping[str, str]) -> bool:
    """Say whether `value` is what the check wants, names filled in. Raises: ValueError if that cannot be read."""
    wanted = [fill(text, names) for text in check.texts]
    if check.how in ("at_least", "at_most", "between"):
        return _is_within(check.how, value, [quantity(text) for text in wanted])
    if check.how in ("equals", "one_of"):
        return any(_equals(text, value) for text in wanted)
    if value is None and wanted == [NONE]:
        return check.how != "lacks"
    text = as_text(value)
    match check.how:
        case "contains" | "all_of":
            return all(part in text for part in wanted)
        case "any_of":
            return any(part in text for part in wanted)
        case "lacks":
            return not any(part in text for part in wanted)
        case "matches":
            return all(found(pattern, text) is not None for pattern in wanted)
        case _:
            return likeness(wanted[0], text) >= check.least


def said(check: Check, names: Mapping[str, str]) -> str:
    """Say what the check wants, as a script would write it."""
    wanted = [fill(text, names) for text in check.texts]
    if check.how in ("at_least", "at_most"):
        return f"{check.how} {wanted[0]}"
    if check.how == "between":
        return f"between {wanted[0]} and {wanted[1]}"
    listed = " or ".join(map(quoted, wanted)) if check.how in ("any_of", "one_of") else ", ".join(map(quoted, wanted))
    how = {"equals": "is", "one_of": "is"}.get(check.how, check.how)
    return f"{how} {listed}" + (f" by {check.least:g} at least" if check.how == "similar" else "")


def likeness(one: str, other: str) -> float:
    """Give how alike two texts are, from 0 to 1: twice the pairs of neighbouring characters that both have, over all.

    Blanks do not count. Linear in the texts, whatever they are.
    """
    pairs = [_pairs("".join(text.split())) for text in (one, other)]
    total = sum(pair.total() for pair in pairs)
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 1.0


def _pairs(text: str) -> Counter[str]:
    padded = f"\x02{text}\x03" if text else ""
    return Counter(padded[place : place + 2] for place in range(len(padded) - 1))


def as_text(value: object) -> str:
    """Give a value as a script would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(map(as_text, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def quoted(text: str, longest: int = 200) -> str:
    """Give a text in quotes, on one line, cut if it is long."""
    line = text.replace("\r", "\\r").replace("\n", "\\n")
    return f'"{line if len(line) <= longest else line[:longest] + f"… ({len(line)} characters)"}"'


def _equals(text: str, value: object) -> bool:
    if value is None:
        return text == NONE
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return abs(quantity(text) - value) <= NEARLY
        except ValueError:
            return False
    return text == as_text(value)


def _is_within(how: str, value: object, bounds: list[float]) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    lower = bounds[0] - NEARLY if how != "at_most" else value
    upper = bounds[-1] + NEARLY if how != "at_least" else value
    return lower <= value <= upper
