"""The mock as a transport of httpx, for clients with and without async. No port is opened for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.backends.embedded import EmbeddedTransport
from simulator.backends.http import httpx
from simulator.testing.thread import MockThread


class MockTransport(httpx.AsyncBaseTransport, httpx.BaseTransport):
    """Answers every request, whatever its host. `httpx.AsyncClient(transport=…)` and `httpx.Client(transport=…)`."""

    def __init__(self, inner: EmbeddedTransport, thread: Callable[[], MockThread]) -> None:
        """Take the transport of the mock, and what starts the thread in which a client without async is answered."""
        self._inner, self._thread = inner, thread

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in the loop of the caller."""
        return await self._inner.handle_async_request(request)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in the mock's thread, its body piece by piece."""
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        thread = self._thread()
        response = thread.run(self._inner.handle_async_request(asked))
        assert isinstance(response.stream, httpx.AsyncByteStream)
        return httpx.Response(response.status_code, headers=response.headers, stream=_Pieces(response.stream, thread))


class _Pieces(httpx.SyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, thread: MockThread) -> None:
        self._stream, self._thread = stream, thread

    def __iter__(self) -> Iterator[bytes]:
        pieces = aiter(self._stream)

        async def step() -> bytes | None:
            return await anext(pieces, None)

        while (piece := self._thread.run(step())) is not None:
            yield piece

    def close(self) -> None:
        self._thread.run(self._stream.aclose())
