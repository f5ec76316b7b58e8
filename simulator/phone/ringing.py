"""Which alarms and reminders ring between two moments of a phone. Showing that is the faces'."""

from __future__ import annotations

from datetime import datetime

from simulator.domain.contents import Contents
from simulator.domain.skills import Ring
from simulator.domain.times.repetition import occurrences
from simulator.phone.kept import ALARM, REMINDER, entries


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
