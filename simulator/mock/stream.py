"""A reply as the pieces of an HTTP body, each at its due moment. What the reply says is decided in `core`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, takewhile

from simulator.dialects.encode import BLANK_LINE, ChunkEncoder, Head, completion_body, keep_alive
from simulator.dialects.shape import Shape
from simulator.domain.completion import ToolCall, Usage
from simulator.mock.latency import Wait
from simulator.mock.pieces import pieces
from simulator.ports import Clock

BREATH = 64
"""Pieces without a gap after which other tasks get a turn; a turn for each would cost more than the piece itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A decided reply. Times are seconds on the server's clock; `thinking` is None where the model does not think.

    `usage` counts when it is called, so that a first token never waits for a tokenizer that is still to be loaded.
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

    @property
    def first_due(self) -> float:
        """Give the moment of the first token."""
        return self.start + self.wait.first_token


async def streamed(reply: Reply, clock: Clock, every: float) -> AsyncGenerator[bytes, None]:
    """Yield one server-sent event, or one comment, a piece; piece k of the text is due k gaps after the first.

    Comments come every so many seconds until the first token. The schedule is absolute: lateness never adds up.
    """
    for moment in _queued(reply, every):
        await clock.sleep_until(moment)
        yield keep_alive(reply.shape)
    await clock.sleep_until(reply.first_due)
    encoder = ChunkEncoder(reply.head, thinks=reply.thinking is not None, shape=reply.shape)
    yield encoder.first()
    gap = reply.wait.gap
    for number, event in enumerate(_events(reply, encoder)):
        if gap or number % BREATH == BREATH - 1:
            await clock.sleep_until(reply.first_due + number * gap)
        yield event
    for event in encoder.ending(reply.finish, reply.usage, wants_usage=reply.wants_usage):
        yield event


async def in_full(reply: Reply, clock: Clock, every: float) -> AsyncGenerator[bytes, None]:
    """Yield blank lines while the reply is queued and made, then its whole body when its last piece would be due."""
    for moment in _queued(reply, every):
        await clock.sleep_until(moment)
        yield BLANK_LINE
    events = sum(1 for _ in _events(reply, ChunkEncoder(reply.head, thinks=False))) if reply.wait.gap else 1
    await clock.sleep_until(reply.first_due + max(0, events - 1) * reply.wait.gap)
    yield completion_body(
        reply.head,
        thinking=reply.thinking,
        answer=reply.answer,
        finish=reply.finish,
        usage=reply.usage(),
        calls=reply.calls,
        shape=reply.shape,
    )


def _queued(reply: Reply, every: float) -> Iterator[float]:
    moments = (reply.start + number * every for number in count(1))
    return takewhile(lambda moment: moment < reply.first_due, moments)


def _events(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    thinking = map(encoder.thinking, pieces(reply.thinking or ""))
    return chain(thinking, map(encoder.answer, pieces(reply.answer)), _calls(reply.calls, encoder))


def _calls(calls: Sequence[ToolCall], encoder: ChunkEncoder) -> Iterator[bytes]:
    for index, call in enumerate(calls):
        yield encoder.call(index, call)
        for text in pieces(call.arguments):
            yield encoder.arguments(index, text)
