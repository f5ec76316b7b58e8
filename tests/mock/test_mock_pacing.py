"""How paced streams keep their schedule: ticks that are shared, and lateness that never adds up."""

from __future__ import annotations

import asyncio

import pytest

from simulator.clocks import VirtualClock
from simulator.mock.latency import Latency
from simulator.mock.ticking import TICK, TickingClock

STEADY = Latency(name="steady", first_token=(1.0, 1.0), gap=(0.1, 0.1), evidence="assumed")


class Late(VirtualClock):
    """A clock that wakes everybody so many seconds too late."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    async def sleep_until(self, moment: float) -> None:
        await super().sleep_until(moment + self._seconds)


async def test_nobody_is_woken_early():
    clock = TickingClock()
    moments = [clock.now() + number * TICK / 3 for number in range(60)]

    async def woken(moment: float) -> float:
        await clock.sleep_until(moment)
        return clock.now() - moment

    assert min(await asyncio.gather(*map(woken, moments))) >= 0


async def test_sleepers_of_one_tick_wake_in_their_order():
    clock, woken = TickingClock(), []
    moment = clock.now() + 0.02

    async def sleep(number: int) -> None:
        await clock.sleep_until(moment)
        woken.append(number)

    await asyncio.gather(*map(sleep, range(50)))
    assert woken == list(range(50))


async def test_a_sleeper_that_was_sent_away_disturbs_nobody():
    clock = TickingClock()
    moment = clock.now() + 0.02
    leaver, stayer = (asyncio.ensure_future(clock.sleep_until(moment)) for _ in range(2))
    await asyncio.sleep(0)
    leaver.cancel()
    await stayer
    assert leaver.cancelled()
    assert clock.now() >= moment


async def test_what_is_overdue_still_gives_others_a_turn():
    clock, turns = TickingClock(), []
    other = asyncio.ensure_future(asyncio.sleep(0, turns.append("other")))
    await clock.sleep_until(-1.0)
    assert turns == ["other"]
    await other


@pytest.mark.parametrize("late", [0.0, 0.05, 0.35, 30.0])
async def test_a_late_server_writes_what_is_due_and_catches_up(deepseek, late):
    """The bytes are the same, and the end is no later than one wake-up is."""
    asked = {"model": "deepseek-chat"}
    on_time = await deepseek(answer="一二三四" * 40, latency=STEADY).pieces(**asked)
    clock = Late(late)
    pieces = await deepseek(answer="一二三四" * 40, latency=STEADY, clock=clock).pieces(**asked)
    assert b"".join(pieces) == b"".join(on_time)
    assert len(pieces) == len(on_time) if late < 0.1 else len(pieces) < len(on_time)
    assert clock.now() <= 1.0 + 79 * 0.1 + 2 * late + 0.001
