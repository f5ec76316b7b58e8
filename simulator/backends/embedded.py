"""The mock as an httpx transport: the wire's bytes without a socket. What they say is decided in `simulator.mock`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from simulator.backends.http import httpx
from simulator.mock.core import DeepSeekMock
from simulator.mock.exchange import HungUp, Request


class EmbeddedTransport(httpx.AsyncBaseTransport):
    """Answers every request, whatever its host, from a mock in the same process.

    Bodies stream: a piece is made when it is asked for, and closing the response ends the work on the rest.
    """

    def __init__(self, mock: DeepSeekMock) -> None:
        """Take the mock whose clock paces the answers."""
        self._mock = mock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request on to the mock. Raises what its brain or tokenizer raises, and what a network would."""
        body = await request.aread()
        headers = {name.lower(): value for name, value in request.headers.items()}
        query = request.url.query.decode("latin-1")
        response = await self._mock.respond(Request(request.method, request.url.path, headers, body, query=query))
        stream = _Body(response.body)
        if response.withheld:
            await stream.withheld()
        return httpx.Response(response.status, headers=dict(response.headers), stream=stream)


class _Body(httpx.AsyncByteStream):
    def __init__(self, pieces: AsyncGenerator[bytes, None]) -> None:
        self._pieces = pieces
        self._next = aiter(pieces).__anext__

    async def withheld(self) -> None:
        """Wait for a first piece that never comes."""
        try:
            await self._next()
        except HungUp as hung_up:
            raise _as_a_network(hung_up, "Server disconnected without sending a response.") from None
        finally:
            await self.aclose()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await self._next()
        except HungUp as hung_up:
            raise _as_a_network(hung_up, "peer closed connection without sending complete message body") from None

    async def aclose(self) -> None:
        await self._pieces.aclose()


def _as_a_network(hung_up: HungUp, closed: str) -> httpx.TransportError:
    """Give what a socket would raise where the mock hangs up; `closed` is how httpx says that it was closed."""
    if hung_up.reset:
        return httpx.ReadError("connection reset by peer")
    return httpx.RemoteProtocolError(closed)
