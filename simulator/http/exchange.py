"""One HTTP exchange as a server of ours sees it, behind whichever door it came. Sockets are the door's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked: an upper-case `method`, a `path` without its query, lower-case header names, the whole body.

    `query` is what follows the path's `?`.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    query: str = ""


class PumpedBody(AsyncGenerator[bytes, None]):
    """A body that need not be asked for each piece, which takes a task's turn and costs more than most pieces do."""

    def at_once(self) -> bytes | None:
        """Give the whole body, and end it, if it is due by now and nothing of it was read; else None, and nothing ends.

        Raises: what asking for a piece raises.
        """
        return None

    async def pump(self, write: Callable[[bytes], bool]) -> None:
        """Give `write` the pieces that follow, each when it is due, until it says that there is no room for more.

        Pieces that are left have to be asked for; at once where nothing can be pumped. Raises: what asking raises.
        """


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered: the body comes in pieces at their due moments, and closing it ends the work on it.

    Reading the body raises `HungUp` where the connection is broken on purpose. A response that is `withheld` has no
    status and no headers until a first piece is there, and that may be never. An `endless` one has no limit of time.
    """

    status: int
    headers: Mapping[str, str]
    body: AsyncGenerator[bytes, None]
    withheld: bool = False
    endless: bool = False


class HungUp(Exception):
    """The server ends the connection here, in the middle: it closes it, or, with `reset`, resets it."""

    def __init__(self, *, reset: bool) -> None:
        """Keep how."""
        super().__init__("reset" if reset else "closed")
        self.reset = reset


def json_response(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """Make a JSON response whose body is known at once; `headers` come on top of its type and length."""
    return whole_response(status, body, "application/json", headers)


def whole_response(status: int, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Make a response whose body is known at once; `headers` come on top of its type and length."""
    own = {"content-type": content_type, "content-length": str(len(body))}
    return Response(status, {**own, **(headers or {})}, _Once(body))


class _Once(PumpedBody):
    """A body of one piece."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body

    def at_once(self) -> bytes | None:
        body, self._body = self._body, None
        return body

    async def asend(self, value: None) -> bytes:
        if (body := self.at_once()) is None:
            raise StopAsyncIteration
        return body

    async def athrow(self, *problem: Any) -> bytes:
        self._body = None
        raise problem[0]
