"""The skills for the calendar: add, cancel and list events; reminders are listed with them. See `reminders`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from simulator.domain.chinese_time import FoundTime, find_end, say_day
from simulator.domain.limit import Bilingual
from simulator.domain.skills import Done, Situation, Skill, SkillFailed
from simulator.domain.times.repetition import occurrences
from simulator.phone.alarms import REPEAT, WHEN
from simulator.phone.arguments import optional_line, required_line, short, tool
from simulator.phone.choosing import WHICH, cancelling
from simulator.phone.kept import EVENT, REMINDER, Entry, entries
from simulator.phone.moments import ahead, is_over, say_entry, understood
from simulator.phone.stretch import Stretch, stretch_of

DEFAULT_LENGTH = timedelta(hours=1)
"""How long an event is whose end was not said (assumed; calendars of phones propose an hour)."""

MOST_LISTED = 20

_TITLE = Bilingual("日程的名称，如“和小王吃饭”。", 'What it is, such as "dinner with Wang".')
_ASK_TITLE = Bilingual("日程叫什么？", "What is the event?")
_ASK_WHEN = Bilingual("日程在什么时候？例如“周五晚上七点”。", 'When is the event? For example "on Friday at 7 pm".')
_THING = Bilingual("日程", "event")
_ADDED = Bilingual("已添加日程：{entry}。", "Event added: {entry}.")
_NOT_LATER = Bilingual("结束时间“{end}”不晚于开始时间。", 'The end "{end}" is not later than the start.')
_NOTHING = Bilingual("{stretch}没有日程和提醒。", "No events or reminders {stretch}.")
_THERE_IS = Bilingual("{stretch}共有 {count} 项：", "{count} {stretch}:")
_FROM_NOW = Bilingual("接下来", "from now on")
_ON = Bilingual("{first}", "on {first}")
_FROM_TO = Bilingual("{first}至{last}", "from {first} to {last}")
_MORE = Bilingual("…还有 {count} 项", "… and {count} more")
_REMINDER = Bilingual("提醒 ", "reminder ")


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
            Bilingual(
                "在日历上添加日程；没说几点的是全天日程。",
                "Adds an event to the calendar; without an hour it lasts all day.",
            ),
            ("title", "when"),
            title=_TITLE,
            when=WHEN,
            end=Bilingual(
                "结束时间，如“下午五点”；不写则一小时。", 'When it ends, such as "5 pm"; an hour if left out.'
            ),
            place=Bilingual("地点。", "Where it is."),
            repeat=REPEAT,
        ),
        _add,
    ),
    Skill(
        tool("cancel_event", Bilingual("取消日历上的日程。", "Cancels an event of the calendar."), which=WHICH),
        cancelling(EVENT, _THING),
    ),
    Skill(
        tool(
            "list_events",
            Bilingual(
                "列出某天、某周或某月的日程和提醒。", "Lists the events and reminders of a day, a week or a month."
            ),
            when=Bilingual(
                "哪段时间，如“明天”“这周”“下个月”；不写则从现在起。",
                'Which time, such as "tomorrow", "this week", "next month"; from now on if left out.',
            ),
        ),
        _list,
    ),
)
"""What a phone can do with its calendar."""
