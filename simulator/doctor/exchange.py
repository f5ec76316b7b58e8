"""One HTTP exchange as it was seen, and the answer in it. Sending is `wire`; judging is `judge_*`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.dialects.json_text import NotJson, read
from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, AnswerWasThinking, Failed, Finished, ThinkingText
from simulator.domain.faults import Fault


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a body, and when they came, in seconds since the request was begun."""

    data: bytes
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What came back. `fault` is why it is no sound 2xx reply, None if it is one; `status` None means no reply at all.

    A reply that was `left_early` was sound so far, and nobody waited for its end. The key is in no part of it.
    """

    status: int | None = None
    content_type: str = ""
    http_version: str = ""
    pieces: tuple[Piece, ...] = ()
    seconds: float = 0.0
    fault: Fault | None = None
    left_early: bool = False

    @property
    def body(self) -> bytes:
        """All bytes of the body."""
        return b"".join(piece.data for piece in self.pieces)

    @property
    def json(self) -> Any:
        """The body's value, None if it is no JSON."""
        try:
            return read(self.body.decode("utf-8-sig", "replace"))
        except NotJson:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A decoded reply: its texts, how it ended, and when text came first and last, in seconds since the request."""

    thinking: str
    answer: str
    end: Finished | Failed
    first_text: float | None = None
    last_text: float | None = None
    texts: int = 0

    @property
    def fault(self) -> Fault | None:
        """Why it is no whole answer; None if it is."""
        return self.end.fault if isinstance(self.end, Failed) else None


def answer_of(exchange: Exchange) -> Answer:
    """Decode a reply as a phone would; one that was left early counts as whole, with no finish reason."""
    if exchange.fault is not None:
        return Answer(thinking="", answer="", end=Failed(exchange.fault))
    decoder = ReplyDecoder(exchange.content_type)
    said: tuple[list[str], list[str]] = ([], [])
    times: list[float] = []
    end: Finished | Failed | None = None
    for piece in exchange.pieces:
        texts = decoder.feed(piece.data)
        times += [piece.at] * bool(texts)
        _sort(texts, said)
    for item in decoder.end():
        if isinstance(item, Finished | Failed):
            end = item
        else:
            _sort((item,), said)
    assert end is not None
    if exchange.left_early:
        end = Finished("")
    first, last = (times[0], times[-1]) if times else (None, None)
    thinking, answer = map("".join, said)
    return Answer(thinking=thinking, answer=answer, end=end, first_text=first, last_text=last, texts=len(times))


def _sort(items: Sequence[object], said: tuple[list[str], list[str]]) -> None:
    thinking, answer = said
    for item in items:
        if isinstance(item, ThinkingText):
            thinking.append(item.text)
        elif isinstance(item, AnswerText):
            answer.append(item.text)
        elif isinstance(item, AnswerWasThinking):
            thinking += answer
            answer.clear()
