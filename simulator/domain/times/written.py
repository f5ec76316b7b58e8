"""Times written in figures, as rules of the grammar: ISO 8601, 14:30. Words of a language are not here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from simulator.domain.times.grammar import Rule
from simulator.domain.times.pieces import Clock, Exactly, MonthDay, Piece, Unknown

_DATE = r"(?<![0-9.])([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_NO_ISO_WEEKDAY = r"(?:\s?\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"


def _exactly(*said: str | None) -> tuple[Piece, ...]:
    """Read a moment in full; 24:00, is a day and an hour, and 2025-02-30 a day of no month."""
    *figures, offset = said
    year, month, day, hour, minute, second = (int(figure or 0) for figure in figures)
    try:
        return (Exactly(datetime(year, month, day, hour, minute, second, tzinfo=_zone(offset))),)
    except ValueError:
        return (Unknown(),) if offset else (MonthDay(month, day, year), Clock(hour, minute, is_exact=True))


def _zone(offset: str | None) -> timezone | None:
    if offset is None:
        return None
    if offset in "Zz":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    return timezone((-1 if offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _date(year: str, month: str, day: str) -> tuple[Piece, ...]:
    return (MonthDay(int(month), int(day), int(year)),)


def _clock(hour: str, minute: str) -> tuple[Piece, ...]:
    """Read 14:30; a leading zero says that the hour counts from midnight, so that 07:30 is in the morning."""
    return (Clock(int(hour), int(minute), is_exact=hour.startswith("0")),)


MOMENTS: tuple[Rule, ...] = (
    (
        rf"{_DATE}(?:T|\s{{1,2}})([0-9]{{1,2}}):([0-9]{{2}})(?::([0-9]{{2}})(?:\.[0-9]{{1,9}})?)?"
        r"(Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])",
        _exactly,
    ),
    (rf"{_DATE}(?![0-9]){_NO_ISO_WEEKDAY}", _date),
)
"""Moments and dates in figures; they come before all words."""

CLOCKS: tuple[Rule, ...] = (
    (
        r"(?:(?<![A-Za-z])(?:at|from|by|around)\s)?(?<![0-9:.])([01]?[0-9]|2[0-4]):([0-5][0-9])"
        r"(?::[0-5][0-9])?(?![0-9:]|\s?[ap]\.?m)",
        _clock,
    ),
)
"""14:30 and 7:30; what has am or pm is English."""
