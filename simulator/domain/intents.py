"""What a person asks the phone itself to do. How it is asked is in `requests`, doing it is a skill's.

A question about alarms, reminders or notes is no request, and where the words leave a doubt there is no intent: a chat
must not be mistaken for one. Times are passed on as they were said; the skill resolves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Intent:
    """A skill that is wanted, and the arguments that the words hold; what is missing, the skill says itself."""

    skill: str
    arguments: Mapping[str, str] = field(default_factory=dict)


_ALARM = ("闹钟", "闹铃", "alarm")
_CALENDAR = ("日程", "日历", "行程", "会", "calendar", "schedule", "event", "appointment")

Words = tuple[str, ...]

CARRIERS: Mapping[str, Words] = {
    "make_subtitles": ("字幕", "subtitles", "captions"),
    "translate": ("译", "怎么", "如何", "translat", "say"),
    "take_note": ("记", "备忘", "便签", "note", "jot"),
}
"""Skills whose request carries a text of any length, which may name anything and is kept to its last mark, and words
of which such a request has at least one: words are cheaper than patterns. They come first."""

_REQUESTS: Mapping[str, Words] = {
    "list_alarms": _ALARM,
    "change_alarm": _ALARM,
    "cancel_alarm": _ALARM,
    "set_alarm": (*_ALARM, "叫", "喊", "wake"),
    "cancel_reminder": ("提醒", "reminder"),
    "set_reminder": ("提醒", "叫我", "喊我", "remind"),
    "list_events": (*_CALENDAR, "安排", "提醒", "agenda", "reminders", "do i have"),
    "list_notes": ("笔记", "备忘", "便签", "记了", "notes"),
    "cancel_event": (*_CALENDAR, "面试", "约", "活动", "安排", "meeting"),
    "add_event": (*_CALENDAR, "面试", "约", "饭局", "book", "arrange"),
    "read_page": ("网", "页", "文章", "新闻", "报道", "链接", "http", "page", "article"),
}
"""All other skills in the order in which they are tried, with such words."""

SKILLS = frozenset((*CARRIERS, *_REQUESTS))
"""The names of all skills that a request can be for."""

_WORDS = frozenset(word for table in (CARRIERS, _REQUESTS) for words in table.values() for word in words)


def may_ask(utterance: str) -> bool:
    """Say whether a word of a request is in the utterance; without one there is no intent. Cheap for any text."""
    return _holds(_WORDS, utterance.casefold())


def intent_of(utterance: str) -> Intent | None:
    """Give what the utterance asks of the phone; None for all that a chat partner answers.

    Any text may come; the cost is linear in its length.
    """
    if not may_ask(utterance):
        return None
    # Only now: the wordings and the grammar of times take 30 ms to import, and most that is said is no request.
    from simulator.domain.requests.wording import LONGEST_REQUEST, without_please, without_thanks

    text = without_please(utterance)
    found = _first(CARRIERS, text)
    if found is not None or len(text) > LONGEST_REQUEST:
        return found
    return _first(_REQUESTS, without_thanks(text))


def _first(known: Mapping[str, Words], text: str) -> Intent | None:
    from simulator.domain.requests.readers import READERS

    folded = text.casefold()
    for skill, words in known.items():
        arguments = READERS[skill](text) if _holds(words, folded) else None
        if arguments is not None:
            return Intent(skill, arguments)
    return None


def _holds(words: Iterable[str], folded: str) -> bool:
    return any(word in folded for word in words)
