"""Resolves the times that a model or a user said for a skill, and says moments back. Grammar is `domain.times`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from simulator.domain.chinese_time import FoundTime, find_time, say_day, say_moment, spoken_time
from simulator.domain.limit import Lang
from simulator.domain.skills import Situation, SkillFailed
from simulator.domain.times.dates import DATES
from simulator.domain.times.repetition import Repetition, next_time, say_repetition
from simulator.phone.arguments import short
from simulator.phone.kept import Entry
from simulator.texts import Texts

_TEXTS = Texts("skills")

_NOT_UNDERSTOOD = _TEXTS["moment.not_understood"]
_NO_SUCH_DAY = _TEXTS["moment.no_such_day"]
_NO_HOUR = _TEXTS["moment.no_hour"]
_OVER = _TEXTS["moment.over"]
_NO_REPETITION = _TEXTS["moment.no_repetition"]


def understood(text: str, now: datetime, lang: Lang, repeat: str = "") -> FoundTime:
    """Give the moment that `text` says; `repeat` says how often, where `text` does not.

    Raises: SkillFailed if either is not understood.
    """
    found = find_time(text, now)
    if found is None:
        spoken = spoken_time(text)
        is_day = spoken is not None and spoken.phrase.is_known and spoken.phrase.day is not None
        raise SkillFailed((_NO_SUCH_DAY if is_day else _NOT_UNDERSTOOD).text(lang).format(text=short(text)))
    if not repeat or found.repeats is not None:
        return found
    # Read together, because an hour that repeats is another one than an hour that is next: 每天 7:30 is the morning's.
    together = find_time(f"{repeat} {text}", now)
    if together is not None and together.repeats is not None and together.has_time == found.has_time:
        return together
    return replace(found, repeats=_repetition(repeat, found.moment, lang))


def _repetition(text: str, first: datetime, lang: Lang) -> Repetition:
    spoken = spoken_time(text)
    repeats = spoken.phrase.repeats if spoken is not None and spoken.phrase.is_known else None
    if repeats is None:
        raise SkillFailed(_NO_REPETITION.text(lang).format(text=short(text)))
    if repeats.every == "week" and not repeats.weekdays:
        return Repetition("week", (first.weekday(),))
    return repeats


def ahead(found: FoundTime, text: str, situation: Situation, default_hour: int | None = None) -> datetime:
    """Give the first moment from now on; `default_hour` is taken where no hour was said.

    Raises: SkillFailed if it is past, or if an hour is missing.
    """
    moment = found.moment
    if not found.has_time:
        if default_hour is None:
            raise SkillFailed(_NO_HOUR.text(situation.lang).format(text=short(text)))
        moment += timedelta(hours=default_hour)
    first = next_time(moment, found.repeats, situation.moment)
    if first is None:
        raise is_over(moment, situation)
    return first


def is_over(moment: datetime, situation: Situation) -> SkillFailed:
    """Make the failure that a moment is past."""
    now, lang = situation.moment, situation.lang
    return SkillFailed(_OVER.text(lang).format(moment=say_moment(moment, now, lang), now=say_moment(now, now, lang)))


def say_when(entry: Entry, now: datetime, lang: Lang) -> str:
    """Say when a thing is: 2月11日 周二 07:00; 每天 07:00; 2月11日 周二 15:00–16:00; 2月14日 周五 全天."""
    day = say_repetition(entry.repeats, entry.at, lang) if entry.repeats else say_day(entry.at, now, lang)
    if not entry.is_all_day:
        return f"{day} {_hours(entry, now, lang)}"
    last = (entry.until or entry.at) - timedelta(days=1)
    through = f"–{say_day(last, now, lang)}" if last.date() > entry.at.date() else ""
    return DATES.say("day.all", lang, day=f"{day}{through}")


def _hours(entry: Entry, now: datetime, lang: Lang) -> str:
    if entry.until is None or entry.until <= entry.at:
        return f"{entry.at:%H:%M}"
    same_day = entry.until.date() == entry.at.date()
    return f"{entry.at:%H:%M}–{f'{entry.until:%H:%M}' if same_day else say_moment(entry.until, now, lang)}"


def say_entry(entry: Entry, now: datetime, lang: Lang) -> str:
    """Say a thing with its moment and title; for what repeats, when it comes next."""
    title = DATES.say("entry.title", lang, title=entry.title) if entry.title else ""
    place = f" @ {entry.place}" if entry.place else ""
    again = entry.next_after(now) if entry.repeats else None
    next_day = DATES.say("entry.next", lang, day=say_day(again, now, lang)) if again else ""
    return say_when(entry, now, lang) + title + place + next_day
