"""What is on a phone as an iCalendar file (RFC 5545). Reading such a file is `ics_import`'s.

Events, reminders and alarms are all VEVENT, told apart by CATEGORIES, the latter two with a VALARM: many calendars show
no VTODO at all, and none has alarms of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from simulator.domain.contents import Contents
from simulator.phone.kept import ALARM, EVENT, REMINDER, Entry, entries
from simulator.texts import Texts

if TYPE_CHECKING:
    from icalendar import Alarm, Event

CATEGORIES = {ALARM: "ALARM", REMINDER: "REMINDER", EVENT: "EVENT"}
"""How the kinds are told apart in a file."""

ZONE = "Asia/Shanghai"
"""Where the phone is; a zone by name, so that what repeats keeps its hour wherever the file is opened."""

_PRODUCT = "-//phone-assistant-simulator//simulated phone//ZH"
_TEXTS = Texts("skills")
_UNNAMED = {ALARM: "page.alarm", REMINDER: "page.reminder", EVENT: "page.event"}


def to_ics(contents: Contents) -> bytes:
    """Give events, reminders and alarms as the bytes of an iCalendar file, the same ones for the same contents."""
    from icalendar import Calendar  # late: only an export needs it

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for entry in entries(contents, EVENT, REMINDER, ALARM):
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{entry.kind}/{entry.id}/{entry.made.isoformat()}/{entry.title}")))
    event.add("dtstamp", entry.made.astimezone(UTC))
    event.add("summary", entry.title or _TEXTS[_UNNAMED[entry.kind]].zh)
    event.add("categories", [CATEGORIES[entry.kind]])
    if entry.is_all_day:
        event.add("dtstart", entry.at.date())
        event.add("dtend", (entry.until or entry.at + timedelta(days=1)).date())
    else:
        event.add("dtstart", _local(entry.at))
        if entry.until is not None and entry.until > entry.at:  # an end must be later than its beginning (RFC 5545)
            event.add("dtend", _local(entry.until))
    if entry.place:
        event.add("location", entry.place)
    if entry.repeats is not None:
        event.add("rrule", vRecur.from_ical(entry.repeats.rule))
    if entry.kind != EVENT:
        event.add_component(_alarm(entry))
    return event


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE))


def _alarm(entry: Entry) -> Alarm:
    from icalendar import Alarm

    return Alarm.new_display(description=entry.title or _TEXTS[_UNNAMED[entry.kind]].zh, trigger=timedelta(0))
