"""What a test says of a phone as what a script would say: the same keys, checked in the same way, told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from simulator.domain.problem import UserProblem
from simulator.replay.forms import Form
from simulator.replay.grammar import CHANGE, PHONE, STEP, setup_of
from simulator.replay.places import Complaints, Place
from simulator.replay.quantities import seconds
from simulator.replay.yaml_tree import Items, Node, Pairs, Scalar

__tracebackhide__ = True  # pytest shows the line of the test and not ours

_HERE = Place("", 1, 1)
_FAULTS = STEP.forms["faults"]

Duration = str | float | timedelta
"""A length of time: "800ms", "3s", "10m", "2h", "1d", a number of seconds, or a timedelta."""


def phone_of(said: Mapping[str, object]) -> dict[str, str]:
    """Give what is said of a phone at the start; None leaves a key out. Raises: UserProblem with all that is wrong."""
    return setup_of(_read(PHONE, said, "phone"))


def change_of(said: Mapping[str, object]) -> dict[str, str]:
    """Give what changes on a phone. Raises: UserProblem with all that is wrong."""
    return setup_of(_read(CHANGE, said, "change"))


def faults_of(said: str | Sequence[str]) -> tuple[str, ...]:
    """Give faults as they are written for --fault. Raises: UserProblem with all that is wrong."""
    return tuple(words.text for words in _read(_FAULTS, said, "faults")) if said else ()


def seconds_of(length: Duration) -> float:
    """Give a length of time in seconds. Raises: UserProblem if it is none."""
    try:
        read = length.total_seconds() if isinstance(length, timedelta) else _seconds(length)
    except ValueError as error:
        raise UserProblem(f"{length!r} is no length of time; {error}") from None
    if not 0 <= read < float("inf"):
        raise UserProblem(f"{length!r} is no length of time that can pass")
    return read


def _seconds(length: str | float) -> float:
    return seconds(length) if isinstance(length, str) else float(length)


def _read(form: Form, value: object, key: str) -> Any:
    said = Complaints()
    read = form.read(_node(value), key, said)
    if said.problems:
        told = (f"{it.key} {it.message}{'; ' + it.remedy if it.remedy else ''}" for it in said.problems)
        raise UserProblem("\n".join(told))
    return read


def _node(value: object) -> Node:
    """Give a value as a script's reader would have it."""
    if isinstance(value, Mapping):
        pairs = ((Scalar(str(key), _HERE), _node(item)) for key, item in value.items() if item is not None)
        return Pairs(tuple(pairs), _HERE)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Items(tuple(map(_node, value)), _HERE)
    return Scalar(_text(value), _HERE)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
