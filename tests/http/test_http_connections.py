"""What a connection leaves behind, and how its writes are gathered."""

from __future__ import annotations

import asyncio
import gc

from simulator.http.connection import Connection
from simulator.http.door import Door
from simulator.http.exchange import Request, Response, json_response
from simulator.http.gathering import Gathering
from simulator.http.listening import listen
from simulator.http.server import Server

PATIENCE = 5.0


class Echo:
    """Answers with what it is told."""

    def name(self, path: str) -> str:
        return path

    async def respond(self, request: Request) -> Response:
        return json_response(200, request.body)


class Noting:
    """A transport that notes what is done with it."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def write(self, data: bytes) -> None:
        self.done.append(data)

    def close(self) -> None:
        self.done.append("close")

    def is_closing(self) -> bool:
        return "close" in self.done


async def test_what_is_written_in_one_turn_goes_out_at_once():
    noting = Noting()
    gathering = Gathering(noting)
    gathering.write(b"head ")
    gathering.write(b"body")
    assert noting.done == []
    await asyncio.sleep(0)
    gathering.write(b"end")
    gathering.write_through(b" now")
    gathering.write(b"last")
    gathering.close()
    await asyncio.sleep(0)
    assert noting.done == [b"head body", b"end", b" now", b"last", "close"]


async def test_nothing_is_written_to_what_is_closing():
    noting = Noting()
    gathering = Gathering(noting)
    gathering.write(b"late")
    noting.close()
    await asyncio.sleep(0)
    assert noting.done == ["close"]


async def test_lost_connections_leave_no_ring_behind():
    listens = asyncio.Event()
    server = Server(Door(Echo()), listens.set, finish=0.1)
    socket = listen("127.0.0.1", 0)
    task = asyncio.create_task(server.serve(sockets=[socket]))
    await listens.wait()
    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            reader, writer = await asyncio.open_connection(*socket.getsockname())
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
            async with asyncio.timeout(PATIENCE):
                assert (await reader.read()).endswith(b"{}")
            writer.close()
            await writer.wait_closed()
        async with asyncio.timeout(PATIENCE):
            while server.server_state.connections:  # noqa: ASYNC110, nothing tells when a connection is lost
                await asyncio.sleep(0)
        left = sum(isinstance(one, Connection) for one in gc.get_objects())
    finally:
        gc.enable()
    server.should_exit = True
    await task
    assert left <= 1  # the last one's frames may still be about
