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


_CARRIERS: tuple[tuple[str, Reader], ...] = (
    ("make_subtitles", texts.make_subtitles),
    ("translate", texts.translate),
    ("take_note", texts.take_note),
)
"""They carry a text of any length, which may name anything and is kept to its last mark; they come first."""

_REQUESTS: tuple[tuple[str, Reader], ...] = (
    ("list_alarms", alarms.list_alarms),
    ("cancel_alarm", alarms.cancel_alarm),
    ("set_alarm", alarms.set_alarm),
    ("cancel_reminder", reminders.cancel_reminder),
    ("set_reminder", reminders.set_reminder),
    ("list_events", calendar.list_events),
    ("list_notes", texts.list_notes),
    ("cancel_event", calendar.cancel_event),
    ("add_event", calendar.add_event),
    ("read_page", texts.read_page),
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


def _first(readers: Iterable[tuple[str, Reader]], text: str) -> Intent | None:
    for skill, read in readers:
        arguments = read(text)
        if arguments is not None:
            return Intent(skill, arguments)
    return None
