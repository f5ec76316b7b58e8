"""The least thinking by the difficulty of the question: what the phone waits beyond the writing of its thoughts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import get_args

from simulator.calibrate.finding import Finding
from simulator.calibrate.interval import drawn
from simulator.calibrate.pace import Writing
from simulator.calibrate.seen import SeenTurn, Talk
from simulator.calibrate.weight import weight
from simulator.domain.difficulty import Difficulty, difficulty
from simulator.texts import Texts

_TEXTS = Texts("calibrate")

DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)

_LATE, _LATE_SHARE = 0.15, 0.05
"""Seconds, and the share of the writing, by which thinking must last longer than its text takes to be held back."""

_FEWEST = 2
"""Turns that were held back from which it was no chance halt."""


@dataclass(frozen=True, slots=True)
class _Thought:
    """How long was thought, how long its text took to write, and whether halts in it are known or cannot be."""

    seconds: float
    written: float | None
    is_sure: bool = False

    @property
    def is_held_back(self) -> bool:
        """Say whether the phone waited longer than the thoughts took; unknown thoughts are taken for short ones."""
        return self.written is None or self.seconds > self.written * (1 + _LATE_SHARE) + _LATE


def least_thinking(talks: Sequence[Talk], written: Writing | None) -> tuple[Finding, ...]:
    """Fit the least seconds of thinking for each difficulty.

    Where thinking lasts as long as its text takes, the least is told to be no more than the shortest that was seen.
    """
    thoughts: dict[str, list[_Thought]] = {name: [] for name in DIFFICULTIES}
    for talk in talks:
        for turn in talk.turns:
            if turn.thinking_seconds is not None and (written is not None or not turn.thinking):
                thoughts[difficulty(turn.utterance)].append(_thought(turn, turn.thinking_seconds, written))
    return tuple(_fitted(name, thoughts[name]) for name in DIFFICULTIES)


def _thought(turn: SeenTurn, seconds: float, written: Writing | None) -> _Thought:
    if not turn.thinking or written is None:
        return _Thought(seconds, None)
    halted = turn.thinking_halted
    if halted is None:
        # A halt that nobody told of must not pass for a wait: as many as this text has on average, and one.
        halted = (written.chance * weight(turn.thinking) + 1) * max(written.halts, default=0.0)
    is_sure = turn.thinking_halted is not None or not written.halts
    return _Thought(seconds, weight(turn.thinking) * written.second_each + halted, is_sure)


def _fitted(name: str, thoughts: Sequence[_Thought]) -> Finding:
    key = f"thinking.{name}"
    if not thoughts:
        return Finding(name=key, advice=_TEXTS[key])
    held = [thought.seconds for thought in thoughts if thought.is_held_back]
    shortest = min(thought.seconds for thought in thoughts)
    if not _is_told(thoughts, held, shortest):
        return Finding(name=key, low=0.0, high=shortest, n=len(thoughts))
    low, high = drawn(held, median)
    return Finding(name=key, value=median(held), low=low, high=high, n=len(held))


def _is_told(thoughts: Sequence[_Thought], held: Sequence[float], shortest: float) -> bool:
    """Say whether what was held back tells the least: all of it ends there, and no thinking was shorter.

    Of thinking without its text nobody knows why it lasted: its median is then what a phone should show.
    """
    if all(thought.written is None for thought in thoughts):
        return True
    is_seen = len(held) >= _FEWEST or any(thought.is_held_back and thought.is_sure for thought in thoughts)
    return is_seen and median(held) <= shortest * (1 + _LATE_SHARE) + _LATE
