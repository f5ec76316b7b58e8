"""Events as JSON objects and back: the one encoder that lets them out. Where the lines go is the caller's business."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from simulator.domain import events
from simulator.domain.completion import Usage
from simulator.domain.contents import Change
from simulator.domain.cost import Cost
from simulator.domain.events import Event
from simulator.domain.upgrade import ChangedFigure


def _name(kind: type[Event]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


KINDS: Mapping[str, type[Event]] = {
    _name(kind): kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}
"""Every kind of event by its name in JSON."""

_NAMES = {kind: name for name, kind in KINDS.items()}
_KEYS = {kind: tuple((item.name, item.name.rstrip("_")) for item in fields(kind)) for kind in KINDS.values()}
_JSON_KEYS = {kind: ("event", *(key for _, key in keys)) for kind, keys in _KEYS.items()}
_VALUES = {kind: attrgetter(*(name for name, _ in keys)) for kind, keys in _KEYS.items()}
_YOUNGER = {
    kind: frozenset(item.name for item in fields(kind) if item.default is not MISSING) for kind in KINDS.values()
}
"""Keys that the first recordings do not have: those with a default."""
_PLAIN = frozenset({str, int, bool, type(None)})
_PARTS: Mapping[str, type[Any]] = {
    "phone": events.PhoneFacts,
    "usage": Usage,
    "cost": Cost,
    "fault": events.FaultFacts,
}
_LISTS: Mapping[str, type[Any]] = {
    "results": events.SearchResult,
    "changes": Change,
    "changed": ChangedFigure,
}


def to_json(event: Event) -> dict[str, Any]:
    """Give an object of JSON types: `event` first, then the common keys, then the event's own."""
    kind = type(event)
    values = _VALUES[kind](event)
    plain = [value if type(value) in _PLAIN else _plain(value) for value in values]
    return dict(zip(_JSON_KEYS[kind], (_NAMES[kind], *plain), strict=True))


def from_json(data: object) -> Event:
    """Rebuild an event from its object; unknown keys are ignored, so that a newer recording can be read.

    Raises: ValueError if it is no object, the kind is unknown, or a key is missing.
    """
    if not isinstance(data, Mapping):
        raise ValueError("an event is an object")
    kind = KINDS.get(str(data.get("event")))
    if kind is None:
        raise ValueError(f'no event is called "{data.get("event")}"')
    younger = _YOUNGER[kind]
    try:
        known = [(name, key) for name, key in _KEYS[kind] if key in data or key not in younger]
        return kind(**{name: _rebuilt(name, data[key]) for name, key in known})
    except KeyError as missing:
        raise ValueError(f"{data['event']} lacks the key {missing}") from None


def _plain(value: object) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(kind):
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _rebuilt(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(_part(_LISTS[name], item) for item in value)
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Mapping) and name in _PARTS:
        return _part(_PARTS[name], value)
    return value


def _part(kind: type[Any], data: Mapping[str, Any]) -> Any:
    known = [item.name for item in fields(kind) if item.name in data or item.default is MISSING]
    return kind(**{name: tuple(data[name]) if isinstance(data[name], list) else data[name] for name in known})
