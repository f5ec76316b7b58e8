"""Replies as plain data, read and checked, all errors at once. Files and their places are `folder`'s.

A reply has the keys `id`, `when`, and what it says: `answer`, `thinking`, `tool_calls`, `fault`, `latency`; or a
`sequence` of tables with these, or of answers, and `after`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from simulator.domain.problem import UserProblem
from simulator.mock.faults.plan import NO_FAULTS, FaultPlan
from simulator.mock.latencies import latency_named
from simulator.mock.latency import Latency
from simulator.mock.replies.reply import After, PreparedReply, Said
from simulator.mock.replies.template import KNOWN, places
from simulator.mock.replies.when import When
from simulator.mock.replies.when_spec import read_when
from simulator.toml_file.naming import KeyPath, among, shown
from simulator.toml_file.problem import Finding

PART_KEYS = ("answer", "thinking", "tool_calls", "fault", "latency")
KEYS = ("id", "when", *PART_KEYS, "sequence", "after")
_CALL_KEYS = ("name", "arguments")

Report = Callable[[Finding], None]


def read_reply(value: Any, at: KeyPath, id: str, report: Report) -> PreparedReply | None:
    """Read the reply at a path; `id` is its name where it has none. None if something was reported."""
    if not isinstance(value, Mapping):
        report(Finding(at, f"is {shown(value)}", 'write a reply, like {"when": "天气", "answer": "晴。"}'))
        return None
    found: list[Finding] = []
    _check_keys(value, KEYS, at, found.append)
    id = _text(value, "id", at, found.append) or id
    when = read_when(value.get("when", {}), (*at, "when"), found.append)
    sequence = _sequence(value, at, found.append)
    after: After = next((one for one in get_args(After) if one == value.get("after")), "last")
    if "after" in value and value["after"] != after:
        found.append(Finding((*at, "after"), f"is {shown(value['after'])}", among(value["after"], get_args(After))))
    if when is not None:
        _check_places(sequence, when, value, at, found.append)
    for finding in found:
        report(finding)
    if found or when is None:
        return None
    return PreparedReply(id=id, when=when, sequence=sequence, after=after, written=value)


def _sequence(value: Mapping[str, Any], at: KeyPath, report: Report) -> tuple[Said, ...]:
    if "sequence" not in value:
        if "after" in value:
            report(Finding((*at, "after"), "goes with sequence", "leave it out", at_key=True))
        return (_said(value, at, report),)
    for key in PART_KEYS:
        if key in value:
            report(Finding((*at, key), "stands beside sequence", "write it in the sequence", at_key=True))
    parts = value["sequence"]
    if not isinstance(parts, list) or not parts:
        report(Finding((*at, "sequence"), f"is {shown(parts)}", 'write a list, like ["first", "second"]'))
        return ()
    return tuple(_part(part, (*at, "sequence", index), report) for index, part in enumerate(parts))


def _part(value: Any, at: KeyPath, report: Report) -> Said:
    if isinstance(value, str):
        value = {"answer": value}
    if not isinstance(value, Mapping):
        report(Finding(at, f"is {shown(value)}", "write an answer, or a table with one"))
        return Said()
    _check_keys(value, PART_KEYS, at, report)
    return _said(value, at, report)


def _said(value: Mapping[str, Any], at: KeyPath, report: Report) -> Said:
    if not any(key in value for key in PART_KEYS) and all(key in KEYS for key in value):  # else a key is misspelt
        report(Finding(at, "says nothing", f"write at least one of {', '.join(PART_KEYS)}"))
    return Said(
        answer=_text(value, "answer", at, report),
        thinking=_text(value, "thinking", at, report),
        calls=_calls(value.get("tool_calls", []), (*at, "tool_calls"), report),
        faults=_faults(value, at, report),
        latency=_latency(value, at, report),
    )


def _calls(value: Any, at: KeyPath, report: Report) -> tuple[tuple[str, Any], ...]:
    if not isinstance(value, list):
        report(Finding(at, f"is {shown(value)}", 'write a list, like [{ name = "f", arguments = { x = 1 } }]'))
        return ()
    return tuple(call for index, part in enumerate(value) if (call := _call(part, (*at, index), report)))


def _call(value: Any, at: KeyPath, report: Report) -> tuple[str, Any] | None:
    if not isinstance(value, Mapping) or not isinstance(value.get("name"), str) or not value["name"]:
        report(Finding(at, f"is {shown(value)}", 'write a call, like { name = "f", arguments = { x = 1 } }'))
        return None
    _check_keys(value, _CALL_KEYS, at, report)
    arguments = value.get("arguments", {})
    if not isinstance(arguments, (Mapping, str)):
        report(Finding((*at, "arguments"), f"is {shown(arguments)}", "write a table, or the text to be sent"))
    return value["name"], arguments


def _faults(value: Mapping[str, Any], at: KeyPath, report: Report) -> FaultPlan:
    if "fault" not in value:
        return NO_FAULTS
    given = value["fault"]
    try:
        return FaultPlan.from_json(given if isinstance(given, list) else [given])
    except UserProblem as problem:
        report(Finding((*at, "fault"), f"is wrong: {problem}"))
        return NO_FAULTS


def _latency(value: Mapping[str, Any], at: KeyPath, report: Report) -> Latency | None:
    text = _text(value, "latency", at, report)
    try:
        return latency_named(text) if text else None
    except (UserProblem, ValueError) as error:
        report(Finding((*at, "latency"), f"is wrong: {error}"))
        return None


def _text(value: Mapping[str, Any], key: str, at: KeyPath, report: Report) -> str:
    text = value.get(key, "")
    if isinstance(text, str):
        return text
    report(Finding((*at, key), f"is {shown(text)}", "write a text"))
    return ""


def _check_keys(value: Mapping[str, Any], known: tuple[str, ...], at: KeyPath, report: Report) -> None:
    for key in value:
        if key not in known:
            report(Finding((*at, key), "is unknown", among(key, known), at_key=True))


def _check_places(parts: tuple[Said, ...], when: When, value: Any, at: KeyPath, report: Report) -> None:
    """Find places that nothing fills, which would be shown to whoever reads the answer."""
    known = sorted({*KNOWN, *when.groups})
    for index, part in enumerate(parts):
        where = (*at, "sequence", index) if "sequence" in value else at
        for key, text in (("answer", part.answer), ("thinking", part.thinking), ("tool_calls", part.calls)):
            for name in places(text):
                if name not in known:
                    remedy = f"{among(name, known)}, or write {{{{{name}}}}} for the text {{{name}}}"
                    report(Finding((*where, key), f"has the place {{{name}}}, which nothing fills", remedy))
