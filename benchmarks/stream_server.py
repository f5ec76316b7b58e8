"""A server in a process of its own that writes prepared streams in any dialect, as fast as they are read.

`POST /DIALECT/CHUNKS/chat/completions` gives so many texts, half of them thinking. Who reads them is the benchmarks'.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Iterator
from functools import cache

from simulator.dialects.encode import ChunkEncoder, Head
from simulator.dialects.shapes import SHAPES
from simulator.domain.completion import Usage

BLOCK = 500
"""Chunks that are written at once."""

HEAD = Head(id="930c60df-bf64-41c9", created=1738960000, model="r1", fingerprint="fp")
STATUS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"


def stream(dialect: str, chunks: int) -> Iterator[bytes]:
    """Yield the whole HTTP response in blocks: an even number of blocks of text, each event an HTTP chunk."""
    opening, thinking, answer, ending = _parts(dialect, chunks)
    yield STATUS + opening
    for half in (thinking, answer):
        yield from (half for _ in range(chunks // 2 // BLOCK))
    yield ending


@cache
def _parts(dialect: str, chunks: int) -> tuple[bytes, bytes, bytes, bytes]:
    encoder = ChunkEncoder(HEAD, thinks=True, shape=SHAPES[dialect])
    usage = Usage(18, chunks, chunks // 2, 0)
    # The first text of each half brings the tags, in a dialect that has any, so that it is not repeated.
    opening = _framed(encoder.first()) + _framed(encoder.thinking("想"))
    # No two neighbours are alike, or a reader that remembers a chunk would look faster than it is.
    thinking = b"".join(_framed(encoder.thinking(f"想{number}。")) for number in range(BLOCK))
    turning = _framed(encoder.answer("答"))
    answer = b"".join(_framed(encoder.answer(f"第{number}句")) for number in range(BLOCK))
    ending = b"".join(map(_framed, encoder.ending("stop", lambda: usage, wants_usage=True)))
    return opening, thinking, turning + answer, ending + b"0\r\n\r\n"


def _framed(event: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(event), event)


async def serve() -> None:
    """Serve until the end of standard input; the port is the first line of output."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.lower().split(b"\r\n")
                await reader.readexactly(next(int(line[15:]) for line in lines if line.startswith(b"content-length:")))
                _, dialect, chunks, *_ = head.split(b" ")[1].decode().split("/")
                for block in stream(dialect, int(chunks)):
                    writer.write(block)
                    await writer.drain()
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


@contextlib.asynccontextmanager
async def server() -> AsyncIterator[str]:
    """Run the server for as long as the context lasts, and give its URL."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.stream_server",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.stdin.close()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(serve())
