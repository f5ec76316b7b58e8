"""Measures how fast clients decode a chat-completions stream, all on one local server. What they decode is not judged.

Each event of about 250 bytes is an HTTP chunk of its own, as DeepSeek sends it. What counts is the
CPU time of the client, its best round: the server's process and other work on the machine are not in it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping

import httpx

from benchmarks.stream_server import server
from simulator.backends.chat_completions import ChatCompletions
from simulator.domain.completion import AnswerText, Message, Prompt, ThinkingText

TITLE = "SSE decode: 250-byte events, one HTTP chunk each"

CHUNKS = 20_000
ROUNDS = 5

_TEXTS = (ThinkingText, AnswerText)

TARGETS = {"bare httpx byte loop": 0.6, "httpx-sse + json": 1.0, "openai SDK": 8.0}
"""How many times as fast as each of these our own client should be."""

Client = Callable[[str], Awaitable[int]]


async def bare(url: str) -> int:
    """Count what arrives and decode nothing; a chunk that two socket reads share counts twice."""
    chunks = 0
    async with (
        httpx.AsyncClient(trust_env=False, verify=False) as client,
        client.stream("POST", f"{url}/chat/completions", json=_body()) as response,
    ):
        async for _ in response.aiter_raw():
            chunks += 1
    return chunks


async def with_httpx_sse(url: str) -> int:
    """Decode with httpx-sse and json; what a dialect calls its texts is left to the caller."""
    from httpx_sse import aconnect_sse

    chunks = 0
    async with (
        httpx.AsyncClient(trust_env=False, verify=False) as client,
        aconnect_sse(client, "POST", f"{url}/chat/completions", json=_body()) as source,
    ):
        async for event in source.aiter_sse():
            if event.data != "[DONE]":
                chunks += bool(json.loads(event.data)["choices"])
    return chunks


async def with_openai(url: str) -> int:
    """Decode with the official client; what a dialect calls its texts is left to the caller."""
    from openai import AsyncOpenAI

    chunks = 0
    async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="r1", messages=[{"role": "user", "content": "你好"}], stream=True
        )
        async for chunk in stream:
            chunks += bool(chunk.choices)
    return chunks


async def ours(url: str) -> int:
    """Decode with our own client, down to the items that a conversation reads."""
    backend = ChatCompletions(name="bench", base_url=url, model="r1")
    chunks = 0
    async for item in backend.ask(Prompt((Message("user", "你好"),))):
        chunks += isinstance(item, _TEXTS)
    await backend.aclose()
    return chunks


CLIENTS: dict[str, Client] = {
    "bare httpx byte loop": bare,
    "httpx-sse + json": with_httpx_sse,
    "openai SDK": with_openai,
    "ChatCompletions.ask": ours,
}


async def measure(dialect: str, chunks: int, rounds: int, clients: Mapping[str, Client]) -> dict[str, float]:
    """Give the chunks a CPU second of each client on a dialect's stream of so many texts, its best round.

    Raises: RuntimeError if a client misses any.
    """
    best = dict.fromkeys(clients, 0.0)
    async with server() as url:
        for _ in range(rounds):
            for name, client in clients.items():
                start = time.process_time()
                read = await client(f"{url}/{dialect}/{chunks}")
                if read < chunks:
                    raise RuntimeError(f"{name} read {read} of {chunks} chunks of {dialect}")
                best[name] = max(best[name], chunks / (time.process_time() - start))
    return best


def run() -> list[tuple[str, str, str, str]]:
    """Measure, and give rows of what, measured, compared with, target."""
    best = asyncio.run(measure("deepseek", CHUNKS, ROUNDS, CLIENTS))
    own = best["ChatCompletions.ask"]
    rows = [("ChatCompletions.ask", f"{own:,.0f} chunks/CPU s", "", "")]
    for name, factor in TARGETS.items():
        rows.append(
            (f"against {name}", f"{own / best[name]:.2f}×", f"{best[name]:,.0f} chunks/CPU s", f"≥ {factor:g}×")
        )
    return rows


def _body() -> dict[str, object]:
    return {"model": "r1", "messages": [{"role": "user", "content": "你好"}], "stream": True}
