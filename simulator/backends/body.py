"""Reads response bodies piece by piece and lets go of their connections. What the pieces mean is `dialects`' work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import chain

from simulator.backends.http import httpx
from simulator.backends.network_faults import NETWORK_ERRORS
from simulator.backends.unpacking import Unpacker
from simulator.backends.watchdog import Watchdog

ENDINGS = (asyncio.CancelledError, TimeoutError, *NETWORK_ERRORS)
"""How a wait for a piece can end without one, the clean end of the body apart."""

_DRAIN_SECONDS = 0.1


def pieces_of(response: httpx.Response) -> AsyncIterator[bytes]:
    """Iterate over the body as it arrives, unpacked; only a compressed body pays for that."""
    said = response.headers.get("content-encoding", "").lower().split(",")
    codings = [coding for name in said if (coding := name.strip()) not in ("", "identity")]
    pieces = response.aiter_raw()
    return _unpacked(pieces, codings) if codings else pieces


async def _unpacked(pieces: AsyncIterator[bytes], codings: list[str]) -> AsyncIterator[bytes]:
    """Undo the codings, the last first, which is the order in which they were put on top of each other."""
    unpackers = [Unpacker(coding) for coding in reversed(codings)]
    async for piece in pieces:
        parts: Iterable[bytes] = (piece,)
        for unpacker in unpackers:
            parts = chain.from_iterable(map(unpacker.feed, parts))
        for part in parts:
            yield part


async def hang_up(response: httpx.Response) -> None:
    """Close the connection of a response (W20): a server may do so after an error, with the next request under way."""
    if (stream := response.extensions.get("network_stream")) is not None:
        await stream.aclose()


async def release(response: httpx.Response, pieces: AsyncIterator[bytes], watch: Watchdog, *, is_sound: bool) -> None:
    """Bring a sound reply to its end, for a moment, so that its connection serves again; hang up on another (W20)."""
    if not is_sound:
        await hang_up(response)
        return
    watch.hurry(_DRAIN_SECONDS)
    while True:
        try:
            watch.begin()
            await anext(pieces)
        except StopAsyncIteration:
            return
        except ENDINGS as error:
            if watch.claim(error) is None and isinstance(error, asyncio.CancelledError):
                raise
            return
        watch.end()
