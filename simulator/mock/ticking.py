"""A real clock that wakes its sleepers in ticks, for servers of many streams. Other clocks are `simulator.clocks`."""

from __future__ import annotations

import asyncio
from math import ceil

from simulator.clocks import RealClock

TICK = 0.001
"""Seconds; nobody wakes earlier than asked, and at most a tick later.

A timer for each sleeper makes the loop ask the kernel once for every piece of every stream; that costs several times
what the piece does.
"""


class TickingClock(RealClock):
    """Wall time, on which all who sleep until the same tick share one timer. It serves one event loop."""

    def __init__(self) -> None:
        """Start at 0 seconds."""
        super().__init__()
        self._sleepers: dict[int, list[asyncio.Future[None]]] = {}

    async def sleep_until(self, moment: float) -> None:
        """Wait until the tick that `moment` is in has passed; if it has, give the event loop a turn."""
        left = moment - self.now()
        if left <= 0:
            await asyncio.sleep(0)
            return
        loop = asyncio.get_running_loop()
        tick = ceil(moment / TICK)
        sleepers = self._sleepers.get(tick)
        if sleepers is None:
            sleepers = self._sleepers[tick] = []
            loop.call_at(loop.time() + left + tick * TICK - moment, self._wake, tick)
        sleeper: asyncio.Future[None] = loop.create_future()
        sleepers.append(sleeper)
        await sleeper

    def _wake(self, tick: int) -> None:
        for sleeper in self._sleepers.pop(tick):
            if not sleeper.done():
                sleeper.set_result(None)
