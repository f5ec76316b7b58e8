"""Reads a capture, whatever its form, which its content tells. What it shows is fitted elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import NoneType
from typing import Any

from simulator.calibrate.captures.from_cassette import talks_of_cassette
from simulator.calibrate.captures.from_csv import talks_of_table
from simulator.calibrate.captures.from_events import Located, talks_of
from simulator.calibrate.seen import Talk
from simulator.domain.event_json import from_json
from simulator.domain.events import Event, PhoneChanged, PhoneFacts, SessionStarted
from simulator.domain.memory import Count
from simulator.domain.problem import UserProblem

FORMS = "events of `ask --json`, results of `run --jsonl`, an exported session, a cassette, or a CSV with column names"


def read_capture(path: Path, count: Count) -> tuple[Talk, ...]:
    """Give the conversations of a capture. Raises: UserProblem, with file and line, for what cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserProblem(f"{path}: {error.strerror or error}; give {FORMS}") from None
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise UserProblem(f"{path}:1: the file is empty; give {FORMS}")
    if not head.startswith(b"{"):
        return talks_of_table(path.name, str(path), data)
    if head.startswith(b'{"cassette"'):
        return talks_of_cassette(path.name, path, count)
    if head.startswith(b'{"simulator_session"'):
        return _of_session(path, data)
    return _of_lines(path, data)


def _of_session(path: Path, data: bytes) -> tuple[Talk, ...]:
    document = _value(f"{path}:1", data)
    events = document.get("events")
    if not isinstance(events, list):
        raise UserProblem(f"{path}:1: an exported session has events; export it again, with --format json")
    # An exported session has an event a line, from the second on.
    return talks_of(path.name, [_located(f"{path}:{number}", event) for number, event in enumerate(events, 2)])


def _of_lines(path: Path, data: bytes) -> tuple[Talk, ...]:
    """Give the talks of lines of JSON: the events of one recording, and cases that have phones of their own each."""
    located: list[Located] = []
    talks: list[Talk] = []
    for place, value in _values(path, data):
        if "case" in value and isinstance(value.get("events"), list):
            talks += talks_of(path.name, [_located(place, event) for event in value["events"]])
        else:
            located.append(_located(place, value))
    return (*talks, *talks_of(path.name, located))


def _values(path: Path, data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield f"{path}:{number}", _value(f"{path}:{number}", line)


def _value(place: str, data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UserProblem(f"{place}: this is no line of JSON; if its recording was cut off here, delete it") from None
    if not isinstance(value, dict):
        raise UserProblem(f'{place}: a line is an object, like {{"event": …}}; give {FORMS}')
    return value


def _located(place: str, value: object) -> Located:
    try:
        event = from_json(value)
        _check_kinds(event)
        return place, event
    except (ValueError, TypeError, AttributeError) as error:
        raise UserProblem(f"{place}: {error}; give {FORMS}") from None


_LARGEST = 1e9
"""Seconds of thirty years, and more than any count."""

_KINDS: Mapping[str, tuple[type, ...]] = {
    "float": (int, float),
    "int": (int,),
    "str": (str,),
    "float | None": (int, float, NoneType),
    "str | None": (str, NoneType),
}


def _check_kinds(event: Event) -> None:
    """Refuse values that no event has: whoever wrote the line meant something else. Raises: ValueError."""
    for item in fields(event):
        kinds, value = _KINDS.get(str(item.type)), getattr(event, item.name)
        if kinds is not None and (not isinstance(value, kinds) or isinstance(value, bool)):
            raise ValueError(f"{item.name} is {json.dumps(value, ensure_ascii=False)[:40]}, which is no {item.type}")
        if isinstance(value, float | int) and not abs(value) <= _LARGEST:  # also NaN
            raise ValueError(f"{item.name} is {value:.9g}, which no recording reaches")
    if isinstance(event, SessionStarted | PhoneChanged) and not isinstance(event.phone, PhoneFacts):
        raise ValueError("phone is no object")
