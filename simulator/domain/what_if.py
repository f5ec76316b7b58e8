"""Turns a limit or a pace of a release up or down, for an experiment. On which phone it is tried is not said here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from simulator.domain.limit import Limit
from simulator.domain.release import Limits, Pacing, Release, Stutter
from simulator.domain.upgrade import written

Direction = Literal["less", "more"]

_FIRST: dict[str, int | float | Stutter] = {
    "turns_per_conversation": 10,
    "memory_turns": 5,
    "prompt_tokens": 4096,
    "output_tokens": 1024,
    "daily_questions": 20,
    "silence_seconds": 8.0,
    "stutter": Stutter(0.04, 1.5),
}
"""What a limit becomes that a release does not have, when it is turned."""
_MOST = 1e9
_COARSE = 100
"""From here on a step is a quarter of the value, below it 1."""
_TURNABLE_PACES = ("first_token", "tokens_per_second", "stutter")
_NONE = ("none", "无")


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

    A step is 1, or a quarter of a value of 100 and more; a pace is turned by a quarter; the chance of a stutter is
    doubled or halved; nothing falls below 1, a tenth of a second, or a stutter in a hundred tokens. The new value's
    evidence is `config`: it is nobody's finding.
    """
    if not any(figure.name == name and figure.is_turnable for figure in figures_of(release)):
        return release
    limit = _limit(release, name)
    return _with(release, name, Limit(_FIRST[name] if limit is None else _stepped(limit.value, direction), "config"))


def given(release: Release, name: str, value: str) -> Release | None:
    """Give the release with one figure as it is written, "none" for none; None where that cannot be.

    Only a limit can be none, and a stutter; of a stutter the chance is written, such as 0.1.
    """
    figure = next((figure for figure in figures_of(release) if figure.name == name and figure.is_turnable), None)
    if figure is None:
        return None
    if value.casefold() in _NONE:
        return None if name in ("first_token", "tokens_per_second") else _with(release, name, None)
    try:
        number = float(value)
    except ValueError:
        return None
    made = _made(_limit(release, name), name, number)
    return None if made is None else _with(release, name, Limit(made, "config"))


def _made(now: Limit[Any] | None, name: str, number: float) -> int | float | Stutter | None:
    like = now.value if now is not None else _FIRST[name]
    if isinstance(like, Stutter):
        return replace(like, chance=number) if 0 < number <= 1 else None
    if not 0 < number < _MOST:
        return None
    return number if isinstance(like, float) else int(number) if number.is_integer() else None


def _limit(release: Release, name: str) -> Limit[Any] | None:
    part: Limits | Pacing = release.pacing if name in _TURNABLE_PACES else release.limits
    limit: Limit[Any] | None = getattr(part, name, None)
    return limit


def _with(release: Release, name: str, limit: Limit[Any] | None) -> Release:
    changed: Any = {name: limit}
    if name in _TURNABLE_PACES:
        return replace(release, pacing=replace(release.pacing, **changed))
    return replace(release, limits=replace(release.limits, **changed))


def _stepped(value: float | Stutter, direction: Direction) -> float | Stutter:
    if isinstance(value, Stutter):
        return replace(value, chance=min(1.0, max(0.01, value.chance * (2 if direction == "more" else 0.5))))
    if isinstance(value, int):
        step = max(1, value // 4) if value >= _COARSE else 1
        return max(1, value + step if direction == "more" else value - step)
    return round(max(0.1, value * 1.25 if direction == "more" else value / 1.25), 2)
