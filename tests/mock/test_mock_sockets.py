"""The mock behind a real socket, asked by real clients: M25 to M27 and M30 of the wire reference."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator

import httpx
import openai
import pytest

from simulator.clocks import RealClock
from simulator.http.limits import MEBIBYTE as BODY_CAP
from simulator.mock.latency import Latency
from simulator.mock.listening import base_url, listen, server
from tests.servers import leave

PATIENCE = 5.0
QUESTION = {"model": "deepseek-reasoner", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}
SLOW = Latency(name="slow", first_token=(60.0, 60.0), gap=(0.0, 0.0), evidence="assumed")
LONG = "一二" * 200_000
PACED = Latency(name="paced", first_token=(0.05, 0.05), gap=(0.05, 0.05), evidence="assumed")


class Leaving:
    """A clock on which nothing is ever due, and which knows when a sleeper was sent away."""

    def __init__(self) -> None:
        self.waiting = asyncio.Event()
        self.left = asyncio.Event()

    def now(self) -> float:
        return 0.0

    async def sleep_until(self, moment: float) -> None:
        self.waiting.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left.set()


@pytest.fixture
async def listening(deepseek):
    """Start servers on free ports; each call gives a base URL."""
    running = []

    async def start(**options) -> str:
        listening = asyncio.Event()
        socket = listen("127.0.0.1", 0)
        process = server(deepseek(**{"clock": RealClock()} | options).mock, listening.set)
        running.append((process, asyncio.create_task(process.serve(sockets=[socket]))))
        await listening.wait()
        return base_url(socket)

    yield start
    for process, task in running:
        await leave(process, task)


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient, None]:
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        yield client


async def connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = httpx.URL(url)
    return await asyncio.open_connection(parts.host, parts.port)


async def read_response(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """Give the head and the body of a response with a length."""
    async with asyncio.timeout(PATIENCE):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].split("\r\n")[0])
        return head, await reader.readexactly(length)


async def test_the_official_client_reads_a_stream(listening):
    url = await listening(thinking="想一想。", answer="9.8 更大。", api_keys=frozenset({"sk-right"}))
    async with openai.AsyncOpenAI(base_url=url, api_key="sk-right") as client:
        stream = await client.chat.completions.create(**QUESTION, stream=True)
        chunks = [chunk async for chunk in stream]
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas) == "想一想。"
    assert "".join(delta.content or "" for delta in deltas) == "9.8 更大。"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].usage.completion_tokens_details.reasoning_tokens > 0


async def test_the_official_client_reads_a_whole_answer_and_the_models(listening):
    url = await listening(answer="9.8 更大。")
    async with openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="any") as client:
        completion = await client.chat.completions.create(**QUESTION)
        models = [model.id async for model in client.models.list()]
    assert completion.choices[0].message.content == "9.8 更大。"
    assert models == ["deepseek-chat", "deepseek-reasoner"]


async def test_the_official_client_understands_the_errors(listening):
    """M3, M6."""
    url = await listening(api_keys=frozenset({"sk-right"}))
    async with openai.AsyncOpenAI(base_url=url, api_key="sk-wrong-1234", max_retries=0) as client:
        with pytest.raises(openai.AuthenticationError, match=r"\*\*\*\*1234 is invalid"):
            await client.chat.completions.create(**QUESTION)
        with pytest.raises(openai.BadRequestError, match="Model Not Exist"):
            await client.with_options(api_key="sk-right").chat.completions.create(**QUESTION | {"model": "r2"})


async def test_pieces_arrive_when_they_are_due_and_not_at_the_end(listening, client):
    url = await listening(thinking="一二三四五六七八九十", answer="完", latency=PACED)
    arrivals = []
    async with client.stream("POST", f"{url}/chat/completions", json=QUESTION | {"stream": True}) as response:
        async for _ in response.aiter_raw():
            arrivals.append(time.monotonic())
    assert len(arrivals) >= 5
    assert arrivals[-1] - arrivals[0] > 0.2


async def test_headers_arrive_before_the_model_starts(listening, client):
    """Part 5 of the reference; M21."""
    url = await listening(latency=SLOW, keep_alive=0.05)
    for stream, line in ((True, b": keep-alive\n\n"), (False, b"\n")):
        async with client.stream("POST", f"{url}/chat/completions", json=QUESTION | {"stream": stream}) as response:
            assert response.status_code == 200
            assert (await anext(response.aiter_raw())).startswith(line)


async def test_a_client_that_leaves_ends_the_work(listening, client):
    """M26: within a second, while the stream still waits for its first token."""
    clock = Leaving()
    url = await listening(latency=SLOW, clock=clock)
    asking = asyncio.create_task(client.post(f"{url}/chat/completions", json=QUESTION | {"stream": True}))
    async with asyncio.timeout(PATIENCE):
        await clock.waiting.wait()
    asking.cancel()
    async with asyncio.timeout(1.0):
        await clock.left.wait()
    assert clock.left.is_set()


async def test_a_client_that_leaves_a_rush_of_pieces_leaves_no_log(listening, caplog):
    """M26, M30: without gaps the server is in the middle of a burst when the connection is lost."""
    url = await listening(thinking=LONG)
    before = asyncio.all_tasks()
    reader, writer = await connect(url)
    body = json.dumps(QUESTION | {"stream": True}).encode()
    writer.write(
        f"POST /chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    async with asyncio.timeout(PATIENCE):
        await reader.readuntil(b"data: ")
        writer.transport.abort()
        await asyncio.wait(asyncio.all_tasks() - before)
    assert caplog.text == ""


async def test_two_hundred_streams_run_at_once(listening):
    """M25: a paced stream of about 0.4 s stays one among two hundred."""
    url = await listening(thinking="一二三四五六", answer="完", latency=PACED)
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=limits) as client:
        asks = [client.post(f"{url}/chat/completions", json=QUESTION | {"stream": True}) for _ in range(200)]
        started = time.monotonic()
        responses = await asyncio.gather(*asks)
    assert all(response.text.endswith("data: [DONE]\n\n") for response in responses)
    assert time.monotonic() - started < 200 * 0.3 / 4


async def test_one_connection_serves_errors_streams_and_bodies(listening):
    """M27."""
    reader, writer = await connect(await listening(api_keys=frozenset({"sk-right"})))
    for key, status in (("sk-wrong", "401"), ("sk-right", "200")):
        writer.write(f"GET /models HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
        head, _ = await read_response(reader)
        assert head.startswith(f"http/1.1 {status}")
    body = json.dumps(QUESTION | {"stream": True}).encode()
    writer.write(b"POST /chat/completions HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer sk-right\r\n")
    writer.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    async with asyncio.timeout(PATIENCE):
        await reader.readuntil(b"data: [DONE]\n\n\r\n0\r\n\r\n")
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")
    head, _ = await read_response(reader)
    assert "connection: close" in head
    assert await reader.read() == b""
    writer.close()


async def test_a_request_in_small_chunks_is_read(listening):
    """M27."""
    reader, writer = await connect(await listening(answer="好"))
    body = json.dumps(QUESTION).encode()
    writer.write(b"POST /chat/completions HTTP/1.1\r\nHost: mock\r\nTransfer-Encoding: chunked\r\n\r\n")
    for start in range(0, len(body), 7):
        part = body[start : start + 7]
        writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        assert b'"content":"\xe5\xa5\xbd"' in await reader.readuntil(b"\r\n0\r\n\r\n")
    writer.close()


async def test_an_expected_continue_is_answered(listening):
    """M27."""
    reader, writer = await connect(await listening())
    body = json.dumps(QUESTION).encode()
    head = (
        f"POST /chat/completions HTTP/1.1\r\nHost: mock\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode())
    async with asyncio.timeout(PATIENCE):
        assert b"100 Continue" in await reader.readuntil(b"\r\n\r\n")
        writer.write(body)
        assert b"200 OK" in await reader.readuntil(b"\r\n")
    writer.close()


async def test_junk_on_one_connection_harms_no_other(listening, client):
    """M27."""
    url = await listening()
    reader, writer = await connect(url)
    writer.write(b"\x16\x03\x01\x02\x00 junk\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        await reader.read()
    writer.close()
    assert (await client.get(f"{url}/healthz")).status_code == 200


async def test_a_body_over_the_cap_is_refused(listening, client):
    """M4: known from its length, or found out while it comes."""
    url = await listening()

    async def endless() -> AsyncGenerator[bytes, None]:
        for _ in range(40):
            yield b" " * 65_536

    for content in (b" " * (BODY_CAP + 1), endless()):
        response = await client.post(f"{url}/chat/completions", content=content)
        assert response.status_code == 413
        assert response.json()["error"]["type"] == "invalid_request_error"
    assert (await client.get(f"{url}/healthz")).status_code == 200


async def test_a_body_of_the_cap_is_read(listening, client):
    """M4."""
    url = await listening()
    body = json.dumps(QUESTION).encode()
    response = await client.post(f"{url}/chat/completions", content=body + b" " * (BODY_CAP - len(body)))
    assert response.status_code == 200


async def test_a_huge_body_that_was_not_sent_yet_is_refused_at_once(listening):
    """M4: without the body, and without asking for it."""
    reader, writer = await connect(await listening())
    writer.write(b"POST /models HTTP/1.1\r\nHost: mock\r\nExpect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n")
    head, _ = await read_response(reader)
    assert head.startswith("http/1.1 413")
    writer.close()


class Broken:
    """A mind and a tokenizer that fail, with the user's words in the message."""

    def answer(self, messages, seed, **wishes):
        raise ValueError(messages[-1].content)

    def count(self, text):
        raise ValueError(text)


async def test_a_failure_inside_is_status_500_and_no_text_is_logged(listening, client, caplog):
    """M30."""
    url = await listening(brain=Broken())
    response = await client.post(f"{url}/chat/completions", json=QUESTION)
    assert response.status_code == 500
    assert response.json()["error"]["type"] == "server_error"
    assert [record.getMessage().partition(" in ")[0] for record in caplog.records] == ["ValueError"]
    assert "9.11" not in caplog.text


async def test_a_failure_in_the_middle_is_a_cut_stream_and_no_text_is_logged(listening, client, caplog):
    """M30: the text has been sent, its usage cannot be counted, and the end says that something is missing."""
    url = await listening(answer="好" * 1_100, tokenizer=Broken())
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(f"{url}/chat/completions", json=QUESTION | {"stream": True})
    assert [record.getMessage().partition(" in ")[0] for record in caplog.records] == ["ValueError"]
    assert "9.11" not in caplog.text


async def test_a_good_exchange_leaves_no_log(listening, client, caplog):
    """M30."""
    url = await listening(api_keys=frozenset({"sk-right"}))
    headers = {"Authorization": "Bearer sk-right"}
    assert (await client.post(f"{url}/chat/completions", json=QUESTION, headers=headers)).status_code == 200
    assert [record for record in caplog.records if record.name.startswith(("uvicorn", "simulator"))] == []
