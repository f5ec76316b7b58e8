"""A transport that writes down what passes through another. What is masked, and how lines look, is not here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from simulator.backends.body import pieces_of
from simulator.backends.cassettes.endings import told
from simulator.backends.cassettes.lines import Cause, ChunkLine, EndLine, How, Line, RequestLine, ResponseLine
from simulator.backends.cassettes.watch import LineWriter
from simulator.backends.http import httpx
from simulator.backends.network_faults import KnownFault
from simulator.domain.faults import Fault
from simulator.masking import (
    Masker,
    Piece,
    masked_path,
    masked_request_headers,
    masked_response_headers,
    secrets_of,
)

T = TypeVar("T")
Now = Callable[[], float]
"""Gives seconds: of the session's clock for the embedded mock, which lives by it, else of the machine's."""

_OF_COMPRESSION = ("content-encoding", "content-length")


class RecordingTransport(httpx.AsyncBaseTransport):
    """Passes requests on to `inner` and records what is sent and what comes, before the client sees it.

    A compressed body is unpacked before it is recorded and given to the client, because a key in it could not be seen
    otherwise. Raises what `inner` raises, and KnownFault if the cassette cannot be written.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, writer: LineWriter, now: Now) -> None:
        self._inner, self._writer, self._now = inner, writer, now

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Record one exchange."""
        tape = _Tape(request, await request.aread(), self._writer, self._now)
        try:
            response = await self._inner.handle_async_request(request)
        except BaseException as error:
            tape.break_off(error)
            raise
        packed = _OF_COMPRESSION if "content-encoding" in response.headers else ()
        headers = [
            (name, value) for name, value in response.headers.raw if name.lower().decode("latin-1") not in packed
        ]
        try:
            tape.head(response.status_code, headers)
        except BaseException:
            await response.aclose()
            raise
        body = _RecordedBody(response, tape)
        return httpx.Response(response.status_code, headers=headers, stream=body, extensions=response.extensions)

    async def aclose(self) -> None:
        """Close the inner transport's connections and the file; a later request opens them again."""
        self._writer.close()
        await self._inner.aclose()


class _RecordedBody(httpx.AsyncByteStream):
    def __init__(self, response: httpx.Response, tape: _Tape) -> None:
        self._response, self._tape = response, tape
        self._pieces = pieces_of(response)

    def __aiter__(self) -> _RecordedBody:
        return self

    async def __anext__(self) -> bytes:
        try:
            data = await anext(self._pieces)
        except StopAsyncIteration:
            self._tape.end("clean")
            raise
        except BaseException as error:
            self._tape.break_off(error)
            raise
        self._tape.chunk(data)
        return data

    async def aclose(self) -> None:
        try:
            self._tape.end("closed")
        finally:
            await self._response.aclose()


class _Tape:
    """The lines of one exchange; only its first end counts."""

    def __init__(self, request: httpx.Request, body: bytes, writer: LineWriter, now: Now) -> None:
        url = str(request.url)
        self._writer, self._now, self._start = writer, now, now()
        self._number = self._writing(writer.number)
        self._masker = Masker(secrets_of(url, request.headers))
        self._is_over = False
        self._write(
            RequestLine(
                number=self._number,
                method=request.method,
                path=masked_path(url, self._masker),
                headers=masked_request_headers(request.headers.multi_items(), self._masker),
                body=self._masker.mask(body),
            )
        )

    def head(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> None:
        pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
        shown = masked_response_headers(pairs, self._masker)
        self._write(ResponseLine(number=self._number, t=self._t(), status=status, headers=shown))

    def chunk(self, data: bytes) -> None:
        self._chunks(self._masker.feed((self._t(), data)))

    def break_off(self, error: BaseException) -> None:
        """End with an error; a cancellation says that the client did not want to wait any longer."""
        if isinstance(error, Exception):
            self.end("broken", told(error))
        else:
            self.end("given_up" if isinstance(error, asyncio.CancelledError) else "closed")

    def end(self, how: How, error: tuple[Cause, ...] = ()) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._chunks(self._masker.end())
        shown = tuple(Cause(cause.name, self._masker.mask_text(cause.message)) for cause in error)
        self._write(EndLine(number=self._number, t=self._t(), how=how, error=shown))

    def _chunks(self, pieces: Iterable[Piece]) -> None:
        for at, data in pieces:
            self._write(ChunkLine(number=self._number, t=at, data=data))

    def _t(self) -> float:
        return max(0.0, round(self._now() - self._start, 6))

    def _write(self, line: Line) -> None:
        self._writing(lambda: self._writer.write(line))

    def _writing(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except OSError as error:
            said = f"{self._writer.path} cannot be written: {error.strerror or error}; record to another file"
            raise KnownFault(Fault("connection", said)) from None
