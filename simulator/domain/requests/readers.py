"""What reads the request for each skill. How one is worded is in its own module; their order is `domain.intents`'s."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.requests import alarms, calendar, reminders, texts
from simulator.domain.requests.wording import Reader

READERS: Mapping[str, Reader] = {
    "make_subtitles": texts.make_subtitles,
    "translate": texts.translate,
    "take_note": texts.take_note,
    "list_alarms": alarms.list_alarms,
    "change_alarm": alarms.change_alarm,
    "cancel_alarm": alarms.cancel_alarm,
    "set_alarm": alarms.set_alarm,
    "cancel_reminder": reminders.cancel_reminder,
    "set_reminder": reminders.set_reminder,
    "list_events": calendar.list_events,
    "list_notes": texts.list_notes,
    "cancel_event": calendar.cancel_event,
    "add_event": calendar.add_event,
    "read_page": texts.read_page,
}
