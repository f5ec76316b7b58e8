"""The journal of one mock: the last exchanges in memory, all in a file. What is told of one is `record`'s."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from types import TracebackType
from typing import Any

from simulator.domain.json_line import json_line
from simulator.mock.exchange import PumpedBody, Request, Response, json_response
from simulator.mock.journal.file import JournalFile
from simulator.mock.journal.record import End, Record
from simulator.ports import Clock

MOST = 1_000
"""Exchanges that are kept in memory; the oldest go first. A file keeps all."""

MOST_BYTES = 8 * 1024 * 1024
"""Of requests and responses that are kept in memory; of larger ones fewer than `MOST` are."""

RECKONED = 64 * 1024
"""Bytes of a body after which its size is reckoned with anew; to do so for each piece would cost as much as it."""

_log = logging.getLogger(__name__)


class Journal:
    """Keeps exchanges from the moment that they are asked."""

    def __init__(self, clock: Clock, *, opened: int = 0, file: JournalFile | None = None, most: int = MOST) -> None:
        """Keep the last `most` in memory and all in `file`; `opened` is the zero of `clock` in seconds since 1970."""
        self._clock, self._opened, self._file = clock, opened, file
        self._records: deque[Record] = deque()
        self._size = 0
        self._has_failed = False
        self.most = most
        self.seen = 0

    @property
    def records(self) -> Sequence[Record]:
        """Give what is kept in memory, oldest first, those under way included."""
        return tuple(self._records)

    def forget(self) -> None:
        """Forget what is in memory; a file stays, and numbers go on."""
        while self._records:
            self._forget_oldest()

    def keep(self, request: Request, response: Response) -> Response:
        """Note an exchange; give the response such that what is read of its body is noted too."""
        self.seen += 1
        record = Record(self.seen, request, response, self._clock.now(), self._opened)
        self._records.append(record)
        self.reckon(record)
        body = _Overheard(response.body, record, self)
        return Response(response.status, response.headers, body, response.withheld, response.endless)

    def note(self, request: Request, status: int) -> None:
        """Note an exchange that was answered elsewhere, with nothing but a status."""
        self.seen += 1
        record = Record(self.seen, request, json_response(status, b""), self._clock.now(), self._opened)
        self._records.append(record)
        self.end(record, "done")

    def begin(self, record: Record) -> None:
        """Note that the first piece of a body is there."""
        record.begin(self._clock.now())

    def end(self, record: Record, how: End) -> None:
        """Note the end of an exchange, the first time, and write it down."""
        if record.ended != "open":
            return
        now = self._clock.now()
        if record.pieces == 1:
            record.begin(now)
        record.end(how, now)
        self.reckon(record)
        if self._file is None:
            return
        try:
            self._file.append(json_line(record.to_json()).encode("utf-8", "replace"))
            self._has_failed = False
        except OSError as error:
            if not self._has_failed:
                _log.error("%s cannot be written: %s; the mock goes on without it", self._file.path, error.strerror)
            self._has_failed = True

    def reckon(self, record: Record) -> None:
        """Count what a record has grown by, and forget the oldest where all are too large by now.

        A forgotten one that is still under way is noted no further, unless it is to be written down.
        """
        if not record.is_kept:
            return
        self._size += record.size - record.counted
        record.counted = record.size
        while self._records and (len(self._records) > self.most or self._size > MOST_BYTES):
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        oldest = self._records.popleft()
        self._size -= oldest.counted
        oldest.is_kept = False
        if self._file is None and oldest.ended == "open":
            oldest.let_go()


class _Overheard(PumpedBody):
    """A body whose pieces are noted. No generator, whose `finally` would not run if it is closed before it began."""

    def __init__(self, body: AsyncGenerator[bytes, None], record: Record, journal: Journal) -> None:
        self._body, self._record, self._journal = body, record, journal
        self._next, self._hear = body.__anext__, record.hear

    async def __anext__(self) -> bytes:
        try:
            piece = await self._next()
        except BaseException as error:
            self._journal.end(self._record, _how(error))
            raise
        self._note(piece)
        return piece

    def at_once(self) -> bytes | None:
        body = self._body.at_once() if isinstance(self._body, PumpedBody) else None
        if body is not None:
            self._hear(body)
            self._journal.end(self._record, "done")
        return body

    async def pump(self, write: Callable[[bytes], bool]) -> None:
        if not isinstance(self._body, PumpedBody):
            return
        record, hear = self._record, self._hear

        def heard(piece: bytes) -> bool:
            hear(piece)
            if record.size - record.counted > RECKONED:
                self._journal.reckon(record)
            return write(piece)

        await self._body.pump(heard)

    def _note(self, piece: bytes) -> None:
        record = self._record
        self._hear(piece)
        if record.pieces == 1:
            self._journal.begin(record)
        if record.size - record.counted > RECKONED:
            self._journal.reckon(record)

    async def asend(self, value: None) -> bytes:
        return await self.__anext__()

    async def athrow(
        self,
        typ: type[BaseException] | BaseException,
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> Any:
        error = typ if isinstance(typ, BaseException) else typ()
        self._journal.end(self._record, _how(error))
        return await self._body.athrow(error)

    async def aclose(self) -> None:
        self._journal.end(self._record, "gone")
        await self._body.aclose()


def _how(error: BaseException) -> End:
    if isinstance(error, StopAsyncIteration):
        return "done"
    return "cut" if isinstance(error, Exception) else "gone"
