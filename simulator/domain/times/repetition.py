"""What happens again: every day, on some weekdays, monthly or yearly. Which words say so is the time grammars'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from simulator.domain.times.dates import DATES, say_month, say_weekday
from simulator.texts import Lang

Every = Literal["week", "month", "year"]

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545 names of the weekdays, Monday first as `date.weekday` counts them."""

WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
ALL_DAYS = (*WORKDAYS, *WEEKEND)

_LONGEST_PAUSE = 8 * 366
"""Days between two 29 February around a year such as 2100; nothing that repeats pauses longer."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """Weekly on `weekdays` (Monday is 0), monthly on the day of the first time, or yearly on its date.

    A month without that day is left out, as RFC 5545 wants it.
    """

    every: Every
    weekdays: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """The RFC 5545 recurrence rule, such as `FREQ=WEEKLY;BYDAY=MO,WE`."""
        if self.every != "week":
            return "FREQ=MONTHLY" if self.every == "month" else "FREQ=YEARLY"
        if self.weekdays == ALL_DAYS:
            return "FREQ=DAILY"
        return "FREQ=WEEKLY;BYDAY=" + ",".join(DAY_CODES[day] for day in self.weekdays)

    def falls_on(self, day: date, first: date) -> bool:
        """Say whether something that first happened on `first` happens again on `day`."""
        match self.every:
            case "week":
                return day.weekday() in self.weekdays
            case "month":
                return day.day == first.day
            case "year":
                return (day.month, day.day) == (first.month, first.day)


DAILY = Repetition("week", ALL_DAYS)


def repetition_of(rule: str) -> Repetition | None:
    """Read a rule that `Repetition.rule` can write; None for the empty text and for any other rule."""
    plain = {DAILY.rule: DAILY, "FREQ=MONTHLY": Repetition("month"), "FREQ=YEARLY": Repetition("year")}
    codes = re.fullmatch(r"FREQ=WEEKLY;BYDAY=([A-Z]{2}(?:,[A-Z]{2}){0,6})", rule)
    if codes is None:
        return plain.get(rule)
    days = codes[1].split(",")
    if not set(days) <= set(DAY_CODES):
        return None
    return Repetition("week", tuple(sorted({DAY_CODES.index(day) for day in days})))


def occurrences(first: datetime, repetition: Repetition | None, after: datetime, until: datetime) -> Iterator[datetime]:
    """Give the moments later than `after` and not later than `until`, in order; cost is a step a day between them."""
    if repetition is None:
        if after < first <= until:
            yield first
        return
    day = max(first.date(), after.astimezone(first.tzinfo).date())
    last = until.astimezone(first.tzinfo).date()
    while day <= last:
        moment = datetime.combine(day, first.timetz())
        if max(first, after) <= moment <= until and moment != after and repetition.falls_on(day, first.date()):
            yield moment
        if day == date.max:
            return
        day += timedelta(days=1)


def next_time(first: datetime, repetition: Repetition | None, after: datetime) -> datetime | None:
    """Give the next moment later than `after`; None where there is none any more."""
    try:
        until = max(first, after) + timedelta(days=_LONGEST_PAUSE)
    except OverflowError:
        until = datetime.max.replace(tzinfo=first.tzinfo)
    return next(occurrences(first, repetition, after, until), None)


def say_repetition(repetition: Repetition, first: date, lang: Lang) -> str:
    """Say it for a person: 每天, 工作日, 每周一、周三, 每月15日; every day, on workdays, every Mon, Wed."""
    days = repetition.weekdays
    if repetition.every != "week":
        return DATES.say(f"every.{repetition.every}", lang, day=first.day, month=say_month(first, lang))
    if days in (ALL_DAYS, WORKDAYS):
        return DATES["every.day" if days == ALL_DAYS else "every.workday"].text(lang)
    named = DATES["every.separator"].text(lang).join(say_weekday(day, lang) for day in days)
    return DATES.say("every.weekday", lang, days=named)
