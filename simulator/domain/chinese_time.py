"""Finds a moment in what people say, Chinese first, and says one. The words and rules are in `times`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from simulator.domain.limit import Lang
from simulator.domain.release import SHANGHAI
from simulator.domain.times import chinese_days, chinese_hours, english_days, english_hours, written
from simulator.domain.times.dates import DATES, say_date
from simulator.domain.times.grammar import Grammar, Spoken
from simulator.domain.times.meaning import moment_of
from simulator.domain.times.pieces import InDays, InMonths, InWeeks, Phrase
from simulator.domain.times.repetition import Repetition

_NEAR_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow", 2: "in_two_days"}


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A moment that a text names, in Shanghai.

    `spans` are the places of the text that say it, in order. Without `has_time` no hour was said, and `moment` is the
    midnight that begins the day. `repeats` is how often it comes again, `until` the end that was said with it, the
    last day's midnight where that is a day.
    """

    moment: datetime
    has_time: bool
    spans: tuple[tuple[int, int], ...]
    repeats: Repetition | None = None
    until: datetime | None = None

    @property
    def start(self) -> int:
        """Where the first word of it stands."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last word of it ends."""
        return self.spans[-1][1]


def spoken_time(text: str) -> Spoken | None:
    """Give the first time that is said in `text`, whatever moment it may be; linear in the text's length."""
    return _grammar().find(text)


def find_time(text: str, now: datetime) -> FoundTime | None:
    """Give the first moment that `text` names, seen from `now` (aware).

    None where no time is said, where it is one that the rules do not know (每隔一天), or one that is on no calendar
    (2月30日). It may be past. Any text may come; the cost is linear in its length. Rules: see `times.meaning`.
    """
    spoken = spoken_time(text)
    if spoken is None or not _is_clear(spoken.phrase):
        return None
    phrase, moment = spoken.phrase, moment_of(spoken.phrase, now)
    if moment is None:
        return None
    repeats = phrase.repeats
    if repeats is not None and repeats.every == "week" and not repeats.weekdays:
        repeats = Repetition("week", (moment.weekday(),))
    until = None if spoken.until is None else _end(phrase, spoken.until, moment, now)
    return FoundTime(moment, phrase.has_time, spoken.spans, repeats, until)


def find_end(text: str, start: datetime, now: datetime) -> datetime | None:
    """Give the end, later than `start`, that `text` names: 下午五点, 两小时后, 明天.

    Days are counted from `now`, hours from `start`. None where no time is understood, or one that is not later.
    """
    spoken = spoken_time(text)
    return None if spoken is None else _end(Phrase(), spoken.phrase, start, now)


def say_time(moment: datetime, now: datetime, lang: Lang) -> str:
    """Say a moment as it looks from `now`: 明天 15:00（2月11日 周二）, 3月1日 周六 08:00."""
    moment = moment.astimezone(SHANGHAI)
    near = _NEAR_DAYS.get((moment.date() - now.astimezone(SHANGHAI).date()).days)
    if near is None:
        return say_moment(moment, now, lang)
    said = {"near": DATES[f"near.{near}"].text(lang), "time": f"{moment:%H:%M}", "day": say_day(moment, now, lang)}
    return DATES.say("near.time", lang, **said)


def say_moment(moment: datetime, now: datetime, lang: Lang) -> str:
    """Say a moment by its date: 2月11日 周二 07:00; Tue 11 Feb 07:00."""
    return f"{say_day(moment, now, lang)} {moment.astimezone(SHANGHAI):%H:%M}"


def say_day(moment: datetime, now: datetime, lang: Lang) -> str:
    """Say a day: 2月11日 周二; Tue 11 Feb; with the year where it is not the present one."""
    moment = moment.astimezone(SHANGHAI)
    return say_date(moment, lang, has_year=moment.year != now.astimezone(SHANGHAI).year)


@cache
def _grammar() -> Grammar:
    """Make the grammar when it is first needed: its patterns are large, and most sessions name no time."""
    rules = (
        *written.MOMENTS,
        *chinese_days.DAYS,
        *english_days.DAYS,
        *chinese_hours.HOURS,
        *english_hours.HOURS,
        *written.CLOCKS,
    )
    return Grammar(rules)


def _is_clear(phrase: Phrase) -> bool:
    """Say whether the phrase is understood: 每月 and 每周 need a day."""
    repeats = phrase.repeats
    return phrase.is_known and (repeats is None or bool(repeats.weekdays) or phrase.day is not None)


def _end(phrase: Phrase, until: Phrase, start: datetime, now: datetime) -> datetime | None:
    """Give the end of a stretch of time; what it does not say is as at its start: 下午三点到五点 ends at 17:00."""
    if not _is_clear(until) or until.repeats is not None:
        return None
    if until.has_day:
        seen_from = now if isinstance(until.day, InDays | InWeeks | InMonths) else start
        ends = [moment_of(until, seen_from)]
    else:
        ends = [moment_of(replace(until, part=until.part or phrase.part), start), moment_of(until, start)]
    later = [end for end in ends if end is not None and end > start]
    return min(later, default=None)
