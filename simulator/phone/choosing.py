"""Finds which alarm, reminder or event somebody means, and takes it off the phone. Setting them is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta

from simulator.domain.chinese_time import FoundTime, find_time, spoken_time
from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, SkillFailed
from simulator.phone.arguments import optional_line, short
from simulator.phone.kept import Entry, entries, removal
from simulator.phone.moments import say_entry
from simulator.texts import Texts

_TEXTS = Texts("skills")

Act = Callable[[Mapping[str, object], Situation], Awaitable[Done]]

WHICH = _TEXTS["which"]
"""What the argument `which` of a skill that cancels is."""

_ALL = {"all", "全部", "所有", "全部闹钟", "所有闹钟", "everything"}
_LISTED = 5
_SEPARATOR = _TEXTS["which.separator"]

_NONE_THERE = _TEXTS["which.none_there"]
_NONE_FITS = _TEXTS["which.none_fits"]
_SEVERAL = _TEXTS["which.several"]


_REPEATS = _TEXTS["which.repeats"]
_NUMBERED = re.compile(r"^(?:第\s*)?(\d{1,4})\s*[个条号]?$|^(?:number|no\.?|#)\s*(\d{1,4})$", re.IGNORECASE)
_CANCELLED = _TEXTS["which.cancelled"]


def cancelling(kind: str, thing: Bilingual) -> Act:
    """Make what a skill does that takes something of a kind off the phone."""

    async def cancel(arguments: Mapping[str, object], situation: Situation) -> Done:
        lang = situation.lang
        chosen = choose(entries(situation.contents, kind), optional_line(arguments, "which", lang), thing, situation)
        said = listed(chosen, situation)
        return Done(_CANCELLED.text(lang).format(thing=thing.text(lang), entries=said), removal(chosen))

    return cancel


def listed(chosen: Iterable[Entry], situation: Situation) -> str:
    """Say some things one after the other, in a sentence."""
    lang = situation.lang
    return _SEPARATOR.text(lang).join(say_entry(entry, situation.moment, lang) for entry in chosen)


def choose(there: tuple[Entry, ...], which: str, thing: Bilingual, situation: Situation) -> tuple[Entry, ...]:
    """Give what `which` means among what is there: one, or all where all are wanted.

    `which` is a number, a title or a part of it, a time, or `all`; empty means the only one.
    Raises: SkillFailed if none or several fit, naming those that there are.
    """
    lang = situation.lang
    if not there:
        raise SkillFailed(_NONE_THERE.text(lang).format(thing=thing.text(lang)))
    if which.casefold() in _ALL:
        return there
    chosen = _fitting(there, which, situation.moment) if which else there
    if len(chosen) == 1:
        _ask_back_for_a_day(chosen[0], which, situation)
        return chosen
    known = _SEPARATOR.text(lang).join(
        f"{entry.id}. {say_entry(entry, situation.moment, lang)}" for entry in (chosen or there)[:_LISTED]
    )
    words = _SEVERAL if chosen else _NONE_FITS
    raise SkillFailed(
        words.text(lang).format(thing=thing.text(lang), which=short(which), known=known, count=len(chosen))
    )


def _ask_back_for_a_day(entry: Entry, which: str, situation: Situation) -> None:
    """Refuse to take all of what repeats off the phone where only a day of it was named."""
    spoken = spoken_time(which) if entry.repeats is not None and not _number(which) else None
    if spoken is not None and spoken.phrase.day is not None and spoken.phrase.repeats is None:
        said = say_entry(entry, situation.moment, situation.lang)
        raise SkillFailed(_REPEATS.text(situation.lang).format(entry=said, id=entry.id))


def _number(which: str) -> str:
    found = _NUMBERED.match(which.strip())
    return (found[1] or found[2]) if found else ""


def _fitting(there: tuple[Entry, ...], which: str, now: datetime) -> tuple[Entry, ...]:
    numbered = tuple(entry for entry in there if str(entry.id) == (_number(which) or which))
    said = which.casefold()
    named = tuple(entry for entry in there if entry.title and entry.title.casefold() in said)
    named = named or tuple(entry for entry in there if said in entry.title.casefold())
    return numbered or named or _timed(there, which, now)


def _timed(there: tuple[Entry, ...], which: str, now: datetime) -> tuple[Entry, ...]:
    found, spoken = find_time(which, now), spoken_time(which)
    if found is None or spoken is None:
        return ()
    on_day = tuple(entry for entry in there if _is_on(entry, found.moment))
    if spoken.phrase.clock is None and spoken.phrase.from_now is None:
        return on_day
    pool = on_day if spoken.phrase.day is not None else there
    # A bare "seven" may have been heard as the evening's: the alarm of the morning is meant then.
    return _at_hour(pool, found, timedelta()) or _at_hour(pool, found, timedelta(hours=12))


def _is_on(entry: Entry, moment: datetime) -> bool:
    return entry.at.date() == moment.date() or bool(
        entry.repeats and entry.at <= moment and entry.repeats.falls_on(moment.date(), entry.at.date())
    )


def _at_hour(pool: tuple[Entry, ...], found: FoundTime, shift: timedelta) -> tuple[Entry, ...]:
    wanted = (found.moment + shift).time().replace(second=0, microsecond=0)
    return tuple(entry for entry in pool if entry.at.time().replace(second=0, microsecond=0) == wanted)
