"""A session as one JSON document: its name, its phone's maker and every event as `ask --json` prints it."""

from __future__ import annotations

import json

from simulator.domain.event_json import to_json
from simulator.domain.json_line import json_line
from simulator.export.telling import Recorded

VERSION = 1
"""Of the document; it rises when a key changes its meaning."""


def as_json(recorded: Recorded) -> str:
    """Give the document, an event a line."""
    maker = recorded.maker
    head = {
        "simulator_session": VERSION,
        "session": recorded.name,
        "vendor": recorded.started.vendor if recorded.started else None,
        "assistant": {"zh": maker.assistant.zh, "en": maker.assistant.en},
    }
    events = ",\n".join(json_line(to_json(event)) for event in recorded.events)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "events": [\n{events}\n]}}\n'
