"""The mock's door for sockets: a bare ASGI application over the core. Listening, signals and logs are `serve`'s."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import aclosing, suppress
from typing import Any

from simulator.mock.core import DeepSeekMock
from simulator.mock.exchange import HungUp, Request, Response
from simulator.mock.hanging_up import HANG_UP, HangUp
from simulator.mock.refusal import Refused

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BODY_CAP = 1024 * 1024
"""Bytes of a request body that are read; a longer one gets status 413."""

LINGER_BYTES = 16 * BODY_CAP
LINGER_SECONDS = 1.0
"""How much of a refused body is still thrown away, and for how long, so that its sender gets to read the refusal: a
connection closed on unread bytes is reset, and a reset overtakes the answer."""

RESET_PAUSE = 0.05
"""Seconds before a connection is reset, in which its client reads what was sent: a reset overtakes it."""

GULP = 4
"""Pieces sent before the event loop gets a turn, in which it notices a client that has gone: asyncio complains, on
standard error, about more than five writes to a lost connection."""

_END: Mapping[str, Any] = {"type": "http.response.body", "body": b"", "more_body": False}
_log = logging.getLogger(__name__)


class MockApp:
    """An ASGI application: one HTTP exchange a call, its body sent piece by piece and never gathered."""

    def __init__(self, mock: DeepSeekMock) -> None:
        """Take the mock that decides the answers."""
        self._mock = mock

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request. A client that goes away ends the work on its answer at once.

        What goes wrong inside is logged by kind and place, never with its text, and answered with status 500.
        """
        if scope["type"] != "http":
            raise ValueError(f"the mock speaks HTTP, not {scope['type']}")
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        body = await _read(headers, receive)
        if body is None:
            await _refuse_body(receive, send, comes="expect" not in headers)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        response = await self._respond(Request(scope["method"], scope["path"], headers, body, query=query))
        await _send_while_heard(response, receive, send, scope.get("extensions", {}).get(HANG_UP))

    async def _respond(self, request: Request) -> Response:
        try:
            return await self._mock.respond(request)
        except Exception as error:
            _report(error)
            return Refused(500, "Internal Server Error", type="server_error").response()


async def _read(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    """Read a request body; None if it is over the cap, of which then no more than the cap was read."""
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > BODY_CAP:
        return None
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > BODY_CAP:
            return None
    return b"".join(parts)


async def _send_while_heard(response: Response, receive: Receive, send: Send, hang_up: HangUp | None) -> None:
    sending = asyncio.ensure_future(_send(response, send))
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if sending.done() and isinstance(hung_up := sending.exception(), HungUp) and hang_up is not None:
            await asyncio.sleep(RESET_PAUSE if hung_up.reset else 0)
            hang_up(hung_up.reset)
            await asyncio.wait({leaving}, timeout=LINGER_SECONDS)  # or uvicorn would answer with status 500
    finally:
        sending.cancel()
        leaving.cancel()
        outcome, _ = await asyncio.gather(sending, leaving, return_exceptions=True)
        await response.body.aclose()
    if isinstance(outcome, Exception) and not isinstance(outcome, HungUp):
        _report(outcome)


async def _send(response: Response, send: Send) -> None:
    """Send a response whole; if its body fails, the missing last chunk tells the client that it was cut."""
    async with aclosing(response.body) as pieces:
        if response.withheld:
            await anext(pieces, None)
        await send(_start(response))
        number = 0
        async for piece in pieces:
            await send(_piece(piece))
            number += 1
            if number % GULP == 0:
                await asyncio.sleep(0)
    await send(dict(_END))


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse_body(receive: Receive, send: Send, *, comes: bool) -> None:
    """Answer an overlong body with 413; where the rest of it `comes` unasked, hear some of it out."""
    response = Refused(413, f"The request body is larger than {BODY_CAP} bytes").response()
    await send(_start(response))
    async for piece in response.body:
        await send(_piece(piece))
    if comes:
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                await _discard(receive)
    await send(dict(_END))


async def _discard(receive: Receive) -> None:
    size, more = 0, True
    while more and size < LINGER_BYTES:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)


def _start(response: Response) -> Message:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    return {"type": "http.response.start", "status": response.status, "headers": headers}


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _report(error: Exception) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("%s in %s, line %s", type(error).__name__, place.name, place.lineno)
