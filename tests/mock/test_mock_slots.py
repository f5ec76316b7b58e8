"""How many answers there may be at once, and when a slot is free again: M25 and M26 of the wire reference."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from simulator.clocks import VirtualClock
from simulator.mock.faults.plan import FaultPlan
from simulator.mock.latency import Latency

PATIENCE = 5.0
QUESTION = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}
STREAM = QUESTION | {"stream": True}
LONG = Latency(name="long", first_token=(60.0, 60.0), gap=(0.0, 0.0), evidence="assumed")
FLOWING = Latency(name="flowing", first_token=(0.0, 0.0), gap=(0.01, 0.01), evidence="assumed")


@pytest.fixture
async def client():
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        yield client


async def until_open(mock, number):
    """Wait until so many answers are under way, and give the seconds that it took."""
    started = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        while mock.slots.open != number:  # noqa: ASYNC110, nothing tells when a connection is lost
            await asyncio.sleep(0.01)
    return time.monotonic() - started


async def test_one_request_too_many_gets_429_at_once(mock_at, client):
    """M25."""
    url, mock = await mock_at(latency=LONG, concurrency=2)
    async with (
        client.stream("POST", f"{url}/chat/completions", json=STREAM),
        client.stream("POST", f"{url}/chat/completions", json=STREAM),
    ):
        started = time.monotonic()
        refused = await client.post(f"{url}/chat/completions", json=QUESTION)
        assert time.monotonic() - started < 1.0
        assert (refused.status_code, mock.slots.open) == (429, 2)
        assert "at most 2 requests" in refused.json()["error"]["message"]
        assert (await client.get(f"{url}/models")).status_code == 200


async def test_a_finished_answer_frees_its_slot(deepseek):
    """M25: streamed or not, whole or refused."""
    server = deepseek(concurrency=1)
    for _ in range(3):
        await server.pieces()
        assert (await server.post())[0] == 200
        assert (await server.post(model="none"))[0] == 400
        assert (await server.post(model="deepseek-chat+http500"))[0] == 500
    assert (server.mock.slots.open, server.mock.slots.peak) == (0, 1)


async def test_an_answer_that_nobody_began_to_read_frees_its_slot(deepseek):
    """M26: a generator that was never started has no end of its own."""
    server = deepseek(concurrency=1)
    response = await server.begin(stream=True)
    assert server.mock.slots.open == 1
    await response.body.aclose()
    await response.body.aclose()
    assert server.mock.slots.open == 0


@pytest.mark.parametrize(
    ("latency", "fault"),
    [
        (LONG, None),
        (FLOWING, None),
        (FLOWING, "silence"),
        (FLOWING, "silence@at=start"),
        (FLOWING, "silence@at=thinking"),
    ],
)
async def test_a_client_that_leaves_frees_its_slot_within_a_second(mock_at, latency, fault):
    """M26: while it waits for its first token, in the middle of the text, or in a silence on purpose."""
    faults = FaultPlan.parse([fault] if fault else [])
    url, mock = await mock_at(latency=latency, answer="一二" * 5_000, faults=faults)
    parts = httpx.URL(url)
    _, writer = await asyncio.open_connection(parts.host, parts.port)
    body = b'{"model":"deepseek-reasoner","stream":true,"messages":[{"role":"user","content":"hi"}]}'
    writer.write(b"POST /chat/completions HTTP/1.1\r\nHost: m\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await until_open(mock, 1)
    writer.close()
    assert await until_open(mock, 0) < 1.0


async def test_two_hundred_streams_at_once_are_each_whole(mock_at, client):
    """M25."""
    url, mock = await mock_at(latency=FLOWING, thinking="一二三", answer="四五六")
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=limits) as many:
        replies = await asyncio.gather(*(many.post(f"{url}/chat/completions", json=STREAM) for _ in range(200)))
    assert all(reply.text.endswith("data: [DONE]\n\n") for reply in replies)
    assert (mock.slots.open, mock.slots.peak > 100) == (0, True)


async def test_streams_at_once_slow_each_other_down(deepseek):
    """Beyond full speed, all delays grow with the number of streams."""
    crowded = Latency(name="one", first_token=(1.0, 1.0), gap=(0.0, 0.0), full_speed=2, evidence="assumed")
    server = deepseek(latency=crowded, clock=VirtualClock())
    held = [await server.begin() for _ in range(7)]
    await server.post()
    assert server.clock.now() == 4.0
    for response in held:
        await response.body.aclose()
