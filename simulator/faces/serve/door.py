"""The server's door for sockets: a bare ASGI application over `app`. Listening and signals are `run`'s."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import aclosing, suppress
from typing import Any, Protocol

from simulator.faces.serve.exchange import Request, Response, json_response
from simulator.faces.serve.reply import encoded, error

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BODY_CAP = 1024 * 1024
GULP = 4
"""Pieces sent before the event loop gets a turn, in which it notices a client that has gone: asyncio complains, on
standard error, about more than five writes to a lost connection."""

LINGER_SECONDS = 1.0
"""How long the rest of a refused body is thrown away, so that its sender gets to read the refusal."""

_log = logging.getLogger(__name__)


class Answers(Protocol):
    """What is behind the door."""

    async def respond(self, request: Request) -> Response:
        """Answer one request; being cancelled, or its body closed, ends the work."""
        ...


class Door:
    """An ASGI application: one exchange a call. A client that goes away ends the work on its answer at once."""

    def __init__(self, answers: Answers) -> None:
        """Stand before `answers`."""
        self._answers = answers

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = {name.decode("latin-1").lower(): _text(value) for name, value in scope["headers"]}
        body = await _read(headers, receive)
        if body is None:
            await _refuse(receive, send, comes="expect" not in headers)
            return
        request = Request(scope["method"], scope["path"], _text(scope["query_string"]), headers, body)
        working = asyncio.ensure_future(self._exchange(request, send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            working.cancel()
            leaving.cancel()
            outcome, _ = await asyncio.gather(working, leaving, return_exceptions=True)
        if isinstance(outcome, Exception):
            _report(outcome)

    async def _exchange(self, request: Request, send: Send) -> None:
        try:
            response = await self._answers.respond(request)
        except Exception as problem:
            _report(problem)
            response = json_response(500, encoded(error("Internal Server Error", "server_error", "server_error")))
        async with aclosing(response.body) as pieces:
            first = await anext(pieces, b"")
            await send(_start(response))
            await send(_piece(first))
            number = 1
            async for piece in pieces:
                await send(_piece(piece))
                number += 1
                if number % GULP == 0:
                    await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _read(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > BODY_CAP:
        return None
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_CAP:
            return None
    return bytes(body)


async def _refuse(receive: Receive, send: Send, *, comes: bool) -> None:
    problem = error(f"The request body is larger than {BODY_CAP} bytes", "invalid_request_error")
    response = json_response(413, encoded(problem))
    await send(_start(response))
    async for piece in response.body:
        await send(_piece(piece))
    if comes:
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                while (await receive()).get("more_body", False):
                    pass
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _text(value: bytes) -> str:
    """Read a header's value as people write it today."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _start(response: Response) -> Message:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    return {"type": "http.response.start", "status": response.status, "headers": headers}


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _report(problem: Exception) -> None:
    place = traceback.extract_tb(problem.__traceback__)[-1]
    _log.error("%s in %s, line %s", type(problem).__name__, place.name, place.lineno)
