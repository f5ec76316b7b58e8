"""How paced streams keep their schedule: ticks that are shared, and lateness that never adds up."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from simulator.clocks import VirtualClock
from simulator.mock.exchange import PumpedBody
from simulator.mock.latency import NONE, Latency
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
    moment = clock.now() + 0.2

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


async def test_a_repeated_step_is_never_early_and_ends_with_none():
    clock, called = TickingClock(), []
    start = clock.now()
    moments = iter([start + 0.01, start + 0.02, start + 0.02, None])

    def step(now: float) -> float | None:
        called.append(now)
        return next(moments)

    await clock.repeat(start + 0.005, step)
    assert len(called) == 4
    assert all(now >= start + due for now, due in zip(called, (0.005, 0.01, 0.02, 0.02), strict=True))


async def test_a_step_that_fails_disturbs_no_other():
    clock = TickingClock()
    moment = clock.now() + 0.01
    failing = asyncio.ensure_future(clock.repeat(moment, lambda now: 1 / 0))
    await clock.repeat(moment, lambda now: None)
    with pytest.raises(ZeroDivisionError):
        await failing


async def test_a_repetition_that_was_sent_away_steps_no_more():
    clock, called = TickingClock(), []
    repeating = asyncio.ensure_future(clock.repeat(clock.now() + 0.01, called.append))
    await asyncio.sleep(0)
    repeating.cancel()
    await clock.sleep_until(clock.now() + 0.02)
    assert repeating.cancelled() and called == []


async def test_pumped_pieces_are_those_that_are_read(deepseek):
    """Until there is no room, and after there is some again. However late the server is, its pieces are ten or more."""
    brisk = replace(STEADY, first_token=(0.0, 0.0), gap=(0.0005, 0.0005))
    read = await deepseek(answer="一二三四" * 320, latency=brisk, clock=VirtualClock()).pieces()
    body = (await deepseek(answer="一二三四" * 320, latency=brisk, clock=TickingClock()).begin(stream=True)).body
    assert isinstance(body, PumpedBody)
    pumped = [await anext(body), await anext(body)]  # a stream can be pumped once its first text was due

    def write(piece: bytes) -> bool:
        pumped.append(piece)
        return len(pumped) not in (7, 8)

    for _ in range(3):
        await body.pump(write)
    assert len(pumped) > 8
    pumped += [piece async for piece in body]
    assert said(pumped) == said(read)


def said(pieces: list[bytes]) -> list[bytes]:
    """Give what the events say, without the id and the moment of their stream."""
    return [event.partition(b'"choices"')[2] for event in b"".join(pieces).split(b"\n\n")]


async def test_what_cannot_be_pumped_is_left_to_be_asked_for(deepseek):
    for latency, clock in ((STEADY, VirtualClock()), (NONE, TickingClock())):
        body = (await deepseek(answer="一二三四", latency=latency, clock=clock).begin(stream=True)).body
        pieces, pumped = [await anext(body)], []
        await body.pump(pumped.append)
        pieces += [piece async for piece in body]
        assert pumped == [] and pieces[-1].endswith(b"data: [DONE]\n\n")


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


async def test_a_body_that_is_due_is_taken_at_once_and_ends(deepseek):
    server = deepseek(answer="好", concurrency=1)
    for _ in range(2):
        body = (await server.begin(stream=False)).body
        assert isinstance(body, PumpedBody) and server.mock.slots.open == 1
        whole = body.at_once()
        assert whole is not None and '"好"'.encode() in whole
        assert server.mock.slots.open == 0
        assert [piece async for piece in body] == []


@pytest.mark.parametrize("model", ["deepseek-chat", "deepseek-reasoner"])
async def test_a_short_stream_without_gaps_is_the_same_at_once_as_in_pieces(deepseek, model):
    whole, read = [(await deepseek(answer="一二三四" * 40).begin(model=model, stream=True)).body for _ in range(2)]
    assert isinstance(whole, PumpedBody)
    assert whole.at_once() == b"".join([piece async for piece in read])
    assert [piece async for piece in whole] == []


@pytest.mark.parametrize("fields", [{"stream": True}, {"model": "deepseek-chat+cut"}, {"model": "deepseek-chat+split"}])
async def test_what_comes_in_pieces_is_not_taken_at_once(deepseek, fields):
    body = (await deepseek(answer="好" * 1_100).begin(**{"stream": False, **fields})).body
    assert not isinstance(body, PumpedBody) or body.at_once() is None
    await body.aclose()


async def test_a_body_that_is_due_later_is_not_taken_at_once(deepseek):
    body = (await deepseek(answer="好", latency=STEADY).begin(stream=False)).body
    assert isinstance(body, PumpedBody) and body.at_once() is None
    assert '"好"'.encode() in b"".join([piece async for piece in body])
