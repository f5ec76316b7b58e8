"""A reply as the pieces of an HTTP body, each at its due moment. What the reply says is decided in `core`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, takewhile
from typing import Any

from simulator.dialects.bodies import BLANK_LINE, completion_body
from simulator.dialects.encode import ChunkEncoder, Head, keep_alive
from simulator.dialects.error_shapes import error_reply
from simulator.dialects.logprobs import Score
from simulator.dialects.shape import Shape
from simulator.dialects.stream_errors import stream_error
from simulator.domain.completion import ToolCall, Usage
from simulator.mock.exchange import PumpedBody
from simulator.mock.faults.endings import broken_body, broken_off, place_of
from simulator.mock.faults.in_place import problem_of
from simulator.mock.faults.rule import Rule
from simulator.mock.latency import Wait
from simulator.mock.pieces import pieces
from simulator.mock.schedule import BREATH, Schedule
from simulator.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A decided reply. Times are seconds on the server's clock; `thinking` is None where the model does not think.

    `usage` counts when it is called, so that a first token never waits for a tokenizer that is still to be loaded.
    `breaks` is the fault that breaks the reply off. `scores` gives the log probabilities of the answer's pieces, where
    they were asked for.
    """

    head: Head
    shape: Shape
    thinking: str | None
    answer: str
    calls: Sequence[ToolCall]
    finish: str
    usage: Callable[[], Usage]
    wants_usage: bool
    start: float
    wait: Wait
    breaks: Rule | None = None
    scores: Callable[[str], Iterator[Score]] | None = None

    @property
    def first_due(self) -> float:
        """Give the moment of the first token."""
        return self.start + self.wait.first_token

    @property
    def breaks_at_once(self) -> bool:
        """Say whether the fault leaves nothing of the body."""
        return self.breaks is not None and place_of(self.breaks) in ("start", "open")


def streamed(reply: Reply, clock: Clock, every: float) -> PumpedBody:
    """Give a body of one server-sent event, or one comment, a piece, each at its moment of the wait's schedule.

    Comments come every so many seconds until the first token. The schedule is absolute: lateness never adds up, and
    what is due already is written as one piece: by a server that is late, to keep up, and where there is no gap.
    Reading it raises HungUp where a fault ends the connection.
    """
    return _Streamed(reply, clock, every)


class _Streamed(PumpedBody):
    def __init__(self, reply: Reply, clock: Clock, every: float) -> None:
        self._reply, self._clock, self._every = reply, clock, every
        self._schedule: Schedule | None = None
        self._pieces = self._written()

    def __anext__(self) -> Coroutine[Any, Any, bytes]:
        return self._pieces.__anext__()

    def asend(self, value: None) -> Coroutine[Any, Any, bytes]:
        return self._pieces.asend(value)

    def athrow(self, *problem: Any) -> Coroutine[Any, Any, Any]:
        return self._pieces.athrow(*problem)

    def aclose(self) -> Coroutine[Any, Any, None]:
        return self._pieces.aclose()

    async def pump(self, write: Callable[[bytes], bool]) -> None:
        if self._schedule is not None:
            await self._schedule.pump(self._clock, write)

    async def _written(self) -> AsyncGenerator[bytes, None]:
        reply, clock = self._reply, self._clock
        if not reply.breaks_at_once:
            for moment in _queued(reply, self._every):
                await clock.sleep_until(moment)
                yield keep_alive(reply.shape)
            await clock.sleep_until(reply.first_due)
            thinks = reply.thinking is not None
            encoder = ChunkEncoder(reply.head, thinks=thinks, shape=reply.shape, wants_usage=reply.wants_usage)
            yield encoder.first()
            if reply.wait.gap:
                events = islice(_events(reply, encoder), _kept(reply))
                self._schedule = schedule = Schedule(zip(reply.wait.moments(reply.first_due), events, strict=False))
                while schedule.due is not None:
                    await clock.sleep_until(schedule.due)
                    yield schedule.take(clock.now())
            else:
                for piece in _at_once(reply, encoder):
                    yield piece
                    await clock.sleep_until(reply.first_due)
            for event in _ending(reply, encoder):
                yield event
        if reply.breaks is not None:
            error = stream_error(reply.shape, problem_of(reply.breaks))
            async for event in broken_off(reply.breaks, self._every, keep_alive(reply.shape), error):
                yield event


async def in_full(reply: Reply, clock: Clock, every: float) -> AsyncGenerator[bytes, None]:
    """Yield blank lines while the reply is queued and made, then its whole body when its last piece would be due.

    Raises: HungUp where a fault ends the connection.
    """
    body = b""
    if not reply.breaks_at_once:
        for moment in _queued(reply, every):
            await clock.sleep_until(moment)
            yield BLANK_LINE
        await clock.sleep_until(_last_due(reply))
        body = _whole(reply)
    if reply.breaks is None:
        yield body
        return
    error = error_reply("E12_body", problem_of(reply.breaks)).body
    async for piece in broken_body(reply.breaks, body, every, BLANK_LINE, error):
        yield piece


def _whole(reply: Reply) -> bytes:
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


def _queued(reply: Reply, every: float) -> Iterator[float]:
    if every <= 0:
        return iter(())
    moments = (reply.start + number * every for number in count(1))
    return takewhile(lambda moment: moment < reply.first_due, moments)


def _at_once(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    """Give all events, up to `BREATH` of them as one piece."""
    if reply.breaks is not None or reply.scores is not None:
        yield from _joined(islice(_events(reply, encoder), _kept(reply)))
        return
    for write, text in ((encoder.thoughts, reply.thinking or ""), (encoder.answers, reply.answer)):
        parts = pieces(text)
        for start in range(0, len(parts), BREATH):
            yield write(parts[start : start + BREATH])
    yield from _joined(_calls(reply.calls, encoder))


def _joined(events: Iterator[bytes]) -> Iterator[bytes]:
    while piece := b"".join(islice(events, BREATH)):
        yield piece


def _ending(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    """Give the events that end a stream; none where a fault breaks it off."""
    if reply.breaks is not None:
        return iter(())
    return encoder.ending(reply.finish, reply.usage, wants_usage=reply.wants_usage)


def _last_due(reply: Reply) -> float:
    """Give the moment at which a stream of the same reply would say its last piece."""
    if not reply.wait.gap:
        return reply.first_due
    events = sum(1 for _ in _events(reply, ChunkEncoder(reply.head, thinks=False)))
    return next(islice(reply.wait.moments(reply.first_due), max(0, events - 1), None))


def _kept(reply: Reply) -> int | None:
    """Give after how many pieces a fault breaks a stream off: in the middle of its thinking or of the rest."""
    if reply.breaks is None:
        return None
    thought = len(pieces(reply.thinking or ""))
    if place_of(reply.breaks) == "thinking":
        return thought // 2
    said = len(pieces(reply.answer)) + sum(1 + len(pieces(call.arguments)) for call in reply.calls)
    return thought + said // 2


def _events(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    thinking = map(encoder.thinking, pieces(reply.thinking or ""))
    return chain(thinking, _answer(reply, encoder), _calls(reply.calls, encoder))


def _answer(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    if reply.scores is not None:
        return map(encoder.scored, reply.scores(reply.answer))
    return map(encoder.answer, pieces(reply.answer))


def _calls(calls: Sequence[ToolCall], encoder: ChunkEncoder) -> Iterator[bytes]:
    for index, call in enumerate(calls):
        yield encoder.call(index, call)
        for text in pieces(call.arguments):
            yield encoder.arguments(index, text)
