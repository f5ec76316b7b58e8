"""The page of events: what happened on the phone, newest last, chosen by a word. The pieces of text are not in it."""

from __future__ import annotations

import json

from textual.content import Content

from simulator.domain.event_json import to_json
from simulator.domain.events import BackendFault, Event, GateRefused, LimitReached, MemoryTrimmed, TurnEnded
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.inspector.bars import MUTED, heading, lines, padded
from simulator.faces.tui.inspector.inspected import Inspected
from simulator.faces.tui.texts import text

NEWEST = 300
"""So many lines are drawn at most; a filter finds older ones."""
_COMMON = ("event", "turn", "t", "session")


def events_page(phone: Inspected, width: int) -> Content:
    """Give the page at `width` cells."""
    wanted = phone.filter.casefold()
    told = [(event, line) for event in phone.log if wanted in (line := _line(event)).casefold()]
    shown = told if phone.picked is None else [pair for pair in told if pair[0].turn == phone.picked]
    title = heading(text("inspector.events", phone.lang, shown=len(shown), all=len(phone.log)), width)
    return lines(title, *(padded(_styled(event, line), width) for event, line in shown[-NEWEST:]))


def _line(event: Event) -> str:
    told = to_json(event)
    parts = " ".join(f"{key}={_said(value)}" for key, value in told.items() if key not in _COMMON)
    return harmless(f"{event.t:8.2f} {event.turn:>3} {told['event']} {parts}".replace("\n", "⏎"))


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _styled(event: Event, line: str) -> Content:
    match event:
        case BackendFault() | GateRefused():
            return Content.styled(line, "$error")
        case LimitReached() | MemoryTrimmed():
            return Content.styled(line, "$warning")
        case TurnEnded():
            return Content.styled(line, "bold")
    return Content.styled(line, MUTED)
