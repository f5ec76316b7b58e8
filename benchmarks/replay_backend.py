"""A server in a process of its own that answers every request after 50 ms: `python -m benchmarks.replay_backend`.

It prints its port. It does no more than HTTP needs, so that it is not what is measured.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

WAIT = 0.05
"""Seconds from a request to its answer."""

_CHUNK = b'{"choices":[{"index":0,"delta":{"content":"OK"},"finish_reason":"stop"}]}'
_STREAM = b"data: " + _CHUNK + b"\n\ndata: [DONE]\n\n"
_BODY = b'{"choices":[{"index":0,"message":{"role":"assistant","content":"OK"},"finish_reason":"stop"}]}'


class _Door(asyncio.Protocol):
    """One connection; requests come one after another."""

    def __init__(self) -> None:
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, blank, body = self._read.partition(b"\r\n\r\n")
        sizes = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        if not blank or len(body) < (int(sizes[0].partition(b":")[2]) if sizes else 0):
            return
        self._read.clear()
        wants_stream = b'"stream":true' in body or b'"stream": true' in body
        asyncio.get_running_loop().call_later(WAIT, self._answer, wants_stream)

    def _answer(self, wants_stream: bool) -> None:
        kind, body = (b"text/event-stream", _STREAM) if wants_stream else (b"application/json", _BODY)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, len(body))
        self._transport.write(head + body)


@contextmanager
def backend() -> Iterator[str]:
    """Serve as long as this lasts, and give the address."""
    command = [sys.executable, "-m", "benchmarks.replay_backend"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Door, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
