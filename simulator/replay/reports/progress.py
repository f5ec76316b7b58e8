"""A line that says how far a run is and how long it takes, rewritten in place. What was done is `terminal`'s part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from simulator.domain.cells import width
from simulator.domain.clean import clean
from simulator.replay.case import Result

_BAR = 20


class Progress:
    """Draws on `stream`, which is a terminal of `columns`; `now` gives seconds."""

    def __init__(self, stream: TextIO, of: int, columns: int, now: Callable[[], float]) -> None:
        """Take the terminal and the number of cases."""
        self._stream, self._of, self._columns, self._now = stream, of, columns, now
        self._done = 0
        self._started = now()

    def add(self, result: Result) -> None:
        """Count a result, and draw the line again."""
        self._done += 1
        left = (self._now() - self._started) / self._done * (self._of - self._done)
        filled = self._done * _BAR // self._of
        bar = "█" * filled + "·" * (_BAR - filled)
        self._draw(f"{bar} {self._done}/{self._of}, {left:.0f} s left: {clean(result.case)}")

    def clear(self) -> None:
        """Take the line away, so that another can be printed."""
        self._stream.write("\r\x1b[2K")
        self._stream.flush()

    def _draw(self, line: str) -> None:
        while width(line) >= self._columns:
            line = line[:-1]
        self._stream.write(f"\r\x1b[2K{line}")
        self._stream.flush()
