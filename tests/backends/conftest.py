"""A raw server whose every byte a test decides, and a client of it: what the tests of backends share."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from simulator.backends.chat_completions import ChatCompletions
from simulator.backends.timeouts import Timeouts
from simulator.domain.completion import CompletionItem, Message, Prompt

PROMPT = Prompt((Message("user", "9.8 和 9.11 哪个大？"),))
STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
CLOSE_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

Script = Callable[["Wire"], Awaitable[None]]


class Wire:
    """One request on a connection: what was asked, and a hand on the socket."""

    def __init__(self, head: bytes, body: bytes, writer: asyncio.StreamWriter, reader: asyncio.StreamReader) -> None:
        self.head = head.decode()
        self.body = body
        self.writer = writer
        self.reader = reader

    @property
    def line(self) -> str:
        """The request line."""
        return self.head.partition("\r\n")[0]

    def header(self, name: str) -> str | None:
        """Give a header's value."""
        lines = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return next((value.strip() for key, _, value in lines if key.lower() == name.lower()), None)

    async def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def chunk(self, data: bytes) -> None:
        """Send bytes as one HTTP chunk."""
        await self.write(b"%x\r\n%s\r\n" % (len(data), data))

    async def gone(self) -> None:
        """Return once the client has closed the connection."""
        while await self.reader.read(1024):
            pass

    def reset(self) -> None:
        """Break the connection off."""
        self.writer.transport.abort()


class Server:
    """A server that runs one script a request and remembers what it was asked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.wires: list[Wire] = []
        self.connections = 0
        self.open = 0
        self.url = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop to listen, and end what still runs."""
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
                wire = Wire(head, await reader.readexactly(int(length[15:])), writer, reader)
                self.wires.append(wire)
                await self.script(wire)
                if b"connection: close" in head or writer.is_closing():
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            writer.transport.abort() if writer.is_closing() else writer.close()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Script], Awaitable[Server]]]:
    """Give a function that starts a server for a script."""
    servers: list[Server] = []

    async def serve(script: Script) -> Server:
        server = Server(script)
        await server.start()
        servers.append(server)
        return server

    yield serve
    for server in servers:
        await server.stop()


@pytest.fixture
async def client() -> AsyncIterator[Callable[..., ChatCompletions]]:
    """Give a function that makes a client of an address; its connections end with the test."""
    clients: list[ChatCompletions] = []

    def client(url: str, **options: Any) -> ChatCompletions:
        settings: dict[str, Any] = {"name": "test", "model": "deepseek-reasoner", **options}
        clients.append(ChatCompletions(base_url=url, **settings))
        return clients[-1]

    yield client
    for made in clients:
        await made.aclose()


@pytest.fixture
def answered(serve, client) -> Callable[..., Awaitable[list[CompletionItem]]]:
    """Give the items of one answer by a server that runs the script, or sends the bytes and hangs up."""

    async def answered(script: Script | bytes, **options: Any) -> list[CompletionItem]:
        if isinstance(script, bytes):
            data = script

            async def script(wire: Wire) -> None:
                await wire.write(data)
                wire.writer.close()

        server = await serve(script)
        return [item async for item in client(server.url, **options).ask(PROMPT)]

    return answered


@pytest.fixture
def prompt() -> Prompt:
    """Give some question."""
    return PROMPT


@pytest.fixture
def event() -> Callable[..., bytes]:
    """Give the bytes of an event with one choice."""

    def event(finish: str | None = None, **delta: str) -> bytes:
        chunk = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()

    return event


@pytest.fixture
def stream_head() -> bytes:
    """Give the head of a chunked stream."""
    return STREAM_HEAD


@pytest.fixture
def close_head() -> bytes:
    """Give the head of a stream that ends with its connection."""
    return CLOSE_HEAD


@pytest.fixture
def quick() -> Callable[..., Timeouts]:
    """Give timeouts of ten seconds but for the named ones, so that a failing test ends."""

    def quick(**seconds: float) -> Timeouts:
        return Timeouts(**{"connect": 10.0, "idle": 10.0, "event": 10.0, "total": 10.0, **seconds})

    return quick
