"""The stretch of time that a list is asked for: a day, a week, a month, or all that is ahead. Listing is elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from simulator.domain.chinese_time import find_time
from simulator.domain.limit import Lang
from simulator.domain.release import SHANGHAI
from simulator.phone.moments import understood

_PERIODS = (
    (r"这个?(?:周|星期|礼拜)(?!末)|本周(?!末)|this week(?!end)", "week", 0),
    (r"下个?(?:周|星期|礼拜)(?![一二三四五六日天末])|next week(?!end)", "week", 1),
    (r"这个?月|本月|this month", "month", 0),
    (r"下个?月(?!的?[0-9一二三四五六七八九十底初末])|next month", "month", 1),
)

_AHEAD = timedelta(days=60)
"""How far ahead a list looks that was asked for without a time (assumed)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a moment, included, to another, not included."""

    start: datetime
    end: datetime


def stretch_of(text: str, now: datetime, lang: Lang) -> Stretch:
    """Give the stretch that `text` names; empty means from now on.

    A day and its hours mean the whole day; 三天后到五天后 or 周一到周五 mean all days of it.
    Raises: SkillFailed if no time is understood.
    """
    now = now.astimezone(SHANGHAI)
    if not text:
        return Stretch(now, now + _AHEAD)
    for pattern, unit, ahead in _PERIODS:
        if re.search(pattern, text, re.IGNORECASE) and not _names_day(text, now):
            return _week(now, ahead) if unit == "week" else _month(now, ahead)
    found = understood(text, now, lang)
    start, last = _midnight(found.moment), _midnight(found.until or found.moment)
    return Stretch(start, max(start, last) + timedelta(days=1))


def _names_day(text: str, now: datetime) -> bool:
    """Say whether more is said than the week or month: 这周五 is a day, 下周 is not."""
    return re.search(r"[周期拜][一二三四五六日天]", text) is not None and find_time(text, now) is not None


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(), SHANGHAI)


def _week(now: datetime, ahead: int) -> Stretch:
    monday = _midnight(now) + timedelta(days=7 * ahead - now.weekday())
    return Stretch(monday, monday + timedelta(days=7))


def _month(now: datetime, ahead: int) -> Stretch:
    first = _midnight(now).replace(day=1)
    for _ in range(ahead):
        first = _next_month(first)
    return Stretch(first, _next_month(first))


def _next_month(first: datetime) -> datetime:
    return (first + timedelta(days=32)).replace(day=1)
