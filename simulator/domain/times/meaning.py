"""Which moment a phrase means, seen from now: the rules for what words leave open. No words are read here.

A bare hour from 1 to 5 is in the afternoon, 6 to 11 in the morning, or in the evening where that day is today, the
morning's is over and nothing repeats; 12 is noon. In the evening and at night 12 is the end of that day, and 1 to 4
come after it. Where no day is said, what is over today is meant for tomorrow; what is over on a bare weekday, for next
week; any other past moment stays past. A week begins on Monday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from simulator.domain.release import SHANGHAI
from simulator.domain.times.pieces import (
    LAST,
    Clock,
    Day,
    DayOfMonth,
    Exactly,
    Festival,
    InDays,
    InMonths,
    InWeeks,
    MonthDay,
    NextWeekday,
    Phrase,
    Span,
)
from simulator.domain.times.words import FIXED_FESTIVALS, MOVING_FESTIVALS

SMALL_HOURS_END = 5
"""Until then it is still tonight for those who are awake (assumed)."""

_FURTHEST_YEARS = 8
"""29 February is at most so many years away."""


def moment_of(phrase: Phrase, now: datetime) -> datetime | None:
    """Give the moment in Shanghai that the phrase means at `now` (aware); midnight of the day if it has no time.

    None where there is no such day: 2月30日, a festival of an unknown year, a year that no calendar has.
    """
    try:
        now = now.astimezone(SHANGHAI)
        match phrase.from_now:
            case Span(delta):
                return (now + delta).replace(microsecond=0)
            case Exactly(moment):
                return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(SHANGHAI)
        return _placed(phrase, now)
    except (OverflowError, ValueError):
        return None


def _placed(phrase: Phrase, now: datetime) -> datetime | None:
    days, times = list(_days(phrase, now.date())), _times(phrase, now)
    moments = [datetime.combine(day, time(), SHANGHAI) + at for day in days for at in times]
    if not phrase.has_time:
        return moments[0] if moments else None
    return next((moment for moment in moments if moment > now), None) or _over(moments, len(times))


def _over(moments: list[datetime], times_a_day: int) -> datetime | None:
    """Give the moment that is meant where all are past: the last one of the first day."""
    return moments[times_a_day - 1] if moments else None


def _times(phrase: Phrase, now: datetime) -> tuple[timedelta, ...]:
    """Give the times after midnight that may be meant, the likelier first."""
    clock, part = phrase.clock, phrase.part
    if clock is None:
        return (timedelta(hours=0 if part is None else part.default),)
    if part is None:
        hours = _bare(clock) if phrase.repeats is None else _bare(clock)[:1]
    else:
        hours = (part.hours.get(clock.hour, clock.hour),)
        is_tonight = phrase.day in (None, InDays(0)) and now.hour < SMALL_HOURS_END
        if is_tonight and 24 < hours[0] <= 24 + SMALL_HOURS_END:
            hours = (hours[0] - 24, *hours)
    return tuple(timedelta(hours=hour, minutes=clock.minute) for hour in hours)


def _bare(clock: Clock) -> tuple[int, ...]:
    if clock.is_exact or not 1 <= clock.hour <= 11:
        return (clock.hour,)
    return (clock.hour + 12,) if clock.hour <= 5 else (clock.hour, clock.hour + 12)


def _days(phrase: Phrase, today: date) -> Iterator[date]:
    """Give the days that may be meant, in order; more than one where a past moment means a later day."""
    repeats, day = phrase.repeats, phrase.day
    if repeats is not None and repeats.weekdays:
        days = (today + timedelta(days=ahead) for ahead in range(15))
        yield from (found for found in days if repeats.falls_on(found, found))
    elif day is None:
        yield from (today, today + timedelta(days=1))
    elif repeats is not None or isinstance(day, NextWeekday):
        yield from islice(_candidates(day, today), 2)
    else:
        yield from islice(_candidates(day, today), 1)


def _candidates(day: Day, today: date) -> Iterator[date]:
    match day:
        case InDays(days):
            yield today + timedelta(days=days)
        case InWeeks(weeks, weekday):
            yield today + timedelta(days=7 * weeks + weekday - today.weekday())
        case NextWeekday(weekday):
            first = today + timedelta(days=(weekday - today.weekday()) % 7)
            yield from (first, first + timedelta(days=7))
        case InMonths(months, number):
            yield _in_month(today, months, number)
        case DayOfMonth(number):
            yield from _from(today, (_existing(today, months, number) for months in range(14)))
        case MonthDay():
            yield from _dates(day, today)
        case Festival(name):
            yield from _festival(name, today)


def _from(today: date, days: Iterator[date | None]) -> Iterator[date]:
    return (day for day in days if day is not None and day >= today)


def _month(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _in_month(today: date, months: int, number: int | None) -> date:
    year, month = _month(today, months)
    length = monthrange(year, month)[1]
    if number is None:
        return date(year, month, min(today.day, length))
    return date(year, month, number or length)


def _existing(today: date, months: int, number: int) -> date | None:
    year, month = _month(today, months)
    return _date(year, month, number)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, monthrange(year, month)[1] if number == LAST else number)
    except ValueError:
        return None


def _dates(day: MonthDay, today: date) -> Iterator[date]:
    if day.year is None and day.years is None:
        years = range(today.year, today.year + 2 * _FURTHEST_YEARS + 1)
        yield from _from(today, (_date(year, day.month, day.day) for year in years))
        return
    found = _date(day.year if day.year is not None else today.year + (day.years or 0), day.month, day.day)
    if found is not None:
        yield found


def _festival(name: str, today: date) -> Iterator[date]:
    if name in FIXED_FESTIVALS:
        yield from _dates(MonthDay(*FIXED_FESTIVALS[name]), today)
    else:
        yield from _from(today, iter(MOVING_FESTIVALS[name]))
