"""Reads an iCalendar file (RFC 5545) into what is put on a phone. Writing one is `ics`'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.domain.clean import clean
from simulator.domain.contents import Change, Contents, changed
from simulator.domain.problem import UserProblem
from simulator.domain.release import SHANGHAI
from simulator.domain.times.repetition import DAY_CODES, Repetition, repetition_of
from simulator.phone.arguments import LONGEST_TITLE, short
from simulator.phone.ics import CATEGORIES
from simulator.phone.kept import EVENT, Entry

LONGEST_FILE = 5_000_000
"""Bytes of a file that is read; a calendar of ten years has fewer."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an iCalendar file puts on a phone, and what of it was left out, a sentence each."""

    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()


def from_ics(data: bytes, contents: Contents, moment: datetime) -> Imported:
    """Read the events of an iCalendar file for a phone that holds `contents`, at its `moment`.

    Times without a zone are Shanghai's. What this program exported comes back as alarms and reminders. An event
    without a beginning, or with a repetition that the phone lacks, is left out and told.
    Raises: UserProblem if the bytes are no iCalendar file.
    """
    changes: list[Change] = []
    left_out: list[str] = []
    for event in _events(data):
        try:
            entry = _entry(event, changed(contents, changes), moment)
        except ValueError as error:
            left_out.append(f"{_text(event, 'summary') or 'an event without a name'}: {error}")
        else:
            changes.append(entry.change())
    return Imported(tuple(changes), tuple(left_out))


def _events(data: bytes) -> Iterator[Any]:
    from icalendar import Calendar  # late: only an import needs it

    if len(data) > LONGEST_FILE:
        raise UserProblem(f"the file has {len(data)} bytes; a calendar of at most {LONGEST_FILE} is read")
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, RecursionError, LookupError) as error:
        raise UserProblem(
            f"not an iCalendar file: {short(clean(str(error)), 120)}; it begins with BEGIN:VCALENDAR"
        ) from None
    if calendar.name != "VCALENDAR":
        raise UserProblem(f"not an iCalendar file: it holds a {calendar.name} where a VCALENDAR was expected")
    return iter(calendar.walk("VEVENT"))


def _entry(event: Any, contents: Contents, moment: datetime) -> Entry:
    kind = _kind(event)
    start, is_all_day = _moment(event, "dtstart")
    return Entry(
        kind=kind,
        id=contents.next_id(kind),
        title=_text(event, "summary"),
        at=start,
        made=moment,
        repeats=_repetition(event, start),
        until=_until(event, start, is_all_day) if kind == EVENT else None,
        is_all_day=is_all_day,
        place=_text(event, "location") if kind == EVENT else "",
    )


def _kind(event: Any) -> str:
    said = {str(category) for category in getattr(event.get("categories"), "cats", ())}
    return next((kind for kind, category in CATEGORIES.items() if category in said), EVENT)


def _text(event: Any, name: str) -> str:
    return short(clean(str(event.get(name) or "")), LONGEST_TITLE)


def _moment(event: Any, name: str) -> tuple[datetime, bool]:
    found = event.get(name)
    if found is None:
        raise ValueError(f"it has no {name.upper()}")
    value = getattr(found, "dt", None) if not event.errors else None
    if isinstance(value, datetime):
        return _in_shanghai(value), False
    if isinstance(value, date):
        return datetime.combine(value, time(), SHANGHAI), True
    raise ValueError(f"its {name.upper()} is no moment")


def _in_shanghai(moment: datetime) -> datetime:
    try:
        return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    except OverflowError:
        raise ValueError("its moment is on no calendar") from None


def _until(event: Any, start: datetime, is_all_day: bool) -> datetime:
    if event.get("dtend") is not None:
        end = _moment(event, "dtend")[0]
    elif isinstance(length := getattr(event.get("duration"), "dt", None), timedelta):
        end = start + length
    else:
        end = start + timedelta(days=1 if is_all_day else 0)
    return max(start, end)


def _repetition(event: Any, start: datetime) -> Repetition | None:
    if any(event.get(name) is not None for name in ("rdate", "exdate", "recurrence-id")):
        raise ValueError("it has exceptions from its repetition, which this phone cannot keep")
    rule = event.get("rrule")
    if rule is None:
        return None
    written = rule.to_ical().decode()
    repeats = repetition_of(_plain(written, event.get("dtstart").dt))
    if repeats is None:
        raise ValueError(f"its repetition {short(written)} is none that this phone can keep")
    return _shifted(repeats, event, start)


def _plain(written: str, start: date) -> str:
    """Leave out of a rule what its own first day says as well, or what changes nothing."""
    parts = dict(part.partition("=")[::2] for part in written.upper().split(";"))
    same = {"INTERVAL": "1", "BYMONTHDAY": str(start.day), "BYMONTH": str(start.month)}
    kept = {key: value for key, value in parts.items() if same.get(key) != value and key not in ("FREQ", "WKST")}
    if parts.get("FREQ") == "WEEKLY":
        kept.setdefault("BYDAY", DAY_CODES[start.weekday()])
    return ";".join(f"{key}={value}" for key, value in {"FREQ": parts.get("FREQ"), **kept}.items())


def _shifted(repeats: Repetition, event: Any, start: datetime) -> Repetition:
    """Give the weekdays as they are in Shanghai, where a Monday evening of another zone is a Tuesday."""
    said = event.get("dtstart").dt
    days = (start.date() - said.date()).days if isinstance(said, datetime) else 0
    return replace(repeats, weekdays=tuple(sorted((day + days) % 7 for day in repeats.weekdays)))
