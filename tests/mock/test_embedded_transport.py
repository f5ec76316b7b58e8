"""The mock behind an httpx transport says what it says to any door, and streams it."""

from __future__ import annotations

import asyncio
import json

import httpx

from simulator.backends.embedded import EmbeddedTransport
from simulator.mock.exchange import Request
from simulator.mock.latency import Latency

QUESTION = {"model": "deepseek-reasoner", "stream": True, "messages": [{"role": "user", "content": "9.8 和 9.11？"}]}
SLOW = Latency(name="slow", first_token=(20.0, 20.0), gap=(1.0, 1.0), evidence="assumed")


def client_of(server) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=EmbeddedTransport(server.mock), base_url="http://mock")


async def test_both_doors_give_the_same_bytes(deepseek):
    body = json.dumps(QUESTION).encode()
    async with client_of(deepseek()) as client:
        response = await client.post("/v1/chat/completions", content=body)
    direct = await deepseek().mock.respond(Request("POST", "/chat/completions", {}, body))
    assert response.content == b"".join([piece async for piece in direct.body])
    assert response.headers["content-type"] == direct.headers["content-type"]


async def test_a_piece_is_made_when_it_is_asked_for(deepseek):
    """A transport that gathered the body would have let all of its time pass before the first byte."""
    server = deepseek(latency=SLOW, keep_alive=60)
    async with client_of(server) as client, client.stream("POST", "/chat/completions", json=QUESTION) as response:
        moments = []
        async for _ in response.aiter_raw():
            moments.append(server.clock.now())
    assert moments[0] == 20.0
    assert moments[-1] > moments[len(moments) // 2] > moments[0]


async def test_closing_the_response_ends_the_work(deepseek):
    """M26."""
    server = deepseek(latency=SLOW)
    async with client_of(server) as client:
        async with client.stream("POST", "/chat/completions", json=QUESTION) as response:
            await anext(response.aiter_raw())
        left = server.clock.now()
        await asyncio.sleep(0)
    assert server.clock.now() == left < 21.0


async def test_keys_and_errors_pass_the_transport(deepseek):
    async with client_of(deepseek(api_keys=frozenset({"sk-right"}))) as client:
        refused = await client.get("/models", headers={"Authorization": "Bearer sk-wrong"})
        allowed = await client.get("/models?x=1", headers={"Authorization": "Bearer sk-right"})
    assert (refused.status_code, allowed.status_code) == (401, 200)
    assert refused.json()["error"]["message"].startswith("Authentication Fails")
