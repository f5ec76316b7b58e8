"""Turns a limit or a pace of a release up or down, for an experiment. On which phone it is tried is not said here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeVar

from simulator.domain.limit import Limit
from simulator.domain.release import Limits, Pacing, Release
from simulator.domain.upgrade import written

P = TypeVar("P", Limits, Pacing)
Direction = Literal["less", "more"]

_FIRST: dict[str, int | float] = {
    "turns_per_conversation": 10,
    "memory_turns": 5,
    "prompt_tokens": 4096,
    "output_tokens": 1024,
    "daily_questions": 20,
    "silence_seconds": 8.0,
}
"""What a limit becomes that a release does not have, when it is turned."""
_COARSE = 100
"""From here on a step is a quarter of the value, below it 1."""
_TURNABLE_PACES = ("first_token", "tokens_per_second")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a release as it is shown: its value in a few signs, None for none, and where it is from."""

    name: str
    value: str | None
    evidence: str
    note: str
    is_turnable: bool


def figures_of(release: Release) -> tuple[Figure, ...]:
    """Give the limits of a release, then its paces and what it can do; a limit that it does not have is among them."""
    return tuple(_figures(release))


def _figures(release: Release) -> Iterator[Figure]:
    for part in (release.limits, release.pacing, release.capabilities):
        for item in fields(part):
            limit: Limit[Any] | None = getattr(part, item.name)
            turnable = isinstance(part, Limits) or item.name in _TURNABLE_PACES
            if limit is not None or turnable:
                evidence, note = (limit.evidence, limit.note) if limit is not None else ("assumed", "")
                yield Figure(item.name, written(limit), evidence, note, turnable)


def turned(release: Release, name: str, direction: Direction) -> Release:
    """Give the release with one figure a step up or down; one that cannot be turned stays as it is.

    A step is 1, or a quarter of a value of 100 and more; a pace is turned by a quarter; nothing falls below 1, or a
    tenth of a second. The new value's evidence is `config`: it is nobody's finding.
    """
    if name in _TURNABLE_PACES:
        return replace(release, pacing=_with(release.pacing, name, direction))
    if name in {item.name for item in fields(release.limits)}:
        return replace(release, limits=_with(release.limits, name, direction))
    return release


def _with(part: P, name: str, direction: Direction) -> P:
    limit: Limit[Any] | None = getattr(part, name)
    value = _FIRST[name] if limit is None else _stepped(limit.value, direction)
    changed: Any = {name: Limit(value, "config")}
    return replace(part, **changed)


def _stepped(value: float, direction: Direction) -> float:
    if isinstance(value, int):
        step = max(1, value // 4) if value >= _COARSE else 1
        return max(1, value + step if direction == "more" else value - step)
    return round(max(0.1, value * 1.25 if direction == "more" else value / 1.25), 2)
