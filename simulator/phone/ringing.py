"""Which alarms and reminders ring between two moments of a phone. Showing that is the faces'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simulator.domain.contents import Contents
from simulator.domain.limit import Bilingual, Lang
from simulator.domain.times.repetition import occurrences
from simulator.phone.kept import ALARM, REMINDER, entries

_ALARM = Bilingual("闹钟", "Alarm")
_REMINDER = Bilingual("提醒", "Reminder")


@dataclass(frozen=True, slots=True)
class Ring:
    """Something that rings: its kind (`alarm` or `reminder`), its id there, the moment, and what it is for."""

    kind: str
    id: int
    moment: datetime
    title: str

    def say(self, lang: Lang) -> str:
        """Say it as a phone would show it: 闹钟 07:00 起床."""
        kind = (_ALARM if self.kind == ALARM else _REMINDER).text(lang)
        return f"{kind} {self.moment:%H:%M} {self.title}".rstrip()


def due(contents: Contents, after: datetime, until: datetime) -> tuple[Ring, ...]:
    """Give what rings later than `after` and not later than `until` (aware), in order.

    What repeats rings each time. Cost: a step for each thing and day between the two.
    """
    rings = [
        Ring(entry.kind, entry.id, moment, entry.title)
        for entry in entries(contents, ALARM, REMINDER)
        for moment in occurrences(entry.at, entry.repeats, after, until)
    ]
    return tuple(sorted(rings, key=lambda ring: (ring.moment, ring.kind, ring.id)))
