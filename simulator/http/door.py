"""A server's door for sockets: a bare ASGI application. What is answered is decided behind it, listening is `run`'s."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import aclosing, suppress
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from simulator.http.body import TooLarge, discard, read
from simulator.http.connection import CONNECTION, Connection
from simulator.http.exchange import HungUp, PumpedBody, Request, Response
from simulator.http.limits import USUAL, Limits
from simulator.http.refusal import event, refusal
from simulator.http.under_way import AllUnderWay, UnderWay
from simulator.http.watch import Seen, Watch

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

GULP = 4
"""Pieces sent before the event loop gets a turn, in which it notices a client that has gone: asyncio complains, on
standard error, about more than five writes to a lost connection."""

LINGER_SECONDS = 1.0
"""How long a client may take to read the end of what was cut, or to notice that it was hung up on."""

RESET_PAUSE = 0.05
"""Seconds before a connection is reset, in which its client reads what was sent: a reset overtakes it."""

STOPPING = "the server is stopping; ask again, or elsewhere"

_END: Mapping[str, Any] = {"type": "http.response.body", "body": b"", "more_body": False}
_log = logging.getLogger(__name__)


class Answers(Protocol):
    """What is behind the door."""

    async def respond(self, request: Request) -> Response:
        """Answer one request; being cancelled, or its body closed, ends the work."""
        ...

    def name(self, path: str) -> str:
        """Give the server's own name of a path; what is none of its paths has one name together."""
        ...


class Door:
    """An ASGI application: one exchange a call, its body sent piece by piece and never gathered.

    A client that goes away ends the work on its answer at once. What goes wrong inside is logged by kind and place,
    never with its text, and answered with status 500.
    """

    def __init__(self, answers: Answers, limits: Limits = USUAL, watch: Watch | None = None) -> None:
        """Stand before `answers`; `watch` notes what passes, None for nobody to see."""
        self._answers, self._limits, self._watch = answers, limits, watch or Watch()
        self._under_way = AllUnderWay(limits.seconds)
        self._is_stopping = False

    async def stop(self, seconds: float) -> None:
        """Answer nobody any more; answers under way get so many seconds, and the others are cut with a proper end."""
        self._is_stopping = True
        if tasks := {one.task for one in self._under_way.open}:
            await asyncio.wait(tasks, timeout=seconds)
        for one in self._under_way.open:
            one.end(503, STOPPING)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request of uvicorn's, with the protocol of `connection`."""
        if scope["type"] != "http":
            raise ValueError(f"this server speaks HTTP, not {scope['type']}")
        seen = self._watch.begin(scope["method"], scope["path"], self._answers.name(scope["path"]))
        under_way = self._under_way.begin(seen, asyncio.get_running_loop())
        try:
            await self._exchange(scope, receive, send, under_way, scope["extensions"][CONNECTION])
            if under_way.cut is not None:
                await self._cut(*under_way.cut, seen, send)
        finally:
            self._under_way.end(under_way)
            self._watch.end(seen)

    async def _exchange(
        self, scope: Message, receive: Receive, send: Send, under_way: UnderWay, connection: Connection
    ) -> None:
        """Read and answer until the answer ends, its client leaves, its time is over or the server stops."""
        try:
            connection.watch(under_way.leave)
            await self._read_and_answer(scope, receive, send, under_way, connection)
        except HungUp as hung_up:
            under_way.finish()
            await _hang_up(connection, reset=hung_up.reset)
        except Exception as problem:
            _report(problem)
        except asyncio.CancelledError:
            if not under_way.is_ended:
                raise
            under_way.task.uncancel()
        finally:
            under_way.finish()
            connection.watch(None)

    async def _read_and_answer(
        self, scope: Message, receive: Receive, send: Send, under_way: UnderWay, connection: Connection
    ) -> None:
        headers = _headers(tuple(scope["headers"]))
        try:
            body = await read(headers, receive, self._limits.body)
        except TooLarge as error:
            await self._refuse(413, str(error), under_way.seen, send, receive if "expect" not in headers else None)
            return
        under_way.answer(asyncio.get_running_loop().time())
        request = Request(scope["method"], scope["path"], headers, body, _text(scope.get("query_string", b"")))
        has_chunks = scope["http_version"] == "1.1" and scope["method"] != "HEAD"
        await self._answer(request, under_way.seen, send, connection if has_chunks else None)

    async def _answer(self, request: Request, seen: Seen, send: Send, connection: Connection | None) -> None:
        """Send an answer whole; if its body fails, the missing last chunk tells the client that it was cut."""
        if self._is_stopping:
            response = refusal(503, STOPPING)
        else:
            seen.is_heard = True
            try:
                response = await self._answers.respond(request)
            except Exception as problem:
                _report(problem)
                response = refusal(500, "Internal Server Error")
        seen.is_endless = response.endless
        await self._send(response, seen, send, connection)

    async def _send(self, response: Response, seen: Seen, send: Send, connection: Connection | None = None) -> None:
        """Send a response; what of its body can be pumped goes by the `connection`, where there are chunks."""
        pumped = response.body if isinstance(response.body, PumpedBody) else None
        seen.is_stream = response.headers.get("content-type", "").startswith("text/event-stream")
        if pumped is not None and not response.withheld and (whole := pumped.at_once()) is not None:
            await self._send_whole(response, whole, seen, send)
            return
        write = None if connection is None else _writer(connection, seen)
        async with aclosing(response.body) as pieces:
            if response.withheld:
                await anext(pieces, None)
            await send(_start(response))
            seen.status = response.status
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                seen.size += len(piece)
                seen.pieces += 1
                if seen.pieces == 1 and seen.is_stream:
                    self._watch.first(seen)
                if write is not None and pumped is not None:
                    await pumped.pump(write)
                if seen.pieces % GULP == 0:
                    await asyncio.sleep(0)
        await send(dict(_END))

    async def _send_whole(self, response: Response, body: bytes, seen: Seen, send: Send) -> None:
        await send(_start(response))
        seen.status, seen.pieces, seen.size = response.status, 1, len(body)
        if seen.is_stream:
            self._watch.first(seen)
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _cut(self, status: int, message: str, seen: Seen, send: Send) -> None:
        """End what is under way: with its own status, in a stream with an error for its last event.

        A body of another kind stays without its last chunk, which is how HTTP says that something is missing.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                if not seen.status:
                    await self._send(refusal(status, message), seen, send)
                elif seen.is_stream:
                    await send({"type": "http.response.body", "body": event(status, message), "more_body": False})

    async def _refuse(self, status: int, message: str, seen: Seen, send: Send, rest: Receive | None) -> None:
        """Refuse a request whose body is too large; where the `rest` of it comes unasked, hear some of it out."""
        response = refusal(status, message)
        await send(_start(response))
        seen.status = status
        async for piece in response.body:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            seen.size += len(piece)
        if rest is not None:
            await discard(rest)
        await send(dict(_END))


def _writer(connection: Connection, seen: Seen) -> Callable[[bytes], bool]:
    def write(piece: bytes) -> bool:
        seen.size += len(piece)
        seen.pieces += 1
        return connection.write_chunk(piece)

    return write


async def _hang_up(connection: Connection, *, reset: bool) -> None:
    """Hang up, and see the connection end, or uvicorn would answer with status 500."""
    await asyncio.sleep(RESET_PAUSE if reset else 0)
    lost = asyncio.get_running_loop().create_future()
    connection.watch(lambda: None if lost.done() else lost.set_result(None))
    connection.hang_up(reset=reset)
    await asyncio.wait({lost}, timeout=LINGER_SECONDS)


@lru_cache(256)
def _name(value: bytes) -> str:
    return value.decode("latin-1").lower()


def _text(value: bytes) -> str:
    """Read a header's value as people write it today."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


@lru_cache(64)
def _headers(raw: tuple[tuple[bytes, bytes], ...]) -> Mapping[str, str]:
    """Read headers; those of one client's requests are the same each time."""
    return MappingProxyType({_name(name): _text(value) for name, value in raw})


@lru_cache(64)
def _raw(headers: tuple[tuple[str, str], ...]) -> Sequence[tuple[bytes, bytes]]:
    return tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers)


def _start(response: Response) -> Message:
    headers = _raw(tuple(response.headers.items()))
    return {"type": "http.response.start", "status": response.status, "headers": headers}


def _report(problem: Exception) -> None:
    place = traceback.extract_tb(problem.__traceback__)[-1]
    _log.error("%s in %s, line %s", type(problem).__name__, place.name, place.lineno)
