"""Clocks on which something can be done at a moment, in the middle of somebody's sleep. What is done is not here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from simulator.ports import Clock

Ring = Callable[[], None]


class AlarmClock(Clock, Protocol):
    """A session's clock with an alarm, which rings once."""

    def set(self, moment: float, ring: Ring) -> None:
        """Call `ring` at `moment`, in place of what was set before."""
        ...

    def unset(self) -> None:
        """Take back what was set, if it has not rung."""
        ...

    def begin_at(self, moment: float) -> None:
        """Let it be `moment` now; before anybody has slept."""
        ...


class VirtualAlarm:
    """Time that passes only when somebody sleeps, and then at once; the alarm rings on the way.

    A sleep gives the event loop its turn only once in `EVERY`: a phone sleeps before each piece of its text, and a
    turn of the loop costs more than the piece. Nobody but the alarm interrupts a turn that is replayed.
    """

    EVERY = 64

    def __init__(self) -> None:
        """Start at 0 seconds."""
        self._now = 0.0
        self._sleeps = 0
        self._moment = float("inf")
        self._ring: Ring | None = None

    def now(self) -> float:
        """Give the seconds slept so far."""
        return self._now

    async def sleep_until(self, moment: float) -> None:
        """Jump to `moment`, or first to the alarm's and ring; whoever is rung for may cancel this sleep."""
        if self._moment <= moment:
            self._now, ring = max(self._now, self._moment), self._ring
            self.unset()
            if ring is not None:
                ring()
            await asyncio.sleep(0)
        self._sleeps += 1
        if self._sleeps % self.EVERY == 0:
            await asyncio.sleep(0)
        self._now = max(self._now, moment)

    def set(self, moment: float, ring: Ring) -> None:
        """Call `ring` at `moment`."""
        self._moment, self._ring = moment, ring

    def unset(self) -> None:
        """Take back what was set."""
        self._moment, self._ring = float("inf"), None

    def begin_at(self, moment: float) -> None:
        """Let it be `moment` now."""
        self._now = moment


class RealAlarm:
    """Passes time on from a clock that waits; the event loop rings, since a turn may be waiting for a network."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock that time comes from."""
        self._clock = clock
        self._ahead = 0.0
        self._task: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Give the session's seconds."""
        return self._clock.now() + self._ahead

    async def sleep_until(self, moment: float) -> None:
        """Wait."""
        await self._clock.sleep_until(moment - self._ahead)

    def begin_at(self, moment: float) -> None:
        """Let it be `moment` now."""
        self._ahead = moment - self._clock.now()

    def set(self, moment: float, ring: Ring) -> None:
        """Call `ring` at `moment`."""
        self.unset()
        self._task = asyncio.create_task(self._wait(moment, ring))

    def unset(self) -> None:
        """Take back what was set."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, moment: float, ring: Ring) -> None:
        await self.sleep_until(moment)
        self._task = None
        ring()
