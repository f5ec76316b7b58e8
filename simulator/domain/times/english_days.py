"""English words for days and what repeats, as rules of the grammar. Hours are `english_hours`'s."""

from __future__ import annotations

import re

from simulator.domain.times.english_hours import ALONE, END
from simulator.domain.times.grammar import Rule
from simulator.domain.times.pieces import (
    LAST,
    DayOfMonth,
    Festival,
    InDays,
    InMonths,
    InWeeks,
    MonthDay,
    NextWeekday,
    Piece,
    Unknown,
)
from simulator.domain.times.repetition import DAILY, WEEKEND, WORKDAYS, Repetition
from simulator.domain.times.words import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    FESTIVAL_NAMES,
    FIXED_FESTIVALS,
    PARTS_OF_DAY,
)

_FULL = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAY = rf"(?:{_FULL}|mon|tues?|wed|thu(?:rs?)?|fri)"
_ANY_WEEKDAY = rf"(?:{_FULL}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s([0-9]{4})(?![0-9:]))?"
_LIST = rf"{_ANY_WEEKDAY}s?(?:(?:,\s?|\sand\s|,\sand\s){_ANY_WEEKDAY}s?){{0,6}}"
_PLURALS = rf"{_FULL}s(?:(?:,\s?|\sand\s|,\sand\s){_FULL}s){{0,6}}"
_FESTIVALS = "|".join(
    sorted((name for name in (*FIXED_FESTIVALS, *FESTIVAL_NAMES) if name.isascii()), key=len, reverse=True)
)
_WEEKS = {"last": -1, "this": 0, "next": 1}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def _weekday_of(name: str) -> int:
    return ENGLISH_WEEKDAYS.index(name[:3].lower())


def _weekly(names: str) -> tuple[Piece, ...]:
    found = re.findall(_ANY_WEEKDAY, names, re.IGNORECASE | re.ASCII)
    return (Repetition("week", tuple(sorted({_weekday_of(name) for name in found}))),)


def _daily(part: str | None) -> tuple[Piece, ...]:
    return (DAILY,) if part is None else (DAILY, PARTS_OF_DAY[part.lower()])


def _cyclic(word: str) -> tuple[Piece, ...]:
    return (Repetition("week" if "week" in word.lower() else "month" if "month" in word.lower() else "year"),)


def _weekday(which: str | None, name: str) -> tuple[Piece, ...]:
    day = _weekday_of(name)
    return (NextWeekday(day) if which is None else InWeeks(_WEEKS[which.lower()], day),)


def _weekend(which: str) -> tuple[Piece, ...]:
    return (InWeeks(_WEEKS[which.lower()], WEEKEND[0]),)


def _from_today(word: str) -> tuple[Piece, ...]:
    return (InDays(_DAYS[word.lower()]),)


def _month_first(month: str, day: str, year: str | None) -> tuple[Piece, ...]:
    return (MonthDay(ENGLISH_MONTHS.index(month[:3].lower()) + 1, int(day), int(year) if year else None),)


def _day_first(day: str, month: str, year: str | None) -> tuple[Piece, ...]:
    return _month_first(month, day, year)


def _end_of_month(which: str) -> tuple[Piece, ...]:
    return (InMonths(1 if which.lower() == "next" else 0, LAST),)


def _festival(name: str) -> tuple[Piece, ...]:
    name = name.lower().replace("’", "'")
    return (Festival(FESTIVAL_NAMES.get(name, name)),)


_EVERY: tuple[Rule, ...] = (
    (rf"{ALONE}(?:every|each)\s({_LIST}){END}", _weekly),
    (rf"{ALONE}(?:on\s)?({_PLURALS}){END}", _weekly),
    (
        rf"{ALONE}(?:every|each|on)\s(?:weekday|workday|working\sday)s?{END}|{ALONE}weekdays{END}",
        lambda: (Repetition("week", WORKDAYS),),
    ),
    (rf"{ALONE}(?:(?:every|each)\sweekend|(?:on\s)?weekends){END}", lambda: (Repetition("week", WEEKEND),)),
    (rf"{ALONE}(?:every|each)\s(morning|afternoon|evening|night){END}", _daily),
    (rf"{ALONE}(?:(?:every|each)\sday|everyday|daily){END}", lambda: (DAILY,)),
    (rf"{ALONE}((?:every|each)\s(?:week|month|year)|weekly|monthly|yearly|annually){END}", _cyclic),
    (
        rf"{ALONE}(?:every|each)\s(?:[a-z]{{1,10}}|[0-9]{{1,4}})\s?(?:minute|hour|day|week|month|year)s?{END}",
        lambda: (Unknown(),),
    ),
    (rf"{ALONE}(?:(?:every|each)\s(?:hour|minute)|hourly){END}", lambda: (Unknown(),)),
)

DAYS: tuple[Rule, ...] = (
    *_EVERY,
    (rf"{ALONE}(?:on\s)?(?:{_ANY_WEEKDAY},?\s)?{_MONTH}\.?\s{_DAY}(?![0-9:]){_YEAR}", _month_first),
    (rf"{ALONE}(?:on\s)?(?:{_ANY_WEEKDAY},?\s)?(?:the\s)?{_DAY}(?:\sof)?\s{_MONTH}{END}\.?{_YEAR}", _day_first),
    (rf"{ALONE}(?:on|by)\sthe\s(3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th){END}", lambda day: (DayOfMonth(int(day)),)),
    (rf"{ALONE}(?:at\s)?(?:the\s)?end\sof\s(the|this|next)\smonth{END}", _end_of_month),
    (rf"{ALONE}next\smonth{END}", lambda: (InMonths(1, 1),)),
    (rf"{ALONE}next\sweek{END}", lambda: (InWeeks(1, 0),)),
    (rf"{ALONE}(this|next)\sweekend{END}", _weekend),
    (rf"{ALONE}(?:on\s)?(next|this|last)\s({_ANY_WEEKDAY}){END}", _weekday),
    (rf"{ALONE}(?:on\s)?(?:the\s)?(?:coming\s)?()({_WEEKDAY}){END}", lambda _, name: _weekday(None, name)),
    (rf"{ALONE}the\sday\safter\stomorrow{END}", lambda: (InDays(2),)),
    (rf"{ALONE}(today|tomorrow|yesterday){END}", _from_today),
    (rf"{ALONE}tonight{END}", lambda: (InDays(0), PARTS_OF_DAY["evening"])),
    (rf"{ALONE}this\s(morning|afternoon|evening){END}", lambda part: (InDays(0), PARTS_OF_DAY[part.lower()])),
    (rf"{ALONE}(?:on\s|at\s)?({_FESTIVALS}){END}", _festival),
)
"""Rules for days; what repeats comes first, the longer form before the shorter."""
