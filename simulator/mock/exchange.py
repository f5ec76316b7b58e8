"""One HTTP exchange as the mock sees it, behind whichever door it came. Sockets and HTTP libraries are the doors'."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from simulator.mock.wishes import NO_WISHES, Wishes


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked: an upper-case `method`, a `path` without its query, lower-case header names, the body.

    `wishes` is how it is to be answered, once the core has read them; `query` is what follows the `?` of the path.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    wishes: Wishes = NO_WISHES
    query: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What the mock answers: the body comes in pieces at their due moments, and closing it ends the work on it.

    Reading the body raises `HungUp` where the mock breaks the connection on purpose. A response that is `withheld`
    has no status and no headers until a first piece is there, and that may be never.
    """

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes, None]
    withheld: bool = False


class HungUp(Exception):
    """The mock ends the connection here, in the middle: it closes it, or, with `reset`, resets it."""

    def __init__(self, *, reset: bool) -> None:
        """Keep how."""
        super().__init__("reset" if reset else "closed")
        self.reset = reset


def json_response(status: int, body: bytes) -> Response:
    """Make a JSON response whose body is known at once."""
    return whole_response(status, body, "application/json")


def whole_response(status: int, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Make a response whose body is known at once; `headers` come on top of its type and length."""
    own = {"content-type": content_type, "content-length": str(len(body))}
    return Response(status, {**own, **(headers or {})}, _once(body))


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
