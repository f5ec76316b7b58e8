"""The skills for the calendar: add, cancel and list events; reminders are listed with them. See `reminders`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from simulator.domain.chinese_time import FoundTime, find_end, say_day
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.domain.times.repetition import occurrences
from simulator.phone.alarms import REPEAT, WHEN
from simulator.phone.arguments import optional_line, required_line, short, tool
from simulator.phone.choosing import WHICH, cancelling
from simulator.phone.kept import EVENT, REMINDER, Entry, entries
from simulator.phone.moments import ahead, is_over, say_entry, understood
from simulator.phone.stretch import Stretch, stretch_of
from simulator.texts import Texts

_TEXTS = Texts("skills")

DEFAULT_LENGTH = timedelta(hours=1)
"""How long an event is whose end was not said (assumed; calendars of phones propose an hour)."""

MOST_LISTED = 20

_TITLE = _TEXTS["event.title"]
_ASK_TITLE = _TEXTS["event.ask_title"]
_ASK_WHEN = _TEXTS["event.ask_when"]
_THING = _TEXTS["event.thing"]
_ADDED = _TEXTS["event.set"]
_NOT_LATER = _TEXTS["event.ends_early"]
_NOTHING = _TEXTS["event.none"]
_THERE_IS = _TEXTS["event.listed"]
_FROM_NOW = _TEXTS["event.from_now"]
_ON = _TEXTS["event.on_day"]
_FROM_TO = _TEXTS["event.from_to"]
_MORE = _TEXTS["event.more"]
_REMINDER = _TEXTS["event.reminder"]


async def _add(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, now = situation.lang, situation.moment
    title = required_line(arguments, "title", _ASK_TITLE, lang)
    when = required_line(arguments, "when", _ASK_WHEN, lang)
    end = optional_line(arguments, "end", lang)
    place = optional_line(arguments, "place", lang)
    found = understood(when, now, lang, optional_line(arguments, "repeat", lang))
    start, until = _days(found, situation) if not found.has_time else _hours(found, when, end, situation)
    event = Entry(
        kind=EVENT,
        id=situation.contents.next_id(EVENT),
        title=title,
        at=start,
        made=now,
        repeats=found.repeats,
        until=until,
        is_all_day=not found.has_time,
        place=place,
    )
    return Done(_ADDED.text(lang).format(entry=say_entry(event, now, lang)), (event.change(),))


def _days(found: FoundTime, situation: Situation) -> tuple[datetime, datetime]:
    """Give the days of an event without hours; today counts, although its midnight is over."""
    day = timedelta(days=1)
    if found.repeats is None and found.moment + day <= situation.moment:
        raise is_over(found.moment, situation)
    return found.moment, (found.until or found.moment) + day


def _hours(found: FoundTime, when: str, end: str, situation: Situation) -> tuple[datetime, datetime]:
    start = ahead(found, when, situation)
    until = found.until or start + DEFAULT_LENGTH
    if end:
        understood(end, situation.moment, situation.lang)
        until = find_end(end, start, situation.moment) or start
    if until <= start:
        raise SkillFailed(_NOT_LATER.text(situation.lang).format(end=short(end)))
    return start, until


async def _list(arguments: Mapping[str, object], situation: Situation) -> Done:
    lang, when = situation.lang, optional_line(arguments, "when", situation.lang)
    stretch = stretch_of(when, situation.moment, lang)
    said = _said(stretch, situation) if when else _FROM_NOW.text(lang)
    found = within(situation, stretch)
    if not found:
        return Done(_NOTHING.text(lang).format(stretch=said))
    lines = [_line(entry, situation) for entry in found[:MOST_LISTED]]
    more = [_MORE.text(lang).format(count=len(found) - MOST_LISTED)] if len(found) > MOST_LISTED else []
    return Done("\n".join([_THERE_IS.text(lang).format(stretch=said, count=len(found)), *lines, *more]))


def within(situation: Situation, stretch: Stretch) -> list[Entry]:
    """Give what is in a stretch of time, in order; what repeats comes once for each time, with the moment of that."""
    found = []
    for entry in entries(situation.contents, EVENT, REMINDER):
        length = (entry.until or entry.at) - entry.at
        after = stretch.start - max(length, timedelta(microseconds=1))
        for moment in occurrences(entry.at, entry.repeats, after, stretch.end - timedelta(microseconds=1)):
            until = None if entry.until is None else moment + length
            found.append(replace(entry, at=moment, until=until, repeats=None))
    return sorted(found, key=lambda entry: (entry.at, entry.kind, entry.id))


def _line(entry: Entry, situation: Situation) -> str:
    kind = _REMINDER.text(situation.lang) if entry.kind == REMINDER else ""
    return f"{kind}{entry.id}. {say_entry(entry, situation.moment, situation.lang)}"


def _said(stretch: Stretch, situation: Situation) -> str:
    lang, now = situation.lang, situation.moment
    first, last = (say_day(moment, now, lang) for moment in (stretch.start, stretch.end - timedelta(days=1)))
    return (_ON if first == last else _FROM_TO).text(lang).format(first=first, last=last)


SKILLS = (
    Skill(
        tool(
            "add_event",
            _TEXTS["event.does.add"],
            ("title", "when"),
            title=_TITLE,
            when=WHEN,
            end=_TEXTS["event.end"],
            place=_TEXTS["event.place"],
            repeat=REPEAT,
        ),
        _add,
    ),
    Skill(
        tool("cancel_event", _TEXTS["event.does.cancel"], which=WHICH),
        cancelling(EVENT, _THING),
    ),
    Skill(
        tool(
            "list_events",
            _TEXTS["event.does.list"],
            when=_TEXTS["event.stretch"],
        ),
        _list,
    ),
)
"""What a phone can do with its calendar."""
