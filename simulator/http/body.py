"""Reading the body of a request, no more of it than is allowed. What is said about it is the door's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

from simulator.http.limits import MEBIBYTE

READ_SECONDS = 60.0
"""How long a body may take to come; whoever sends it more slowly holds a connection for nothing (408)."""

LINGER_BYTES = 16 * MEBIBYTE
LINGER_SECONDS = 1.0
"""How much of a refused body is still thrown away, and for how long, so that its sender gets to read the refusal: a
connection closed on unread bytes is reset, and a reset overtakes the answer."""

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class TooLarge(Exception):
    """The body has more bytes than are read; the message is for the client."""

    def __init__(self, most: int) -> None:
        """Say how many bytes there may be."""
        super().__init__(f"The request body is larger than {most} bytes")


async def read(headers: Mapping[str, str], receive: Receive, most: int) -> bytes:
    """Read a body of at most so many bytes. Raises: TooLarge, having read no more than that."""
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > most:
        raise TooLarge(most)
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > most:
            raise TooLarge(most)
    return b"".join(parts)


async def discard(receive: Receive) -> None:
    """Hear out the rest of a body, for a while."""
    size, more = 0, True
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while more and size < LINGER_BYTES:
                message = await receive()
                size += len(message.get("body", b""))
                more = message.get("more_body", False)
