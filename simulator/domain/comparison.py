"""What differs between a turn on several phones: who forgot, who refused, who was slower. No drawing is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.domain.events import TurnEnded
from simulator.domain.trace import TurnTrace

Aspect = Literal["outcome", "forgotten", "searched", "first_token", "thinking", "seconds"]
Mark = Literal["same", "differs", "quickest", "slowest"]
Value = str | int | float | None

_NOTABLE = 1.2
"""Of two times, the longer is called slower when it is a fifth longer: less than that nobody feels."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One aspect of a phone's turn: its value, None where there is none, and how it stands among the others.

    `behind` is by how many seconds the slowest comes after the quickest.
    """

    aspect: Aspect
    value: Value
    mark: Mark = "same"
    behind: float = 0.0


def compare(turns: Sequence[TurnTrace]) -> tuple[tuple[Compared, ...], ...]:
    """Give for each phone the aspects of its turn, in one order, marked where the phones differ.

    All turns must have ended.
    """
    answered = [_outcome(turn) == "completed" for turn in turns]
    rows = [_row(aspect, [read(turn) for turn in turns], answered) for aspect, read in _READ.items()]
    return tuple(zip(*rows, strict=True)) if turns else ()


def _row(aspect: Aspect, values: Sequence[Value], answered: Sequence[bool]) -> tuple[Compared, ...]:
    if aspect in ("first_token", "thinking", "seconds"):
        return _times(aspect, values, answered)
    if len(set(values)) == 1:
        return tuple(Compared(aspect, value) for value in values)
    # Of what only happens to some, those are marked to whom it happens.
    usual = "completed" if aspect == "outcome" else 0
    return tuple(Compared(aspect, value, "same" if value == usual else "differs") for value in values)


def _times(aspect: Aspect, values: Sequence[Value], answered: Sequence[bool]) -> tuple[Compared, ...]:
    """Mark the times of those that answered: who refuses at once is not quick."""
    raced = [value if isinstance(value, float) and did else None for value, did in zip(values, answered, strict=True)]
    times = [value for value in raced if value is not None]
    if len(times) < 2 or max(times) < min(times) * _NOTABLE:
        return tuple(Compared(aspect, value) for value in values)
    quickest, slowest = min(times), max(times)
    return tuple(_placed(aspect, value, time, quickest, slowest) for value, time in zip(values, raced, strict=True))


def _placed(aspect: Aspect, value: Value, time: float | None, quickest: float, slowest: float) -> Compared:
    if time == slowest:
        return Compared(aspect, value, "slowest", slowest - quickest)
    return Compared(aspect, value, "quickest" if time == quickest else "same")


def _end(turn: TurnTrace) -> TurnEnded:
    if turn.ended is None:
        raise ValueError(f"turn {turn.turn} has not ended")
    return turn.ended


def _outcome(turn: TurnTrace) -> Value:
    return _end(turn).outcome


def _forgotten(turn: TurnTrace) -> Value:
    return turn.trimmed.dropped_turns if turn.trimmed is not None else 0


def _searched(turn: TurnTrace) -> Value:
    return len(turn.searched.results) if turn.searched is not None else 0


def _first_token(turn: TurnTrace) -> Value:
    return _end(turn).first_token_seconds


def _thinking(turn: TurnTrace) -> Value:
    return _end(turn).thinking_seconds


def _seconds(turn: TurnTrace) -> Value:
    return _end(turn).seconds


_READ: dict[Aspect, Callable[[TurnTrace], Value]] = {
    "outcome": _outcome,
    "forgotten": _forgotten,
    "searched": _searched,
    "first_token": _first_token,
    "thinking": _thinking,
    "seconds": _seconds,
}
