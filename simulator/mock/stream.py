"""A reply as the pieces of an HTTP body, each at its due moment. What the reply says is decided in `chat`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
from typing import Any

from simulator.dialects.bodies import BLANK_LINE, completion_body
from simulator.dialects.encode import ChunkEncoder, keep_alive
from simulator.dialects.error_shapes import error_reply
from simulator.dialects.prepared_body import written_body
from simulator.dialects.stream_errors import stream_error
from simulator.mock.exchange import PumpedBody
from simulator.mock.faults.endings import broken_body, broken_off
from simulator.mock.faults.in_place import problem_of
from simulator.mock.reply import Reply, at_once, ending, events, last_due, queued, size
from simulator.mock.schedule import Schedule
from simulator.ports import Clock

WHOLE = 1_024
"""Characters of a reply that is streamed in one piece where nothing is paced: a write costs as much as fifty events."""

BREATHS = 4
"""Pieces without a gap after which other tasks get a turn."""


def streamed(reply: Reply, clock: Clock, every: float) -> PumpedBody:
    """Give a body of one server-sent event, or one comment, a piece, each at its moment of the wait's schedule.

    Comments come every so many seconds until the first token. The schedule is absolute: lateness never adds up, and
    what is due already is written as one piece: by a server that is late, to keep up, and where there is no gap.
    Reading it raises HungUp where a fault ends the connection.
    """
    return _Streamed(reply, clock, every)


class _Made(PumpedBody):
    """A body that a generator of its own writes."""

    def __init__(self, reply: Reply, clock: Clock, every: float) -> None:
        self._reply, self._clock, self._every = reply, clock, every
        self._schedule: Schedule | None = None
        self._pieces: AsyncGenerator[bytes, None] | None = None

    def __anext__(self) -> Coroutine[Any, Any, bytes]:
        return self._begun().asend(None)

    def asend(self, value: None) -> Coroutine[Any, Any, bytes]:
        return self._begun().asend(value)

    def athrow(self, *problem: Any) -> Coroutine[Any, Any, Any]:
        return self._begun().athrow(*problem)

    def aclose(self) -> Coroutine[Any, Any, None]:
        return self._begun().aclose()

    def _begun(self) -> AsyncGenerator[bytes, None]:
        if self._pieces is None:
            self._pieces = self._written()
        return self._pieces

    @abstractmethod
    def _written(self) -> AsyncGenerator[bytes, None]: ...


class _Streamed(_Made):
    def at_once(self) -> bytes | None:
        reply = self._reply
        if self._pieces is not None or _waits(reply, self._clock) or size(reply) > WHOLE:
            return None
        self._pieces = _nothing()
        encoder = _encoder(reply)
        return b"".join((encoder.first(), *at_once(reply, encoder), *ending(reply, encoder)))

    async def pump(self, write: Callable[[bytes], bool]) -> None:
        if self._schedule is not None:
            await self._schedule.pump(self._clock, write)

    async def _written(self) -> AsyncGenerator[bytes, None]:
        reply, clock = self._reply, self._clock
        if not reply.breaks_at_once:
            for moment in queued(reply, self._every):
                await clock.sleep_until(moment)
                yield keep_alive(reply.shape)
            await clock.sleep_until(reply.first_due)
            encoder = _encoder(reply)
            if reply.wait.gap:
                yield encoder.first()
                moments = reply.wait.moments(reply.first_due)
                self._schedule = schedule = Schedule(zip(moments, events(reply, encoder), strict=False))
                while schedule.due is not None:
                    await clock.sleep_until(schedule.due)
                    yield schedule.take(clock.now())
            else:
                for number, piece in enumerate(_opened(encoder.first(), at_once(reply, encoder)), 1):
                    yield piece
                    if number % BREATHS == 0:
                        await clock.sleep_until(reply.first_due)
            for event in _last(reply, encoder):
                yield event
        if reply.breaks is not None:
            error = stream_error(reply.shape, problem_of(reply.breaks))
            async for event in broken_off(reply.breaks, self._every, keep_alive(reply.shape), error):
                yield event


def _encoder(reply: Reply) -> ChunkEncoder:
    thinks = reply.thinking is not None
    return ChunkEncoder(reply.head, thinks=thinks, shape=reply.shape, wants_usage=reply.wants_usage)


def _waits(reply: Reply, clock: Clock) -> bool:
    """Say whether a reply is not to be written whole now: it is paced, queued, or broken off."""
    return bool(reply.wait.gap) or reply.breaks is not None or reply.first_due > clock.now()


def _opened(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give the pieces, with what opens the stream before the first: a piece costs more than an event."""
    yield first + next(pieces, b"")
    yield from pieces


def _last(reply: Reply, encoder: ChunkEncoder) -> Iterable[bytes]:
    """Give the events that end a stream, as one piece where nothing is paced."""
    last = ending(reply, encoder)
    return last if reply.wait.gap or reply.breaks is not None else (b"".join(last),)


def in_full(reply: Reply, clock: Clock, every: float) -> PumpedBody:
    """Give a body of blank lines while the reply is queued and made, then all of it when its last piece would be due.

    Reading it raises HungUp where a fault ends the connection.
    """
    return _InFull(reply, clock, every)


class _InFull(_Made):
    def at_once(self) -> bytes | None:
        reply = self._reply
        if self._pieces is not None or _waits(reply, self._clock):
            return None
        self._pieces = _nothing()
        return _whole(reply)

    async def _written(self) -> AsyncGenerator[bytes, None]:
        reply, clock = self._reply, self._clock
        body = b""
        if not reply.breaks_at_once:
            for moment in queued(reply, self._every):
                await clock.sleep_until(moment)
                yield BLANK_LINE
            await clock.sleep_until(last_due(reply))
            body = _whole(reply)
        if reply.breaks is None:
            yield body
            return
        error = error_reply("E12_body", problem_of(reply.breaks)).body
        async for piece in broken_body(reply.breaks, body, self._every, BLANK_LINE, error):
            yield piece


async def _nothing() -> AsyncGenerator[bytes, None]:
    for nothing in tuple[bytes, ...]():
        yield nothing


def _whole(reply: Reply) -> bytes:
    if not reply.calls and reply.scores is None:
        usage = reply.usage()
        return written_body(reply.shape, reply.head, reply.thinking, reply.answer, reply.finish, usage)
    return completion_body(
        reply.head,
        thinking=reply.thinking,
        answer=reply.answer,
        finish=reply.finish,
        usage=reply.usage(),
        calls=reply.calls,
        scores=list(reply.scores(reply.answer)) if reply.scores else None,
        shape=reply.shape,
    )
