"""What a person asks the phone itself to do. How it is asked is in `requests`, doing it is a skill's.

A question about alarms, reminders or notes is no request, and where the words leave a doubt there is no intent: a chat
must not be mistaken for one. Times are passed on as they were said; the skill resolves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.domain.requests import alarms, calendar, reminders, texts
from simulator.domain.requests.wording import LONGEST_REQUEST, Reader, without_please, without_thanks


@dataclass(frozen=True, slots=True)
class Intent:
    """A skill that is wanted, and the arguments that the words hold; what is missing, the skill says itself."""

    skill: str
    arguments: Mapping[str, str] = field(default_factory=dict)


_ALARM = ("闹钟", "闹铃", "alarm")
_CALENDAR = ("日程", "日历", "行程", "会", "calendar", "schedule", "event", "appointment")

Asked = tuple[str, tuple[str, ...], Reader]
"""A skill, words of which a request for it has at least one, and what reads it; words are cheaper than patterns."""

_CARRIERS: tuple[Asked, ...] = (
    ("make_subtitles", ("字幕", "subtitles", "captions"), texts.make_subtitles),
    ("translate", ("译", "怎么", "如何", "translat", "say"), texts.translate),
    ("take_note", ("记", "备忘", "便签", "note", "jot"), texts.take_note),
)
"""They carry a text of any length, which may name anything and is kept to its last mark; they come first."""

_REQUESTS: tuple[Asked, ...] = (
    ("list_alarms", _ALARM, alarms.list_alarms),
    ("cancel_alarm", _ALARM, alarms.cancel_alarm),
    ("set_alarm", (*_ALARM, "叫", "喊", "wake"), alarms.set_alarm),
    ("cancel_reminder", ("提醒", "reminder"), reminders.cancel_reminder),
    ("set_reminder", ("提醒", "叫我", "喊我", "remind"), reminders.set_reminder),
    ("list_events", (*_CALENDAR, "安排", "提醒", "agenda", "reminders", "do i have"), calendar.list_events),
    ("list_notes", ("笔记", "备忘", "便签", "记了", "notes"), texts.list_notes),
    ("cancel_event", (*_CALENDAR, "面试", "约", "活动", "安排", "meeting"), calendar.cancel_event),
    ("add_event", (*_CALENDAR, "面试", "约", "饭局", "book", "arrange"), calendar.add_event),
    ("read_page", ("网", "页", "文章", "新闻", "报道", "链接", "http", "page", "article"), texts.read_page),
)


def intent_of(utterance: str) -> Intent | None:
    """Give what the utterance asks of the phone; None for all that a chat partner answers.

    Any text may come; the cost is linear in its length.
    """
    text = without_please(utterance)
    found = _first(_CARRIERS, text)
    if found is not None or len(text) > LONGEST_REQUEST:
        return found
    return _first(_REQUESTS, without_thanks(text))


def _first(known: Iterable[Asked], text: str) -> Intent | None:
    folded = text.casefold()
    for skill, words, read in known:
        arguments = read(text) if any(word in folded for word in words) else None
        if arguments is not None:
            return Intent(skill, arguments)
    return None
