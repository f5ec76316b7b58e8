"""A real clock that wakes its sleepers in ticks, for servers of many streams. Other clocks are `simulator.clocks`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import ceil

from simulator.clocks import RealClock

TICK = 0.001
"""Seconds; nobody wakes earlier than asked, and at most a tick later.

A timer for each sleeper makes the loop ask the kernel once for every piece of every stream; that costs several times
what the piece does.
"""


class TickingClock(RealClock):
    """Wall time, on which all who wait for the same tick share one timer. It serves one event loop."""

    def __init__(self) -> None:
        """Start at 0 seconds."""
        super().__init__()
        self._waiting: dict[int, list[Callable[[float], None]]] = {}

    async def sleep_until(self, moment: float) -> None:
        """Wait until the tick that `moment` is in has passed; if it has, give the event loop a turn."""
        if moment <= self.now():
            await asyncio.sleep(0)
            return
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._at(moment, lambda now: None if sleeper.done() else sleeper.set_result(None))
        await sleeper

    async def repeat(self, moment: float, step: Callable[[float], float | None]) -> None:
        """Call `step` with the time of its tick when `moment` has come, and again whenever it says, until it says None.

        There is no task's turn between, so a step must be short. Raises: what a step raises.
        """
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def turn(now: float) -> None:
            if over.done():
                return
            try:
                due = step(now)
            except Exception as problem:
                over.set_exception(problem)
                return
            if due is None:
                over.set_result(None)
            else:
                self._at(due, turn)

        self._at(moment, turn)
        await over

    def _at(self, moment: float, call: Callable[[float], None]) -> None:
        tick = ceil(moment / TICK)
        waiting = self._waiting.get(tick)
        if waiting is not None:
            waiting.append(call)
            return
        self._waiting[tick] = [call]
        loop = asyncio.get_running_loop()
        loop.call_at(loop.time() + tick * TICK - self.now(), self._wake, tick)

    def _wake(self, tick: int) -> None:
        now = self.now()
        for call in self._waiting.pop(tick):
            call(now)
