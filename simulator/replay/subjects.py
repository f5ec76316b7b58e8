"""Judges expectations: which values of a step a subject means, and whether one of them is what was wanted.

How values are compared is `matching`'s part; goldens are compared in `goldens`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.replay.happened import Happened, told
from simulator.replay.matching import NONE, as_text, holds, quoted, said
from simulator.replay.script import Check, Expectation, Part

Names = Mapping[str, str]
_OWN_KEYS = {"fault": "kind", "cost": "yuan"}
"""The key that is meant where a subject with keys is compared as a whole."""
_TEXTUAL = ("contains", "lacks", "matches")
_SECONDS = {"first_token": "first_token_seconds", "seconds": "seconds", "thinking_seconds": "thinking_seconds"}


def is_met(expected: Expectation, happened: Happened, names: Names) -> bool:
    """Say whether an expectation holds. Raises: ValueError if a filled-in value cannot be compared."""
    found = any(_fits(expected.parts, value, expected.subject, names) for value in _meant(expected, happened))
    return not found if expected.subject == "no_event" else found


def wanted(expected: Expectation, names: Names) -> str:
    """Say what is expected, in one line."""
    head = f"{expected.subject} {expected.target}".rstrip()
    parts = [f"{path} {', '.join(said(check, names) for check in checks)}".strip() for path, checks in expected.parts]
    return f"{head}: {'; '.join(parts)}" if expected.target and parts else " ".join([head, *parts])


def actual(expected: Expectation, happened: Happened) -> str:
    """Say what was found instead, in one line."""
    subject, values = expected.subject, _meant(expected, happened)
    if subject in ("event", "no_event", "skill"):
        if values:
            return "; ".join(_keys_told(value, expected.parts) for value in values[:5])
        names = _skills(happened) if subject == "skill" else [event["event"] for event in happened.events]
        return f"none such, but {', '.join(dict.fromkeys(names))}" if names else "nothing of the kind happened"
    if not values or values == [None]:
        return NONE
    if subject in ("answer", "thinking", "sent"):
        return quoted(as_text(values[0]), 600) if values[0] else "no text"
    if subject == "citations":
        return f"{len(values[0])}: {', '.join(values[0])}".rstrip(": ")
    return "; ".join(_brief(subject, value) for value in values[:5])


def _brief(subject: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {as_text(item)}" for key, item in value.items() if not isinstance(item, list))
    unit = " s" if subject in _SECONDS and value is not None else ""
    return (as_text(value) or NONE) + unit


def _keys_told(event: Mapping[str, Any], parts: Sequence[Part]) -> str:
    if not parts:
        return told(event).strip()
    return ", ".join(f"{path} {_shown(_at(event, path))}" for path, _ in parts)


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else as_text(value) or NONE


def _meant(expected: Expectation, happened: Happened) -> list[Any]:
    """Give the values that the subject means; the expectation holds if one of them fits."""
    subject, ended = expected.subject, happened.ended
    if subject in ("event", "no_event"):
        return list(happened.of_kind(expected.target))
    if subject == "skill":
        calls = [call for call in happened.of_kind("skill_called") if call["skill"] == expected.target]
        none: list[Any] = [{}] if expected.target == NONE and not _skills(happened) else []
        return [{**call["arguments"], "result": call["result"]} for call in calls] or none
    if ended is None:
        return []
    if subject == "route":
        return [event["route"] for event in happened.of_kind("routed")] or [None]
    if subject == "limit":
        return [ended["limit"], *(event["limit"] for event in happened.of_kind("limit_reached"))]
    if subject == "citations":
        return [happened.links]
    if subject == "sent":
        return [happened.sent]
    return [ended[_SECONDS.get(subject, subject)]]


def _skills(happened: Happened) -> list[str]:
    return [str(call["skill"]) for call in happened.of_kind("skill_called")]


def _fits(parts: Sequence[Part], value: Any, subject: str, names: Names) -> bool:
    return all(_all_hold(checks, _part(value, path, subject), subject, names) for path, checks in parts)


def _part(value: Any, path: str, subject: str) -> Any:
    return _at(value, path or _OWN_KEYS.get(subject, ""))


def _at(value: Any, path: str) -> Any:
    """Give what stands at a path of keys and list places; None where there is none."""
    for key in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _all_hold(checks: Sequence[Check], value: Any, subject: str, names: Names) -> bool:
    if subject == "citations":
        return all(
            holds(check, value if check.how in ("contains", "lacks", "matches") else len(value), names)
            for check in checks
        )
    return all(holds(check, value, names) for check in checks)


def at_path(ended: Mapping[str, Any], path: str) -> str | None:
    """Give what stands at a path of a turn's end, as a text; None where there is nothing."""
    value = _at(ended, path)
    return None if value is None or isinstance(value, Mapping) else as_text(value)
