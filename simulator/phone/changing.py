"""Moves an alarm to another time, as somebody means it. Which alarm is meant, `choosing` finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from simulator.domain.chinese_time import find_time, spoken_time
from simulator.domain.skills import Situation, SkillFailed
from simulator.domain.times.pieces import Phrase
from simulator.phone.kept import Entry
from simulator.phone.moments import ahead, is_over, say_entry, understood
from simulator.texts import Texts

_TEXTS = Texts("skills")
_REPEATS = _TEXTS["alarm.change_repeats"]

_HALF_DAY = timedelta(hours=12)


def moved(entry: Entry, when: str, situation: Situation) -> Entry:
    """Give the entry at the time that `when` says.

    An hour alone keeps the day, or the days on which it repeats, and a bare one is the nearer of morning and evening to
    what it was: 晚上八点 becomes 21:00 by 九点. Raises: SkillFailed if no time is understood, it is past, or one day of
    what repeats is named.
    """
    found, spoken = understood(when, situation.moment, situation.lang), spoken_time(when)
    phrase = Phrase() if spoken is None else spoken.phrase
    if entry.repeats is not None and phrase.has_day and found.repeats is None:
        said = say_entry(entry, situation.moment, situation.lang)
        raise SkillFailed(_REPEATS.text(situation.lang).format(entry=said))
    if phrase.has_day or entry.next_after(situation.moment) is None:
        return replace(entry, at=ahead(found, when, situation), repeats=found.repeats)
    at = _on_its_day(entry.at, when, phrase)
    if entry.repeats is None and at <= situation.moment:
        raise is_over(at, situation)
    return replace(entry, at=at)


def _on_its_day(at: datetime, when: str, phrase: Phrase) -> datetime:
    """Give the hour that is said, on the day of `at`."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    found = find_time(when, midnight - timedelta(days=1))
    said = timedelta() if found is None else timedelta(hours=found.moment.hour, minutes=found.moment.minute)
    is_bare = phrase.part is None and phrase.clock is not None and not phrase.clock.is_exact and phrase.clock.hour < 12
    other = said - _HALF_DAY if said >= _HALF_DAY else said + _HALF_DAY
    return min((midnight + said, midnight + other) if is_bare else (midnight + said,), key=lambda it: abs(it - at))
