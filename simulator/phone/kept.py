"""Reads alarms, reminders and events back from what is kept on a phone. Who writes them is a skill.

A moment is kept as ISO 8601, a repetition as an RFC 5545 rule, the end of an event as its first moment after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simulator.domain.contents import Change, Contents, Fields, Value
from simulator.domain.release import SHANGHAI
from simulator.domain.times.repetition import Repetition, next_time, repetition_of

ALARM, REMINDER, EVENT, NOTE, SUBTITLES = "alarm", "reminder", "event", "note", "subtitles"
"""The kinds of things that the skills put on a phone."""

TIMED = (ALARM, REMINDER, EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing with a moment: `at` is its first one, `until` the end of an event, `made` when it was put there."""

    kind: str
    id: int
    title: str
    at: datetime
    made: datetime
    repeats: Repetition | None = None
    until: datetime | None = None
    is_all_day: bool = False
    place: str = ""

    def next_after(self, moment: datetime) -> datetime | None:
        """Give when it comes next after `moment`, None where it does not come any more."""
        return next_time(self.at, self.repeats, moment)

    def change(self) -> Change:
        """Give the change that puts it on the phone."""
        fields: dict[str, Value] = {
            "title": self.title,
            "at": self.at.isoformat(),
            "repeats": self.repeats.rule if self.repeats else "",
            "made": self.made.isoformat(),
        }
        if self.kind == EVENT:
            until = (self.until or self.at).isoformat()
            fields |= {"until": until, "all_day": self.is_all_day, "place": self.place}
        return Change(self.kind, self.id, fields)


def entries(contents: Contents, *kinds: str) -> tuple[Entry, ...]:
    """Give the things of these kinds, in the order of their first moment; what has no moment is left out."""
    found = (_entry(kind, id_, fields) for kind in kinds for id_, fields in contents.of(kind).items())
    return tuple(sorted((entry for entry in found if entry is not None), key=_order))


def removal(chosen: Iterable[Entry]) -> tuple[Change, ...]:
    """Give the changes that take these things off the phone."""
    return tuple(Change(entry.kind, entry.id, None) for entry in chosen)


def _order(entry: Entry) -> tuple[datetime, str, int]:
    return entry.at, entry.kind, entry.id


def _entry(kind: str, id_: int, fields: Fields) -> Entry | None:
    at = _moment(fields.get("at"))
    if at is None:
        return None
    return Entry(
        kind=kind,
        id=id_,
        title=str(fields.get("title") or ""),
        at=at,
        made=_moment(fields.get("made")) or at,
        repeats=repetition_of(str(fields.get("repeats") or "")),
        until=_moment(fields.get("until")),
        is_all_day=bool(fields.get("all_day")),
        place=str(fields.get("place") or ""),
    )


def _moment(value: Value) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
