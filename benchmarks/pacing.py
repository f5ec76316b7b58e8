"""Measures how well the mock keeps its schedule with many paced streams at once. How fast it may be at all is not here.

The server runs in a process and on a core of its own, the load in this one on another, over sockets. A stream's pieces
are due a gap apart; the error of a gap is what it differs from that by, the lateness of a piece is how long after its
moment it came, counted from the piece that was least late. A stream's first second is not counted: 500 requests at once
are a burst of their own. The comparison is a bare asyncio server that writes the same prepared bytes with a timer a
piece: what the machine allows at that moment.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from benchmarks.processes import loop_factory, on_core
from simulator.domain.completion import Message, Tool
from simulator.mock.brain.thought import Thought

TITLE = "Pacing: streams on an absolute schedule, one server process"

PIECES = 600
SETTLING = 1.0
CELLS = ((1, 5, 1.5), (100, 20, 1.5), (500, 5, 5.0))
"""Streams, gap in ms, and the target: the 99th percentile of a gap's error in ms."""

_EVENT = b"}\n\n"
_TEXT = "一二" * PIECES


class _Talker:
    """A mind that always says as much."""

    def answer(
        self,
        messages: Sequence[Message],
        seed: int,
        *,
        thinks: bool = True,
        tools: Sequence[Tool] = (),
        must_call: bool = False,
    ) -> Thought:
        return Thought("", _TEXT)


class _Words:
    """A tokenizer that costs nothing."""

    def count(self, text: str) -> int:
        return len(text) // 2


def serve(gap: float) -> None:
    """Serve the mock with a steady gap, print its port, and its CPU seconds once standard input ends."""
    from simulator.mock.core import DeepSeekMock
    from simulator.mock.latency import Latency
    from simulator.mock.listening import listen, server
    from simulator.mock.ticking import TickingClock

    latency = Latency(name="steady", first_token=(0.5, 0.5), gap=(gap, gap), evidence="assumed")
    mock = DeepSeekMock(brain=_Talker(), clock=TickingClock(), tokenizer=_Words(), latency=latency)
    socket = listen("127.0.0.1", 0)
    process = server(mock, lambda: print(socket.getsockname()[1], flush=True))

    async def run() -> None:
        serving = asyncio.ensure_future(process.serve(sockets=[socket]))
        await _told_to_stop()
        process.should_exit = True
        await serving

    with asyncio.Runner(loop_factory=process.config.get_loop_factory()) as runner:
        runner.run(run())
    _tell_cpu()


def serve_bare(gap: float) -> None:
    """Do the same without the mock, HTTP parsing and ASGI."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(lambda: _Bare(gap), "127.0.0.1", 0, backlog=1024)
        print(listening.sockets[0].getsockname()[1], flush=True)
        await _told_to_stop()

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(run())
    _tell_cpu()


class _Bare(asyncio.Protocol):
    """One connection that is written to with a timer a piece."""

    event = b'data: {"choices":[{"delta":{"content":"xx"}}],"padding":"%s"}\n\n' % (b"x" * 180)
    chunk = b"%x\r\n%s\r\n" % (len(event), event)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._transport.write(self.head + self.chunk)
        self._start = self._loop.time() + 0.5
        self._loop.call_at(self._start, self._write, 0)

    def _write(self, number: int) -> None:
        if number == PIECES:
            self._transport.write(b"0\r\n\r\n")
            self._transport.close()
            return
        self._transport.write(self.chunk)
        self._loop.call_at(self._start + (number + 1) * self._gap, self._write, number + 1)


async def _told_to_stop() -> None:
    await asyncio.to_thread(sys.stdin.read)


def _tell_cpu() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime, flush=True)


@dataclass(slots=True)
class _Stream(asyncio.Protocol):
    """One client: when each event of its stream came."""

    over: asyncio.Future[None]
    times: list[float] = field(default_factory=list)
    tail: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        body = b'{"model":"deepseek-chat","stream":true,"messages":[{"role":"user","content":"hi"}]}'
        head = b"POST /chat/completions HTTP/1.1\r\nHost: m\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(
            body
        )
        cast(asyncio.Transport, transport).write(head + body)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        data = self.tail + data
        self.times.extend([now] * data.count(_EVENT))
        self.tail = data[-2:] if not data.endswith(_EVENT) else b""

    def connection_lost(self, error: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one cell: gap errors and lateness in ms, the share that came by the end of the schedule, CPU of the server."""

    errors: tuple[float, float, float]
    lateness: float
    delivered: float
    cpu: float


async def measure(streams: int, gap: float, server: str) -> Figures:
    """Read so many streams at once, of the mock with "--serve" or of the bare server with "--bare".

    Raises: RuntimeError if one of them broke.
    """
    command = [sys.executable, "-m", "benchmarks.pacing", server, str(gap)]
    pipe = asyncio.subprocess.PIPE
    with on_core(0):
        process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin is not None and process.stdout is not None
    port = int(await process.stdout.readline())
    loop = asyncio.get_running_loop()
    clients = [_Stream(loop.create_future()) for _ in range(streams)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(client.over for client in clients))
    process.stdin.close()
    cpu = float(await process.stdout.readline())
    await process.wait()
    return _figures([client.times for client in clients], gap, cpu)


def _figures(streams: Sequence[Sequence[float]], gap: float, cpu: float) -> Figures:
    errors, lateness, in_time = [], [], 0
    for times in streams:
        if len(times) < PIECES + 1:
            raise RuntimeError(f"a stream has {len(times)} events")
        times = times[1 : PIECES + 1]  # the first event opens the stream, and the mock's last one ends it
        start = min(moment - number * gap for number, moment in enumerate(times))
        settled = [number for number in range(1, PIECES) if number * gap >= SETTLING]
        errors += [abs(times[number] - times[number - 1] - gap) * 1000 for number in settled]
        lateness += [(times[number] - start - number * gap) * 1000 for number in settled]
        in_time += sum(moment <= start + PIECES * gap for moment in times)
    cuts = statistics.quantiles(errors, n=100)
    late = statistics.quantiles(lateness, n=100)[98]
    return Figures((cuts[49], cuts[94], cuts[98]), late, in_time / len(streams) / PIECES, cpu)


def run() -> list[tuple[str, str, str, str]]:
    """Measure, and give rows of what, measured, compared with, target."""
    rows = []
    for streams, milliseconds, target in CELLS:
        ours, bare = (_measured(streams, milliseconds / 1000, way) for way in ("--serve", "--bare"))
        row = (f"{streams} × {milliseconds} ms", _said(ours), f"bare: {_said(bare)}", f"p99 ≤ {target:g} ms, ≥ 99 %")
        rows.append(row)
    return rows


def _measured(streams: int, gap: float, server: str) -> Figures:
    with on_core(-1), asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(measure(streams, gap, server))


def _said(found: Figures) -> str:
    errors = "/".join(f"{error:.2f}" for error in found.errors)
    return (
        f"gap error {errors} ms (p50/p95/p99), {found.delivered:.1%} by the end of the schedule, "
        f"lateness p99 {found.lateness:.2f} ms, {found.cpu:.2f} CPU s"
    )


def main() -> None:
    """Print the table, or serve where the first argument says so."""
    if sys.argv[1:2] in (["--serve"], ["--bare"]):
        (serve if sys.argv[1] == "--serve" else serve_bare)(float(sys.argv[2]))
        return
    print(f"### {TITLE}\n\n| what | measured | compared with | target |\n| --- | --- | --- | --- |")
    for row in run():
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
