"""The mock as an httpx transport: the wire's bytes without a socket. What they say is decided in `simulator.mock`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from simulator.backends.http import httpx
from simulator.mock.core import DeepSeekMock
from simulator.mock.exchange import Request


class EmbeddedTransport(httpx.AsyncBaseTransport):
    """Answers every request, whatever its host, from a mock in the same process.

    Bodies stream: a piece is made when it is asked for, and closing the response ends the work on the rest.
    """

    def __init__(self, mock: DeepSeekMock) -> None:
        """Take the mock whose clock paces the answers."""
        self._mock = mock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request on to the mock. Raises what its brain or tokenizer raises."""
        body = await request.aread()
        headers = {name.lower(): value for name, value in request.headers.items()}
        response = await self._mock.respond(Request(request.method, request.url.path, headers, body))
        return httpx.Response(response.status, headers=dict(response.headers), stream=_Body(response.body))


class _Body(httpx.AsyncByteStream):
    def __init__(self, pieces: AsyncGenerator[bytes, None]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces

    async def aclose(self) -> None:
        await self._pieces.aclose()
