"""What happened in a step, as expectations look at it: events as JSON objects, and what was sent. No judgement here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.domain.completion import Prompt
from simulator.domain.event_json import to_json
from simulator.domain.events import AnswerDelta, Event, ThinkingDelta

_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")
_TEXTS = (AnswerDelta, ThinkingDelta)
_COMMON = ("event", "session", "turn", "t")


def merged(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Give events as JSON objects; pieces of text that follow one another become one, at the time of the first."""
    told: list[dict[str, Any]] = []
    pieces: list[str] = []
    kind: type[Event] | None = None
    for event in events:
        if isinstance(event, _TEXTS):
            if type(event) is kind:
                pieces.append(event.text)
                continue
            _join(told, pieces)
            kind, pieces = type(event), [event.text]
        else:
            _join(told, pieces)
            kind, pieces = None, []
        told.append(to_json(event))
    _join(told, pieces)
    return told


def _join(told: list[dict[str, Any]], pieces: Sequence[str]) -> None:
    if len(pieces) > 1:
        told[-1]["text"] = "".join(pieces)


@dataclass(frozen=True, slots=True)
class Happened:
    """What one step did: its events, and the prompts that reached a backend."""

    events: Sequence[Mapping[str, Any]]
    prompts: Sequence[Prompt]

    @property
    def ended(self) -> Mapping[str, Any] | None:
        """Give the end of the turn; None if nothing was said."""
        return next((event for event in reversed(self.events) if event["event"] == "turn_ended"), None)

    @property
    def turn(self) -> int:
        """Give the number of the turn."""
        return int(self.events[-1]["turn"]) if self.events else 0

    @property
    def sent(self) -> str | None:
        """Give the text of all messages that reached a backend; None if nothing was sent."""
        texts = [message.content for prompt in self.prompts for message in prompt.messages]
        return "\n".join(texts) if texts else None

    @property
    def links(self) -> list[str]:
        """Give the addresses that the answer links to."""
        ended = self.ended
        return [] if ended is None else _LINK.findall(ended["answer"])

    def of_kind(self, kind: str) -> list[Mapping[str, Any]]:
        """Give the events of a kind."""
        return [event for event in self.events if event["event"] == kind]


def told(event: Mapping[str, Any], longest: int = 300) -> str:
    """Give an event as a line for people: its time, its kind, and its keys with what is not empty."""
    line = f"{event['t']:9.3f} s  {event['event']}"
    for key, value in event.items():
        if key not in _COMMON and value not in (None, [], {}, ""):
            line += f" {key}={_brief(value)}"
    return line if len(line) <= longest else line[:longest] + "…"


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_brief(item)}" for key, item in value.items() if item is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_brief, value)) + "]"
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:80] + "…"


def lines(events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give a line for each event."""
    return (told(event) for event in events)
