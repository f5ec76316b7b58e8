"""English words for hours, parts of the day and times from now, as rules of the grammar. Days are `english_days`'s."""

from __future__ import annotations

import re
from datetime import timedelta

from simulator.domain.times.grammar import Rule
from simulator.domain.times.pieces import Clock, InDays, InMonths, Piece, Span
from simulator.domain.times.words import AM, ENGLISH_NUMBERS, MIDNIGHT, NOON, PARTS_OF_DAY, PM

ALONE = r"(?<![A-Za-z0-9'])"
END = r"(?![A-Za-z0-9'])"
"""A word of Latin letters begins and ends there; Han characters may stand beside it."""

_WORDS = "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True))
_HOUR_WORDS = "|".join(
    sorted((word for word, value in ENGLISH_NUMBERS.items() if value <= 12 and len(word) > 2), key=len, reverse=True)
)
_HOUR = rf"(1[0-2]|0?[1-9]|{_HOUR_WORDS})"
_ANY_HOUR = rf"(2[0-4]|1[0-9]|0?[0-9]|{_HOUR_WORDS})"
_MINUTE = r"(?:[:.]([0-5][0-9]))?"
_AT = r"(?:(?:at|by|around|about|from)\s|@\s?)"
_NO_HOUR = (
    r"(?!\s?%|\s(?:percent|degrees|people|km|kg|miles|dollars|yuan|times|points|minutes?|hours?|days?|least|most)\b)"
)
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
_ONE = rf"(?:half\san?|[0-9]{{1,4}}(?:\.[0-9])?|{_WORDS})(?:\sand\sa\shalf)?\s?{_UNIT}(?:\sand\sa\shalf)?"
_DURATION = rf"({_ONE}(?:(?:,\s|,?\sand\s|\s){_ONE}){{0,2}})"

_SECONDS = {"s": 1, "mi": 60, "h": 3_600, "d": 86_400, "w": 7 * 86_400}
_MONTHS = {"mo": 1, "y": 12}


def _value(word: str) -> float:
    word = " ".join(word.lower().split())
    return 0.5 if word.startswith("half") else float(ENGLISH_NUMBERS.get(word) or word)


def _hour(hour: str, minute: str | None = None) -> Clock:
    return Clock(int(_value(hour)), int(minute or 0), is_exact=hour.startswith("0"))


def _twelve_hours(hour: str, minute: str | None, half: str) -> tuple[Piece, ...]:
    return _hour(hour, minute), AM if half.lower() == "a" else PM


def _at(hour: str, minute: str | None) -> tuple[Piece, ...]:
    return (_hour(hour, minute),)


def _spelled(hour: str, minute: str) -> tuple[Piece, ...]:
    return (Clock(int(_value(hour)), int(_value(minute))),)


def _relative(minutes: str, side: str, hour: str) -> tuple[Piece, ...]:
    words = minutes.lower().removeprefix("a ").split()[0]
    amount = {"half": 30, "quarter": 15}.get(words) or int(_value(words))
    return (Clock(int(_value(hour)), -amount if side.lower() in ("to", "before") else amount),)


def _part(name: str) -> tuple[Piece, ...]:
    return (PARTS_OF_DAY[name.lower()],)


def _duration(text: str) -> tuple[Piece, ...]:
    """Read 20 minutes, an hour and a half, two weeks: days and longer move the day, all else counts from now."""
    pattern = rf"(half\san?|[0-9.]+|{_WORDS})(\sand\sa\shalf)?\s?({_UNIT})(\sand\sa\shalf)?"
    said = [
        (_value(amount) + (0.5 if half or after else 0), _unit(unit))
        for amount, half, unit, after in re.findall(pattern, text, re.IGNORECASE | re.ASCII)
    ]
    if any(unit in _MONTHS for _, unit in said):
        return (InMonths(int(sum(amount * _MONTHS.get(unit, 0) for amount, unit in said)), None),)
    seconds = sum(amount * _SECONDS[unit] for amount, unit in said)
    if seconds % 86_400 == 0 and all(unit in "dw" for _, unit in said):
        return (InDays(int(seconds) // 86_400),)
    return (Span(timedelta(seconds=seconds)),)


def _unit(word: str) -> str:
    word = word.lower()
    return word[:2] if word[0] == "m" else word[0]


HOURS: tuple[Rule, ...] = (
    (rf"{ALONE}(?:in|after)\s{_DURATION}{END}(?:'s\stime)?", _duration),
    (rf"{ALONE}{_DURATION}\s(?:from\snow|later){END}", _duration),
    (rf"{ALONE}(?:{_AT}\s?)?{_HOUR}{_MINUTE}\s?([ap])\.?m(?:\.(?=\s|$)|{END})", _twelve_hours),
    (
        rf"{ALONE}(?:at\s)?((?:a\s)?(?:half|quarter)|(?:[0-9]{{1,2}}|{_WORDS})(?:\sminutes)?)\s(past|after|to|before)\s{_HOUR}{END}",
        _relative,
    ),
    (rf"{ALONE}(?:{_AT})?{_ANY_HOUR}\s?o['’]clock{END}", lambda hour: _at(hour, None)),
    (rf"{ALONE}{_AT}({_HOUR_WORDS})\s(fifteen|twenty|thirty|forty|forty-five|fifty|ten){END}", _spelled),
    (rf"(?<![A-Za-z0-9])(?:at\s|@\s?){_ANY_HOUR}{_MINUTE}(?![0-9:.]?[0-9]|[A-Za-z]){_NO_HOUR}", _at),
    (rf"{ALONE}(?:at\s)?(?:12\s)?(?:noon|midday){END}", lambda: (NOON,)),
    (rf"{ALONE}(?:at\s)?(?:12\s)?midnight{END}", lambda: (MIDNIGHT,)),
    (rf"{ALONE}in\sthe\s(morning|afternoon|evening){END}|{ALONE}at\snight{END}", lambda part: _part(part or "night")),
    (rf"(?:(?<=day\s)|(?<=tomorrow\s))(morning|afternoon|evening|night){END}", _part),
)
"""Rules for hours; the longer form comes before the shorter."""
