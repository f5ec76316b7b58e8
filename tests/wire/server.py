"""A raw TCP server whose every byte, pause and way to end a test decides. What a client makes of it is `turn`'s."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto
from typing import Any


class Way(Enum):
    """What a script does beside writing bytes (`bytes`) and pausing for seconds (`float`)."""

    RESET = auto()
    HALF_CLOSE = auto()
    HOLD = auto()
    """Wait until the client is gone."""
    KEEP = auto()
    """Leave the connection open for the next request."""


RESET, HALF_CLOSE, HOLD, KEEP = Way.RESET, Way.HALF_CLOSE, Way.HOLD, Way.KEEP

Step = bytes | float | Way
Script = Sequence[Step] | bytes | Callable[["Request"], Awaitable[None]]

STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
DONE = b"data: [DONE]\n\n"


def data(value: object) -> bytes:
    """Give the bytes of an event that holds a value."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def choice(delta: object, finish: object = None, **more: Any) -> dict[str, Any]:
    """Give a chunk with one choice."""
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}


def delta(content: object = None, finish: object = None, **more: Any) -> bytes:
    """Give the event of a delta."""
    return data(choice(({} if content is None else {"content": content}) | more, finish))


STOP = delta(finish="stop")


def chunk(body: bytes) -> bytes:
    """Frame bytes as one HTTP chunk."""
    return b"%x\r\n%s\r\n" % (len(body), body)


def reply(status: int, body: bytes | object, *headers: str) -> bytes:
    """Give a whole response with a length; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


class Request:
    """One request as it came, and a hand on its socket."""

    def __init__(self, head: bytes, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.head, self.body, self.reader, self.writer = head.decode(), body, reader, writer

    @property
    def line(self) -> str:
        """The request line."""
        return self.head.partition("\r\n")[0]

    @property
    def json(self) -> Any:
        """The body's value."""
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        """Give a header's value."""
        lines = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return next((value.strip() for key, _, value in lines if key.lower() == name.lower()), None)

    async def do(self, *steps: Step) -> None:
        """Do one step after the other."""
        for step in steps:
            if isinstance(step, bytes):
                self.writer.write(step)
                await self.writer.drain()
            elif isinstance(step, Way):
                await self._end(step)
            else:
                await asyncio.sleep(step)

    async def gone(self) -> None:
        """Return once the client has hung up."""
        with contextlib.suppress(ConnectionError):
            while await self.reader.read(65536):
                pass

    async def _end(self, way: Way) -> None:
        if way is RESET:
            raw: socket.socket = self.writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        elif way is HALF_CLOSE:
            self.writer.write_eof()
            await self.gone()
        elif way is HOLD:
            await self.gone()


class WireServer:
    """Runs one script a request, the last of them for all that follow, and remembers what it was asked."""

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.scripts, self.tls, self.host = list(scripts), tls, host
        self.requests: list[Request] = []
        self.connections = self.open = 0
        self.url = ""
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, self.host, 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http{'s' if self.tls else ''}://{self.host}:{self.port}"

    async def stop(self) -> None:
        """Stop to listen, and end what still runs."""
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        self.open += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; say whether the connection stays."""
        head = await reader.readuntil(b"\r\n\r\n")
        lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        request = Request(head, await reader.readexactly(int(lengths[0]) if lengths else 0), reader, writer)
        script = self.scripts[min(len(self.requests), len(self.scripts) - 1)]
        self.requests.append(request)
        if callable(script):
            await script(request)
            return not writer.is_closing()
        steps = (script,) if isinstance(script, bytes) else script
        await request.do(*steps)
        return bool(steps) and steps[-1] is KEEP
