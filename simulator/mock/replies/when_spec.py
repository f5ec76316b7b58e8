"""The matchers of a reply as plain data, read and checked. What they mean is `when`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.mock.replies.when import When
from simulator.patterns import compiled
from simulator.toml_file.naming import KeyPath, among, shown
from simulator.toml_file.problem import Finding

KEYS = ("contains", "all_of", "equals", "regex", "model", "turn", "tools")

_TEXTS = "write a text, or a list of texts"


def read_when(value: Any, at: KeyPath, report: Callable[[Finding], None]) -> When | None:
    """Read `when`: a text that the user's last words contain, or a table of matchers. None if something is wrong."""
    if isinstance(value, str) and value.strip():
        return When(contains=(value,))
    if not isinstance(value, Mapping):
        report(Finding(at, f"is {shown(value)}", 'write a text, or a table like { contains = "天气", turn = 1 }'))
        return None
    found = [Finding((*at, key), "is unknown", among(key, KEYS), at_key=True) for key in value if key not in KEYS]

    def texts(key: str) -> tuple[str, ...]:
        given = value.get(key, [])
        many = [given] if isinstance(given, str) else given
        if not isinstance(many, list) or not all(isinstance(text, str) and text for text in many):
            found.append(Finding((*at, key), f"is {shown(given)}", _TEXTS))
            return ()
        if key in value and not many and key != "tools":
            found.append(Finding((*at, key), "is an empty list", _TEXTS))
        return tuple(many)

    when = When(
        contains=texts("contains"),
        all_of=texts("all_of"),
        equals=tuple(text.strip() for text in texts("equals")),
        regex=_regex(value, at, found),
        models=texts("model"),
        turns=_turns(value.get("turn", []), (*at, "turn"), found),
        tools=frozenset(texts("tools")) if "tools" in value else None,
    )
    for finding in found:
        report(finding)
    return None if found else when


def _regex(value: Mapping[str, Any], at: KeyPath, found: list[Finding]) -> str | None:
    if "regex" not in value:
        return None
    try:
        if not isinstance(value["regex"], str):
            raise ValueError("write a regular expression as a text")
        compiled(value["regex"])
    except ValueError as error:
        found.append(Finding((*at, "regex"), f"is {shown(value['regex'])}", str(error)))
        return None
    return str(value["regex"])


def _turns(value: Any, at: KeyPath, found: list[Finding]) -> tuple[int, ...]:
    turns = value if isinstance(value, list) else [value]
    if all(type(turn) is int and turn >= 1 for turn in turns):
        return tuple(turns)
    found.append(Finding(at, f"is {shown(value)}", "write the number of a turn from 1, or a list of them"))
    return ()
