"""A clock on which something can be done at a moment, in the middle of somebody's sleep. What is done is not here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from simulator.clocks import VirtualClock
from simulator.ports import Clock


class Alarm:
    """Passes time on from another clock, and rings once at the moment that was set.

    Time of a virtual clock passes only in sleeps, so it rings within them; on a real one the event loop rings too,
    because the turn may be waiting for a network.
    """

    def __init__(self, clock: Clock) -> None:
        """Take the clock that time comes from."""
        self._clock = clock
        self._moment: float | None = None
        self._ring: Callable[[], None] | None = None
        self._task: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Give the session's seconds."""
        return self._clock.now()

    async def sleep_until(self, moment: float) -> None:
        """Sleep; if the alarm is set for a moment before the end, it rings on the way."""
        if self._moment is not None and self._moment <= moment:
            await self._clock.sleep_until(self._moment)
            self._ring_now()
            await asyncio.sleep(0)  # whoever was rung for may have cancelled this sleep
        await self._clock.sleep_until(moment)

    def set(self, moment: float, ring: Callable[[], None]) -> None:
        """Call `ring` at `moment`."""
        self.unset()
        self._moment, self._ring = moment, ring
        if not isinstance(self._clock, VirtualClock):
            self._task = asyncio.create_task(self._wait(moment))

    def unset(self) -> None:
        """Take back what was set, if it has not rung."""
        self._moment = self._ring = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, moment: float) -> None:
        await self._clock.sleep_until(moment)
        self._task = None
        self._ring_now()

    def _ring_now(self) -> None:
        ring = self._ring
        self.unset()
        if ring is not None:
            ring()
