"""The door of both servers, over raw sockets: limits, ends, counts and the access log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from simulator.http.door import Door
from simulator.http.exchange import Request, Response, json_response
from simulator.http.front import Front
from simulator.http.limits import Limits
from simulator.http.listening import listen
from simulator.http.server import Server
from simulator.http.watch import Watch

PATIENCE = 5.0
STREAM = {"content-type": "text/event-stream"}
Ask = Callable[..., Awaitable[tuple[int, str, bytes]]]


class Pages:
    """Answers by path, and knows how many of its endless bodies are open."""

    def __init__(self) -> None:
        self.open = 0
        self.heard: list[Request] = []

    def name(self, path: str) -> str:
        return path if path in ("/echo", "/stream", "/whole", "/never", "/feed") else "other"

    async def respond(self, request: Request) -> Response:
        self.heard.append(request)
        match request.path:
            case "/echo":
                return json_response(200, request.body)
            case "/never":
                await asyncio.Event().wait()
            case "/stream":
                return Response(200, STREAM, self._waiting(b"data: 1\n\n"))
            case "/whole":
                return Response(200, {"content-type": "application/json"}, self._waiting(b"\n"))
            case "/feed":
                return Response(200, STREAM, self._feed(), endless=True)
        return json_response(404, b"{}")

    async def _waiting(self, first: bytes) -> AsyncGenerator[bytes, None]:
        self.open += 1
        try:
            yield first
            await asyncio.Event().wait()
        finally:
            self.open -= 1

    async def _feed(self) -> AsyncGenerator[bytes, None]:
        for number in range(4):
            yield b"data: %d\n\n" % number
            await asyncio.sleep(0.1)


class Running:
    """A server at a free port, and how it is asked: one connection a request, read to its end."""

    def __init__(self, limits: Limits) -> None:
        self.pages, self.lines = Pages(), list[str]()
        watch = Watch(self.lines.append)
        front = Front(self.pages, lambda: {"info": {}, "paths": {}}, watch.counts, lambda: b"")
        self.server = Server(Door(front, limits, watch), self._ready, finish=0.1)
        self._listens = asyncio.Event()
        self.socket = listen("127.0.0.1", 0)
        self.task = asyncio.create_task(self.server.serve(sockets=[self.socket]))

    def _ready(self) -> None:
        self._listens.set()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        await self._listens.wait()
        return await asyncio.open_connection(*self.socket.getsockname())

    async def ask(self, method: str, path: str, body: bytes = b"", head: str = "") -> tuple[int, str, bytes]:
        reader, writer = await self.connect()
        start = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{head}\r\n"
        writer.write(start.encode() + body)
        async with asyncio.timeout(PATIENCE):
            answer = await reader.read()
        writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), head.decode(), rest

    async def stop(self) -> None:
        self.server.should_exit = True
        await self.task


@pytest.fixture
async def running() -> AsyncIterator[Callable[..., Running]]:
    made: list[Running] = []

    def make(**limits: float) -> Running:
        made.append(Running(Limits(**limits)))
        return made[-1]

    yield make
    for one in made:
        await one.stop()


async def test_what_takes_too_long_before_its_status_gets_504(running):
    status, _, body = await running(seconds=0.2).ask("GET", "/never")
    assert status == 504
    assert b"did not end within 0.2 seconds" in body


async def test_a_stream_that_takes_too_long_ends_with_an_error_and_a_proper_end(running):
    server = running(seconds=0.2)
    status, _, body = await server.ask("GET", "/stream")
    assert status == 200
    assert b"data: 1\n\n" in body and b'"type":"server_error"' in body.replace(b": ", b":")
    assert b"[DONE]" not in body
    assert body.endswith(b"0\r\n\r\n")
    assert server.pages.open == 0


async def test_a_body_that_takes_too_long_stays_without_its_end(running):
    status, _, body = await running(seconds=0.2).ask("GET", "/whole")
    assert status == 200
    assert not body.endswith(b"0\r\n\r\n")


async def test_a_feed_has_no_limit_of_time(running):
    _, _, body = await running(seconds=0.1).ask("GET", "/feed")
    assert b"data: 3" in body and body.endswith(b"0\r\n\r\n")


async def test_a_server_that_stops_ends_its_streams_properly(running):
    server = running()
    reader, writer = await server.connect()
    writer.write(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        await reader.readuntil(b"data: 1\n\n")
        await server.stop()
        rest = await reader.read()
    writer.close()
    assert b"the server is stopping" in rest
    assert rest.endswith(b"0\r\n\r\n")


async def test_bodies_have_the_length_that_is_allowed(running):
    server = running(body=10)
    assert (await server.ask("POST", "/echo", b"0123456789"))[0] == 200
    status, _, body = await server.ask("POST", "/echo", b"0123456789a")
    assert status == 413
    assert b"larger than 10 bytes" in body


async def test_clients_that_vanish_leave_no_task_behind(running):
    server = running()
    assert (await server.ask("POST", "/echo", b"{}"))[0] == 200
    before = asyncio.all_tasks()
    writers = []
    for path in ("/stream", "/whole", "/never") * 20:
        reader, writer = await server.connect()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        if path != "/never":
            await reader.readuntil(b"\r\n\r\n")
        writers.append(writer)
    for writer in writers:
        writer.transport.abort()
    async with asyncio.timeout(PATIENCE):
        while more := asyncio.all_tasks() - before:
            await asyncio.wait(more)
    assert server.pages.open == 0


async def test_exchanges_are_counted_by_path_and_status(running):
    server = running(seconds=0.2)
    for path in ("/echo", "/stream", "/nobody", "/nowhere"):
        await server.ask("GET", path)
    _, head, body = await server.ask("GET", "/metrics")
    assert "text/plain; version=0.0.4" in head
    families = list(text_string_to_metric_families(body.decode()))
    samples = {(sample.name, *sample.labels.values()): sample.value for one in families for sample in one.samples}
    assert samples["simulator_http_requests_total", "/echo", "200"] == 1
    assert samples["simulator_http_requests_total", "other", "404"] == 2
    assert samples["simulator_http_requests_in_flight",] == 1
    assert samples["simulator_streamed_pieces_total",] == 1
    assert samples["simulator_first_piece_seconds_count",] == 1
    assert all(family.documentation for family in families)


async def test_the_access_log_has_no_content_and_no_keys(running):
    server = running()
    await server.ask("POST", "/echo?key=sk-secret", b'"words"', "Authorization: Bearer sk-secret\r\n")
    await server.ask("GET", "/a%0a%1b%5b31mb")
    await server.stop()
    first, second = server.lines
    assert first.startswith("POST /echo 200 ") and first.endswith(" 7B\n")
    assert second.startswith("GET /a%0A%1B%5B31mb 404 ")


async def test_pages_that_every_server_has_take_get_alone(running):
    server = running()
    for path in ("/metrics", "/openapi.json", "/docs"):
        status, head, _ = await server.ask("POST", path)
        assert (status, "allow: GET" in head) == (405, True)


@pytest.mark.parametrize("junk", [b"\x00" * 500, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe\r\n" * 40])
async def test_junk_on_one_connection_harms_no_other(running, junk):
    """M27."""
    server = running()
    reader, writer = await server.connect()
    writer.write(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readuntil(b"data: 1\n\n")
    _, other = await server.connect()
    other.write(junk)
    await other.drain()
    assert (await server.ask("POST", "/echo", b"{}"))[0] == 200
    assert server.pages.open == 1
    other.close()
    writer.close()


async def test_pipelined_requests_are_answered_in_their_order(running):
    """M27."""
    reader, writer = await running().connect()
    bodies = [b'"%d"' % number for number in range(5)]
    for body in bodies:
        writer.write(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    for body in bodies:
        async with asyncio.timeout(PATIENCE):
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(len(body)) == body
    writer.close()


async def test_a_request_byte_by_byte_is_read(running):
    """M27."""
    reader, writer = await running().connect()
    for byte in b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n":
        writer.write(bytes([byte]))
        await writer.drain()
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        assert await reader.readexactly(2) == b"{}"
    writer.close()
