"""Servers to probe, over real sockets: our own mock in any shape, and one whose every reply a test writes."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from simulator.backends.timeouts import Timeouts
from simulator.clocks import RealClock
from simulator.doctor.finding import CHECKS, Finding
from simulator.doctor.probe import Probe
from simulator.doctor.target import Target
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import DeepSeekMock
from simulator.mock.listening import base_url, listen, server
from simulator.tokenizer.deepseek import LazyTokenizer
from tests.servers import leave

Reply = tuple[int, str, bytes]
Answers = Callable[[str, Any], Reply]
"""Gives status, content type and body for a path and the JSON that was sent."""


@pytest.fixture
async def mock() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Give a function that serves our mock on a free port; keywords are those of `DeepSeekMock`."""
    running = []

    async def start(**options: Any) -> str:
        ready, socket = asyncio.Event(), listen("127.0.0.1", 0)
        made = server(mock_of(**options), ready.set)
        running.append((made, asyncio.create_task(made.serve(sockets=[socket]))))
        await ready.wait()
        return base_url(socket)

    yield start
    for made, task in running:
        await leave(made, task)


@pytest.fixture
async def scripted() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Give a function that serves what a test answers, by TLS where it brings a context; None never answers."""
    servers: list[asyncio.Server] = []
    tasks: set[asyncio.Task[Any]] = set()

    async def start(answers: Answers | None, tls: ssl.SSLContext | None = None) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tasks.add(asyncio.current_task())
            try:
                await _serve(answers, reader, writer)
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                writer.transport.abort()

        made = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        servers.append(made)
        return f"{'https' if tls else 'http'}://127.0.0.1:{made.sockets[0].getsockname()[1]}"

    yield start
    for made in servers:
        made.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(answers: Answers | None, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    if answers is None:
        await asyncio.Event().wait()
        return
    length = next((line[15:] for line in head.lower().split("\r\n") if line.startswith("content-length:")), "0")
    body = await reader.readexactly(int(length))
    status, kind, text = answers(head.split(" ")[1], json.loads(body) if body else None)
    writer.write(f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + text)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


def mock_of(**options: Any) -> DeepSeekMock:
    """Make our mock."""
    parts = {"brain": Brain(bundled_replies()), "clock": RealClock(), "tokenizer": LazyTokenizer()}
    return DeepSeekMock(**(parts | options))


async def examined(url: str, **options: Any) -> dict[str, Finding]:
    """Probe a server and give the findings by id; that each comes once and in order holds for every probe."""
    patient = Timeouts(connect=5.0, idle=20.0, event=20.0, total=20.0)
    target = Target(**({"name": "test", "base_url": url, "model": "deepseek-reasoner", "timeouts": patient} | options))
    findings = [finding async for finding in Probe(target, RealClock()).findings()]
    assert [finding.id for finding in findings] == list(CHECKS)
    return {finding.id: finding for finding in findings}


def statuses(found: dict[str, Finding], *ids: str) -> list[str]:
    """Give how the named checks stand, all of them without names."""
    return [found[id].status for id in ids or found]


def texts(found: dict[str, Finding]) -> str:
    """Give all that a probe said, in both languages, and its facts."""
    return "\n".join(repr(finding) for finding in found.values())


def streamed(*deltas: dict[str, Any], usage: dict[str, int] | None = None) -> Reply:
    """Give a whole stream of the deltas."""
    choices = [{"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]} | ({"usage": usage} if usage else {})
    events = [f"data: {json.dumps(chunk)}\n\n" for chunk in (*choices, end)]
    return 200, "text/event-stream", "".join([*events, "data: [DONE]\n\n"]).encode()


def refusal(message: str, status: int = 400) -> Reply:
    """Give DeepSeek's error body."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": "invalid_request_error"}
    return status, "application/json", json.dumps({"error": error}).encode()
