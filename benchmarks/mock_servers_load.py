"""Raw connections that ask a server again and again, and count what they get. Which servers is `mock_servers`'."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import cast

_EVENT, _ALONE = b"}\n\n", b"\n\n\r\n"
"""The end of an event with JSON in it, and of any event that ends an HTTP chunk: in a stream that is one chunk, that is
the last one, which has no JSON."""

MOST_WINDOWS = 8
"""How many times as long a server is watched that has answered nothing yet."""

_HEAD_END, _LAST_CHUNK = b"\r\n\r\n", b"0\r\n\r\n"

_HEAD = "POST {} HTTP/1.1\r\nHost: m\r\nAuthorization: Bearer sk-m\r\nContent-Type: application/json\r\n"


def request(path: str, body: bytes) -> bytes:
    """Give the bytes of one request."""
    return f"{_HEAD.format(path)}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(slots=True)
class Tally:
    """What all connections have got so far; `chunks` is how many HTTP chunks ended with an event."""

    replies: int = 0
    events: int = 0
    chunks: int = 0
    errors: int = 0


class _Client(asyncio.Protocol):
    """One connection that sends another request whenever its answer is whole."""

    def __init__(self, asks: Iterator[bytes], tally: Tally, lost: asyncio.Future[None]) -> None:
        self._asks, self._tally, self._lost = asks, tally, lost
        self._begin()

    def _begin(self) -> None:
        self._head, self._tail = b"", b""
        self._left: int | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclasses of it
        self._transport.write(next(self._asks))

    def data_received(self, data: bytes) -> None:
        if self._head[-4:] != _HEAD_END:
            head, end, data = (self._head + data).partition(_HEAD_END)
            self._head = head + end
            if not end:
                return
            self._read_head()
        if self._left is not None:
            self._left -= len(data)
            if self._left <= 0:
                self._end()
            return
        data = self._tail + data  # a mark may have come in two parts, but is counted once
        self._tally.events += data.count(_EVENT) - self._tail.count(_EVENT)
        self._tally.chunks += data.count(_ALONE)
        self._tail = data[1 - len(_ALONE) :]
        if data.endswith(_LAST_CHUNK):
            self._end()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._lost.done():
            self._lost.set_exception(error or ConnectionError("the server closed a connection"))

    def _read_head(self) -> None:
        self._tally.errors += b" 200 " not in self._head[:16]
        lines = self._head.lower().split(b"\r\n")
        length = next((line[15:] for line in lines if line.startswith(b"content-length:")), None)
        self._left = None if length is None else int(length)

    def _end(self) -> None:
        self._tally.replies += 1
        self._begin()
        self._transport.write(next(self._asks))


def cpu_seconds(pid: int) -> float:
    """Give the CPU seconds of a process and its descendants so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in children)


@dataclass(frozen=True, slots=True)
class Burden:
    """What one server did in one cell, per second of its CPU; `busy` and `client` are shares of a core."""

    replies: float
    events: float
    events_a_chunk: float
    busy: float
    client: float


async def burden(port: int, asks: Sequence[bytes], connections: int, seconds: float, pid: int) -> Burden:
    """Ask over so many connections, and count for so many seconds once they are warm.

    Raises: RuntimeError if an answer was an error; OSError if the server closed a connection.
    """
    loop = asyncio.get_running_loop()
    tally, lost = Tally(), loop.create_future()
    turns = cycle(asks)
    made = [
        await loop.create_connection(lambda: _Client(turns, tally, lost), "127.0.0.1", port) for _ in range(connections)
    ]
    await asyncio.wait({lost}, timeout=seconds / 4)
    before, moments = _counts(tally), (cpu_seconds(pid), time.process_time(), time.perf_counter())
    for _ in range(MOST_WINDOWS):
        await asyncio.wait({lost}, timeout=seconds)
        if lost.done() or _counts(tally) != before:
            break
    server, client, wall = (
        now - then
        for now, then in zip((cpu_seconds(pid), time.process_time(), time.perf_counter()), moments, strict=True)
    )
    replies, events, chunks = (now - then for now, then in zip(_counts(tally), before, strict=True))
    if tally.errors:
        raise RuntimeError(f"{tally.errors} answers were errors")
    if lost.done():
        lost.result()
    lost.cancel()
    for transport, _ in made:
        transport.abort()
    server = max(server, 1e-3)
    return Burden(replies / server, events / server, events / max(1, chunks), server / wall, client / wall)


def _counts(tally: Tally) -> Sequence[int]:
    return tally.replies, tally.events, tally.chunks
