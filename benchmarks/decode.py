"""Measures how fast clients decode a chat-completions stream, all on one local server. What they decode is not judged.

Each event of about 250 bytes is an HTTP chunk of its own, as DeepSeek sends it. The server runs in a process of its
own and writes prepared bytes. Clients take turns, so that a busy moment of the machine meets all of them; the best
round of each counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Awaitable, Callable

import httpx

from simulator.backends.chat_completions import ChatCompletions
from simulator.dialects.encode import DONE, ChunkEncoder, Head
from simulator.domain.completion import AnswerText, Message, Prompt, ThinkingText, Usage

TITLE = "SSE decode: 250-byte events, one HTTP chunk each"

CHUNKS = 20_000
ROUNDS = 5

_TEXTS = (ThinkingText, AnswerText)

Client = Callable[[str], Awaitable[int]]


def stream() -> bytes:
    """Give the whole HTTP response: `CHUNKS` pieces of text, half of them thinking."""
    encoder = ChunkEncoder(Head(id="930c60df-bf64-41c9", created=1738960000, model="r1", fingerprint="fp"), thinks=True)
    events = [encoder.thinking("好的") if n < CHUNKS // 2 else encoder.answer("答案") for n in range(CHUNKS)]
    events = [encoder.first(), *events, encoder.finish("stop", Usage(18, CHUNKS, CHUNKS // 2, 0)), DONE]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(event), event) for event in events) + b"0\r\n\r\n"


async def serve() -> None:
    """Serve the stream to every request, print the port and end with standard input."""
    prepared = stream()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
                await reader.readexactly(next(int(line[15:]) for line in lines if line.startswith(b"content-length:")))
                writer.write(prepared)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


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
    """Decode with httpx-sse and json, and read the text out of the objects."""
    from httpx_sse import aconnect_sse

    chunks = 0
    async with (
        httpx.AsyncClient(trust_env=False, verify=False) as client,
        aconnect_sse(client, "POST", f"{url}/chat/completions", json=_body()) as source,
    ):
        async for event in source.aiter_sse():
            if event.data != "[DONE]":
                delta = json.loads(event.data)["choices"][0]["delta"]
                chunks += bool(delta.get("reasoning_content") or delta.get("content"))
    return chunks


async def with_openai(url: str) -> int:
    """Decode with the official client."""
    from openai import AsyncOpenAI

    chunks = 0
    async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="r1", messages=[{"role": "user", "content": "你好"}], stream=True
        )
        async for chunk in stream:
            delta = chunk.choices[0].delta
            chunks += bool((delta.model_extra or {}).get("reasoning_content") or delta.content)
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


async def measure() -> dict[str, float]:
    """Give the chunks a second of each client, its best of `ROUNDS` rounds."""
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.decode",
        "--serve",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdin is not None and server.stdout is not None
    url = f"http://127.0.0.1:{int(await server.stdout.readline())}"
    best = dict.fromkeys(CLIENTS, 0.0)
    for _ in range(ROUNDS):
        for name, client in CLIENTS.items():
            start = time.perf_counter()
            chunks = await client(url)
            if chunks < CHUNKS:
                raise RuntimeError(f"{name} read {chunks} of {CHUNKS} chunks")
            best[name] = max(best[name], CHUNKS / (time.perf_counter() - start))
    server.stdin.close()
    await server.wait()
    return best


def run() -> list[tuple[str, str, str, str]]:
    """Measure, and give rows of what, measured, compared with, target."""
    best = asyncio.run(measure())
    own = best["ChatCompletions.ask"]
    targets = {"bare httpx byte loop": 0.6, "httpx-sse + json": 1.0, "openai SDK": 8.0}
    rows = [("ChatCompletions.ask", f"{own:,.0f} chunks/s", "", "")]
    for name, factor in targets.items():
        rows.append((f"against {name}", f"{own / best[name]:.2f}×", f"{best[name]:,.0f} chunks/s", f"≥ {factor:g}×"))
    return rows


def _body() -> dict[str, object]:
    return {"model": "r1", "messages": [{"role": "user", "content": "你好"}], "stream": True}


def main() -> None:
    """Print the table, or serve where the first argument says so."""
    if sys.argv[1:] == ["--serve"]:
        asyncio.run(serve())
        return
    print(f"### {TITLE}\n\n| what | measured | compared with | target |\n| --- | --- | --- | --- |")
    for row in run():
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
