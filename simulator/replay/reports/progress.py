"""A line that says how far a run is and how long it takes, rewritten in place. What was done is `terminal`'s part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from simulator.domain.cells import width
from simulator.domain.clean import clean

_BAR = 16


class Progress:
    """Draws on `stream`, which is a terminal of `columns`; `now` gives seconds. `over` of the cases are not played."""

    def __init__(self, stream: TextIO, of: int, columns: int, now: Callable[[], float], over: int = 0) -> None:
        """Take the terminal and the number of cases."""
        self._stream, self._of, self._columns, self._now = stream, of, columns, now
        self._done = self._played = 0
        self._left = of - over
        self._started = now()

    def add(self, *, is_played: bool = True) -> None:
        """Count a result: of a case that was played, or one that was taken over."""
        self._done += 1
        self._played += is_played
        self._left -= is_played

    def draw(self, case: str) -> None:
        """Draw the line, with the case that is waited for."""
        filled = self._done * _BAR // self._of
        bar = "█" * filled + "·" * (_BAR - filled)
        told = _fitting(f"{bar} {self._done}/{self._of}, {self._time_left()}", self._columns - 1)
        self._stream.write(f"\r\x1b[2K{told}{_shortened(clean(case), self._columns - 1 - width(told))}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the line away, so that another can be printed."""
        self._stream.write("\r\x1b[2K")
        self._stream.flush()

    def _time_left(self) -> str:
        if not self._played:
            return ""
        return f"{_spelled((self._now() - self._started) / self._played * self._left)} left: "


def _spelled(seconds: float) -> str:
    """Give a time in the unit in which it has two or three figures."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6_000 else f"{seconds / 3_600:.1f} h"


def _shortened(name: str, cells: int) -> str:
    """Cut a name in the middle: its script is told at the start, and which case of it at the end."""
    if width(name) <= cells:
        return name
    tail = _fitting(name[::-1], cells * 2 // 3)[::-1]
    return f"{_fitting(name, cells - 1 - width(tail))}…{tail}" if tail else ""


def _fitting(text: str, cells: int) -> str:
    """Give what of the start of a text is no wider than this."""
    taken = 0
    for number, char in enumerate(text):
        taken += width(char)
        if taken > cells:
            return text[:number]
    return text
