"""Faults in how bytes come: split anywhere, flooded with keep-alives, of a wrong charset. Endings are `endings`'."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from random import Random

from simulator.mock.exchange import Response
from simulator.mock.faults.rule import Rule

_FLOOD_PIECE = 64
"""Keep-alive lines in one write."""


def with_manner(response: Response, rule: Rule, seed: int, keep_alive: bytes) -> Response:
    """Give a response whose bytes come as the fault says; the bytes of its answer stay the same.

    `seed` is what the places of a split are drawn from, `keep_alive` is one such line in the server's dialect.
    """
    match rule.kind:
        case "bytewise":
            return replace(response, body=_split(response.body, 1, Random(seed)))
        case "split":
            return replace(response, body=_split(response.body, int(rule.option("size")), Random(seed)))
        case "flood":
            return replace(response, body=_flooded(response.body, int(rule.option("count")), keep_alive))
        case "charset":
            return replace(response, headers=_declared(response.headers, rule.option("charset")))
    return response


def _declared(headers: Mapping[str, str], charset: str) -> Mapping[str, str]:
    kind = headers.get("content-type", "text/plain").partition(";")[0]
    return {**headers, "content-type": f"{kind}; charset={charset}"}


async def _split(body: AsyncGenerator[bytes, None], most: int, rng: Random) -> AsyncGenerator[bytes, None]:
    async with aclosing(body):
        async for piece in body:
            for part in _parts(piece, most, rng):
                yield part


def _parts(piece: bytes, most: int, rng: Random) -> Iterator[bytes]:
    at = 0
    while at < len(piece):
        size = rng.randint(1, most)
        yield piece[at : at + size]
        at += size


async def _flooded(body: AsyncGenerator[bytes, None], lines: int, line: bytes) -> AsyncGenerator[bytes, None]:
    async with aclosing(body):
        for left in range(lines, 0, -_FLOOD_PIECE):
            yield line * min(left, _FLOOD_PIECE)
        async for piece in body:
            yield piece
