"""A decided reply, and the events that it is streamed as. Writing them is `stream`'s, and deciding them `chat`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, takewhile

from simulator.dialects.encode import ChunkEncoder, Head
from simulator.dialects.logprobs import Score
from simulator.dialects.shape import Shape
from simulator.domain.completion import ToolCall, Usage
from simulator.mock.faults.endings import place_of
from simulator.mock.faults.rule import Rule
from simulator.mock.latency import Wait
from simulator.mock.pieces import pieces
from simulator.mock.schedule import BREATH

AHEAD = 16
"""Events that are written ahead of their moments, together: each by itself costs twice as much."""


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


def size(reply: Reply) -> int:
    """Give the characters of a reply, which are at least as many as its events with texts."""
    return len(reply.thinking or "") + len(reply.answer) + sum(len(call.arguments) for call in reply.calls)


def queued(reply: Reply, every: float) -> Iterator[float]:
    """Give the moments, so many seconds apart, at which a reply is still queued."""
    if every <= 0:
        return iter(())
    moments = (reply.start + number * every for number in count(1))
    return takewhile(lambda moment: moment < reply.first_due, moments)


def events(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    """Give the events of a reply one by one, without the first and the last, as far as a fault lets them come."""
    return islice(_all_events(reply, encoder), _kept(reply))


def at_once(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    """Give the same events, up to `BREATH` of them as one piece."""
    if reply.breaks is not None or reply.scores is not None:
        yield from _joined(events(reply, encoder))
        return
    parts, room = list[bytes](), BREATH
    for write, text in ((encoder.joined_thoughts, reply.thinking or ""), (encoder.joined_answers, reply.answer)):
        texts, start = pieces(text), 0
        while start < len(texts):
            some = texts[start : start + room]
            parts.append(write(some))
            start, room = start + len(some), room - len(some)
            if not room:
                yield b"".join(parts)
                parts, room = [], BREATH
    if parts:
        yield b"".join(parts)
    yield from _joined(_calls(reply.calls, encoder))


def ending(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    """Give the events that end a stream; none where a fault breaks it off."""
    if reply.breaks is not None:
        return iter(())
    return encoder.ending(reply.finish, reply.usage, wants_usage=reply.wants_usage)


def last_due(reply: Reply) -> float:
    """Give the moment at which a stream of the same reply would say its last piece."""
    if not reply.wait.gap:
        return reply.first_due
    number = sum(1 for _ in _all_events(reply, ChunkEncoder(reply.head, thinks=False)))
    return next(islice(reply.wait.moments(reply.first_due), max(0, number - 1), None))


def _kept(reply: Reply) -> int | None:
    """Give after how many pieces a fault breaks a stream off: in the middle of its thinking or of the rest."""
    if reply.breaks is None:
        return None
    thought = len(pieces(reply.thinking or ""))
    if place_of(reply.breaks) == "thinking":
        return thought // 2
    said = len(pieces(reply.answer)) + sum(1 + len(pieces(call.arguments)) for call in reply.calls)
    return thought + said // 2


def _all_events(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    thinking = _written(encoder.thoughts, reply.thinking or "")
    return chain(thinking, _answer(reply, encoder), _calls(reply.calls, encoder))


def _answer(reply: Reply, encoder: ChunkEncoder) -> Iterator[bytes]:
    if reply.scores is not None:
        return map(encoder.scored, reply.scores(reply.answer))
    return _written(encoder.answers, reply.answer)


def _written(write: Callable[[Sequence[str]], Sequence[bytes]], text: str) -> Iterator[bytes]:
    texts = pieces(text)
    return chain.from_iterable(write(texts[start : start + AHEAD]) for start in range(0, len(texts), AHEAD))


def _calls(calls: Sequence[ToolCall], encoder: ChunkEncoder) -> Iterator[bytes]:
    for index, call in enumerate(calls):
        yield encoder.call(index, call)
        for text in pieces(call.arguments):
            yield encoder.arguments(index, text)


def _joined(said: Iterator[bytes]) -> Iterator[bytes]:
    while piece := b"".join(islice(said, BREATH)):
        yield piece
