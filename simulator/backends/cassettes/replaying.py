"""A transport that answers from a cassette. Which exchange answers a request is decided in `asking`."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import cast

from simulator.backends.cassettes.asking import lacking, match
from simulator.backends.cassettes.endings import made_anew
from simulator.backends.cassettes.lines import BadLine, ChunkLine, EndLine, ResponseLine
from simulator.backends.cassettes.reading import Cassette, Exchange
from simulator.backends.http import httpx
from simulator.backends.network_faults import KnownFault
from simulator.domain.faults import Fault
from simulator.masking import Masker, secrets_of
from simulator.ports import Clock

Answer = Iterator[ResponseLine | ChunkLine | EndLine]


class ReplayTransport(httpx.AsyncBaseTransport):
    """Plays each exchange of a cassette once: the same bytes in the same pieces, and the same end.

    With `in_time` they come when they came, on `clock`; else at once. What the cassette does not hold is a KnownFault.
    """

    def __init__(self, cassette: Cassette, clock: Clock, *, in_time: bool = True) -> None:
        self._cassette, self._clock, self._in_time = cassette, clock, in_time
        self._unplayed = list(cassette.exchanges)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or break where its recording broke."""
        url, start = str(request.url), self._clock.now()
        body = Masker(secrets_of(url, request.headers)).mask(await request.aread())
        playing = _Playing(self._take(request, body), self._cassette, self._clock, start if self._in_time else None)
        head = await playing.head()
        headers = [
            (name.encode("latin-1", "replace"), text.encode("latin-1", "replace")) for name, text in head.headers
        ]
        return httpx.Response(head.status, headers=headers, stream=playing)

    def _take(self, request: httpx.Request, body: bytes) -> Exchange:
        path = request.url.raw_path.decode("ascii", "replace")
        found = match(self._unplayed, request.method, path, body)
        if found is None:
            recorded, name = self._cassette.exchanges, self._cassette.path.name
            # Asked again, the cassette would lack it still.
            said = lacking(name, recorded, self._unplayed, path, body)
            raise KnownFault(Fault("connection", said, retry_after=math.inf))
        self._unplayed.remove(found)
        return found


class _Playing(httpx.AsyncByteStream):
    """The rest of an exchange; `start` is when its request was sent, None to play it without waiting."""

    def __init__(self, exchange: Exchange, cassette: Cassette, clock: Clock, start: float | None) -> None:
        self._name, self._clock, self._start = cassette.path.name, clock, start
        self._lines: Answer = cassette.answer_to(exchange)
        self._last = self._silence = 0.0

    async def head(self) -> ResponseLine:
        """Give the response's head. Raises what broke the exchange before it came."""
        line = await self._next()
        if isinstance(line, ResponseLine):
            return line
        await self.aclose()
        raise self._ending(line)

    def __aiter__(self) -> _Playing:
        return self

    async def __anext__(self) -> bytes:
        line = await self._next()
        if isinstance(line, ChunkLine):
            return line.data
        raise self._ending(line)

    async def aclose(self) -> None:
        cast("Generator[object, None, None]", self._lines).close()

    async def _next(self) -> ResponseLine | ChunkLine | EndLine:
        """Give the next line when it is due; every call lets others run."""
        try:
            line = next(self._lines)
        except (BadLine, OSError, StopIteration):
            raise KnownFault(Fault("connection", f"{self._name} has changed while it was played")) from None
        await self._clock.sleep_until(self._clock.now() if self._start is None else self._start + line.t)
        self._silence, self._last = line.t - self._last, line.t
        return line

    def _ending(self, line: ResponseLine | ChunkLine | EndLine) -> Exception:
        """Give what ends the body: its end, what broke it, or why nobody knows how it went on."""
        if not isinstance(line, EndLine):
            return KnownFault(Fault("connection", f"{self._name} has changed while it was played"))
        if line.how == "clean":
            return StopAsyncIteration()
        if line.how == "broken":
            return made_anew(line.error)
        if line.how == "given_up":
            waited = f"{self._silence:g} s without a byte, until whoever recorded it gave up"
            return KnownFault(Fault("timeout", f"{self._name}: {waited}; record it anew with a longer --timeout"))
        said = "the recording ends here, since whoever made it stopped reading; what came so far is kept"
        return KnownFault(Fault("truncated", f"{self._name}: {said}"))
