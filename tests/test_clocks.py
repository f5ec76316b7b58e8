"""How the clocks of a session tell the time and wait."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.clocks import RealClock, StageClock, VirtualClock, clock_from

MOMENTS = st.floats(-10, 1e9)


@given(st.floats(0, 1e9), st.lists(MOMENTS, max_size=5))
def test_virtual_time_is_the_latest_moment_anybody_slept_until(start, moments):
    async def passed() -> list[float]:
        clock = VirtualClock(start)
        seen = []
        for moment in moments:
            await clock.sleep_until(moment)
            seen.append(clock.now())
        return seen

    assert asyncio.run(passed()) == [max([start, *moments[: number + 1]]) for number in range(len(moments))]


async def test_virtual_time_stands_still_while_nobody_sleeps():
    clock = VirtualClock(5.0)
    await asyncio.sleep(0.002)
    assert clock.now() == 5.0


async def test_a_day_of_virtual_time_takes_no_real_time():
    clock, started = VirtualClock(), time.perf_counter()
    for second in range(0, 86_400, 60):
        await clock.sleep_until(second)
    assert clock.now() == 86_340
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize("make", [VirtualClock, RealClock])
async def test_a_sleep_that_is_over_still_gives_others_a_turn(make):
    turns: list[str] = []
    asyncio.get_running_loop().call_soon(turns.append, "other")
    await make().sleep_until(-1.0)
    assert turns == ["other"]


@pytest.mark.parametrize("make", [VirtualClock, RealClock])
async def test_a_cancelled_sleep_leaves_no_trace(make):
    clock = make()
    sleeping = asyncio.ensure_future(clock.sleep_until(3_600.0))
    await asyncio.sleep(0)
    sleeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sleeping
    assert clock.now() < 60.0


async def test_a_fast_clock_passes_ten_seconds_in_one():
    clock, started = clock_from("x10"), time.monotonic()
    await clock.sleep_until(0.5)
    real = time.monotonic() - started
    assert clock.now() >= 0.5 - 1e-6
    assert real >= 0.05 - 1e-3
    assert clock.now() == pytest.approx(10 * (time.monotonic() - started), abs=0.05)


async def test_a_slow_clock_stretches_time():
    clock, started = clock_from("x0.1"), time.monotonic()
    await clock.sleep_until(0.002)
    assert time.monotonic() - started >= 0.02 - 1e-3


@pytest.mark.parametrize("text", ["real", "virtual", "x10", "x0.1", "x100"])
def test_a_session_taken_up_again_goes_on_in_time(text):
    assert clock_from(text, 1_000.0).now() == pytest.approx(1_000.0, abs=1.0)
    assert clock_from(text).now() == pytest.approx(0.0, abs=1.0)


def test_real_time_never_goes_back():
    clock = RealClock(3.7)
    times = [clock.now() for _ in range(1_000)]
    assert times == sorted(times)


@pytest.mark.parametrize(
    "text", ["", *["fast", "10", "x", "x0", "x-1", "x0.09", "x101", "xnan", "xinf", "xx10", "REAL", "x1e9"]]
)
def test_what_is_no_clock_is_refused_with_the_forms(text):
    with pytest.raises(ValueError, match=r"x0\.1 to x100"):
        clock_from(text)


@pytest.mark.parametrize("rate", [0.0, -1.0])
def test_time_only_goes_forward(rate):
    with pytest.raises(ValueError, match="positive"):
        RealClock(rate)


async def test_stage_time_stands_still_while_it_is_paused_and_then_goes_on():
    clock = StageClock()
    clock.pause()
    held = clock.now()
    await asyncio.sleep(0.005)
    assert clock.now() == held
    clock.pause(False)
    await clock.sleep_until(held + 0.005)
    assert clock.now() >= held + 0.005


async def test_whoever_sleeps_on_a_paused_stage_wakes_after_it_goes_on():
    clock = StageClock()
    clock.pause()
    sleeper = asyncio.create_task(clock.sleep_until(clock.now() + 0.001))
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.pause(False)
    await asyncio.wait_for(sleeper, 5)


async def test_a_change_of_rate_reaches_those_who_sleep_already():
    clock = StageClock()
    sleeper = asyncio.create_task(clock.sleep_until(3600))
    await asyncio.sleep(0)
    clock.run_at(1e9)
    await asyncio.wait_for(sleeper, 5)
    assert clock.now() >= 3600


async def test_a_stage_that_jumps_ends_every_sleep_at_its_moment():
    clock = StageClock()
    sleeper = asyncio.create_task(clock.sleep_until(3600))
    await asyncio.sleep(0)
    clock.jump()
    await asyncio.wait_for(sleeper, 5)
    assert 3600 <= clock.now() < 3700
