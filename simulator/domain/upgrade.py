"""What a change of release changes: its figures and what of the conversation is remembered. Making it is not here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from simulator.domain.limit import Limit
from simulator.domain.memory import RememberedTurn, Window, fit
from simulator.domain.release import Busy, Release, Stutter, ThinkingTimes

_SECTIONS = ("limits", "pacing", "capabilities")


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A limit, a pace or a capability that is another one now; None is "none". `evidence` is of the new one."""

    name: str
    before: str | None
    after: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class MemoryChange:
    """Turns of the conversation, by number: what comes back into memory and what falls out of it, oldest first."""

    regained: tuple[int, ...]
    lost: tuple[int, ...]


def changed_figures(before: Release, after: Release) -> tuple[ChangedFigure, ...]:
    """Give what differs between two releases, in the order of their fields; two of the same value do not differ."""
    return tuple(_changed(before, after))


def _changed(before: Release, after: Release) -> Iterator[ChangedFigure]:
    for section in _SECTIONS:
        old, new = getattr(before, section), getattr(after, section)
        for item in fields(new):
            was, now = getattr(old, item.name), getattr(new, item.name)
            if _value(was) != _value(now):
                evidence = now.evidence if now is not None else was.evidence
                yield ChangedFigure(item.name, written(was), written(now), evidence)


def _value(limit: Limit[Any] | None) -> object:
    return None if limit is None else limit.value


def written(limit: Limit[Any] | None) -> str | None:
    """Give a figure in a few signs that need no language: 3, 2.3, ✓, 3% × 1.2 s; None where there is none."""
    if limit is None:
        return None
    match limit.value:
        case bool():
            return "✓" if limit.value else "✕"
        case float():
            return f"{limit.value:g}"
        case Stutter(chance, seconds):
            return f"{chance * 100:g}% × {seconds:g} s"
        case ThinkingTimes(easy, medium, hard):
            return f"≥ {easy:g} / {medium:g} / {hard:g} s"
        case Busy(hours=hours):
            return ", ".join(f"{part.first}–{part.last} h {part.rate:.0%}" for part in hours)
        case tuple():
            return " / ".join(str(item) for item in limit.value)
    return str(limit.value)


def changed_memory(newest_first: Sequence[RememberedTurn], before: Window, after: Window) -> MemoryChange:
    """Give which turns the next prompt holds that it would not have held, and the other way round.

    The question of that prompt is not known yet, so it weighs nothing here.
    """
    was, now = (
        {turn.number for turn in fit(newest_first, len(newest_first), 0, window).kept} for window in (before, after)
    )
    return MemoryChange(tuple(sorted(now - was)), tuple(sorted(was - now)))
