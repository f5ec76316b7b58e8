"""One HTTP exchange as the server sees it. Sockets are the door's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked: upper-case `method`, `path` and `query` apart, lower-case header names, the whole body."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered: the body comes in pieces, and closing it ends the work on it."""

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes, None]


def json_response(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """Make a JSON response whose body is known at once; `headers` come on top of its type and length."""
    own = {"content-type": "application/json", "content-length": str(len(body))}
    return Response(status, {**own, **(headers or {})}, once(body))


async def once(body: bytes) -> AsyncGenerator[bytes, None]:
    """Yield a body that is known at once."""
    yield body
