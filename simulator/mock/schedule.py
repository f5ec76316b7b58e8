"""Events of a stream with their moments, written when they are due. What they say and when is not decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.mock.ticking import TickingClock
from simulator.ports import Clock

BREATH = 64
"""Due events that are written as one piece; a write for each costs more than itself."""


class Schedule:
    """Events with their moments, the next of which can be looked at; it is written before it is due."""

    __slots__ = ("_event", "_pairs", "due")

    def __init__(self, pairs: Iterator[tuple[float, bytes]]) -> None:
        """Take moments and events in their order; `due` is the next moment, None at the end."""
        self._pairs = pairs
        self.due: float | None = None
        self._advance()

    def take(self, now: float) -> bytes:
        """Give the next event, and with it those behind it that are due already, up to `BREATH` of them."""
        piece = self._event
        self._advance()
        if self.due is not None and self.due <= now:
            return piece + self._overdue(now)
        return piece

    async def pump(self, clock: Clock, write: Callable[[bytes], bool]) -> None:
        """Write what is left, piece by piece when it is due, until there is no room; on a clock with ticks alone.

        Raises: what making an event raises.
        """
        if self.due is None or not isinstance(clock, TickingClock):
            return

        def step(now: float) -> float | None:
            return self.due if write(self.take(now)) else None

        await clock.repeat(self.due, step)

    def _overdue(self, now: float) -> bytes:
        piece = b""
        for _ in range(BREATH):
            if self.due is None or self.due > now:
                break
            piece += self._event
            self._advance()
        return piece

    def _advance(self) -> None:
        pair = next(self._pairs, None)
        self.due, self._event = (None, b"") if pair is None else pair
