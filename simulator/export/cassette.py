"""A session as a cassette of its wire, made of the answers that were recorded: `--replay-wire` and `--replay` play it.

What a cassette matches is the last question of a request, bare of what the phone put before it
(`backends.cassettes.asking`), so that requests need not be made anew: recordings hold no found pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from simulator import __version__
from simulator.backends.cassettes.lines import Cause, ChunkLine, EndLine, Head, Line, RequestLine, ResponseLine, to_json
from simulator.dialects.encode import ChunkEncoder
from simulator.dialects.encode import Head as ChunkHead
from simulator.domain.completion import ToolCall, Usage
from simulator.domain.dispatch import asked_by_name
from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    BackendFault,
    Event,
    FallbackUsed,
    Heard,
    RequestRepeated,
    Routed,
    SkillCalled,
    ThinkingDelta,
    ThinkingRevealed,
    TurnEnded,
)
from simulator.domain.faults import FaultKind
from simulator.domain.problem import UserProblem
from simulator.export.telling import Recorded

_STATUSES: dict[FaultKind, int] = {
    "auth": 401,
    "payment": 402,
    "rate_limited": 429,
    "bad_request": 400,
    "server": 500,
    "overloaded": 503,
    "timeout": 504,
}
STOPPED_WITHIN = 60.0
"""Seconds of silence after what a stopped turn had heard: whoever plays it stops it again, by another clock."""
_STREAM = (("content-type", "text/event-stream; charset=utf-8"),)
_JSON = (("content-type", "application/json"),)


def as_cassette(recorded: Recorded) -> str:
    """Give the cassette; that of a session in which DeepSeek was never asked holds no request.

    Raises: UserProblem if nothing was done in the session.
    """
    started = recorded.started
    if started is None:
        raise UserProblem(f"session {recorded.name!r}: nothing was said in it, so there is nothing to play")
    exchanges = [exchange for turn in _turns(recorded.events) for exchange in _exchanges(turn)]
    begun = datetime.fromisoformat(started.phone.at)
    lines: list[Line] = [Head(recorded=begun.isoformat(timespec="seconds"), by=f"simulator {__version__}")]
    for number, exchange in enumerate(exchanges, 1):
        lines += exchange.lines(number, int(begun.timestamp()))
    return b"".join(map(to_json, lines)).decode()


def _turns(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Yield the events of each turn that DeepSeek was asked in; the maker's own model is no part of a cassette."""
    turn: list[Event] = []
    for event in events:
        turn.append(event)
        if isinstance(event, TurnEnded):
            if any(isinstance(each, Routed) and each.route == "agent" for each in turn):
                yield turn
            turn = []


@dataclass(slots=True)
class _Exchange:
    """One request of a turn and what came of it."""

    question: str
    model: str
    sent: float
    pieces: list[tuple[float, bool, str]] = field(default_factory=list)
    """When each came, whether it was thinking, and its text."""
    calls: list[ToolCall] = field(default_factory=list)
    fault: tuple[FaultKind, str] | None = None
    status: int | None = None
    usage: Usage | None = None
    finish: str = "stop"
    ended: float = 0.0
    was_stopped: bool = False

    def lines(self, number: int, created: int) -> Iterator[Line]:
        yield self._request(number)
        if self.fault is not None and self.status is not None and self.status >= 400 and not self.pieces:
            yield from self._refused(number, self.status, self.fault[1])
        elif self.fault is not None and self.fault[0] == "timeout" and not self.pieces:
            yield EndLine(number=number, t=self._t(self.ended), how="given_up")
        elif self.fault is not None and self.fault[0] == "connection" and not self.pieces:
            yield self._broken(number, "ConnectError")
        else:
            yield from self._streamed(number, created)

    def _request(self, number: int) -> RequestLine:
        body = {"model": self.model, "messages": [{"role": "user", "content": self.question}], "stream": True}
        return RequestLine(
            number=number,
            method="POST",
            path="/chat/completions",
            headers=_JSON,
            body=json.dumps(body, ensure_ascii=False).encode(),
        )

    def _refused(self, number: int, status: int, message: str) -> Iterator[Line]:
        body = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": None}})
        yield ResponseLine(number=number, t=self._t(self.ended), status=status, headers=_JSON)
        yield ChunkLine(number=number, t=self._t(self.ended), data=body.encode())
        yield EndLine(number=number, t=self._t(self.ended), how="clean")

    def _broken(self, number: int, name: str) -> EndLine:
        message = self.fault[1] if self.fault else ""
        return EndLine(number=number, t=self._t(self.ended), how="broken", error=(Cause(name, message),))

    def _streamed(self, number: int, created: int) -> Iterator[Line]:
        head = ChunkHead(id=f"session-{number}", created=created, model=self.model, fingerprint="recorded")
        encoder = ChunkEncoder(head, thinks=True)
        yield ResponseLine(number=number, t=0.0, status=200, headers=_STREAM)
        yield ChunkLine(number=number, t=0.0, data=encoder.first())
        for at, is_thinking, words in self.pieces:
            data = encoder.thinking(words) if is_thinking else encoder.answer(words)
            yield ChunkLine(number=number, t=self._t(at), data=data)
        end = self._t(self.ended)
        if self.was_stopped:
            yield EndLine(number=number, t=end + STOPPED_WITHIN, how="closed")
        elif self.fault is not None and self.fault[0] == "malformed":
            yield ChunkLine(number=number, t=end, data=b"data: {\n\n")
            yield EndLine(number=number, t=end, how="clean")
        elif self.fault is not None and self.fault[0] == "timeout":
            yield EndLine(number=number, t=end, how="given_up")
        elif self.fault is not None:
            yield self._broken(number, "RemoteProtocolError")
        else:
            data = b"".join(self._ending(encoder))
            yield ChunkLine(number=number, t=end, data=data)
            yield EndLine(number=number, t=end, how="clean")

    def _ending(self, encoder: ChunkEncoder) -> Iterator[bytes]:
        for index, call in enumerate(self.calls):
            yield encoder.call(index, call)
            yield encoder.arguments(index, call.arguments)
        finish = "tool_calls" if self.calls else self.finish
        usage = self.usage or Usage(prompt_tokens=0, completion_tokens=0, reasoning_tokens=0, cache_hit_tokens=0)
        usage_of: Callable[[], Usage] = lambda: usage  # noqa: E731 (the encoder asks for it when it is due)
        yield from encoder.ending(finish, usage_of, wants_usage=False)

    def _t(self, moment: float) -> float:
        return max(0.0, round(moment - self.sent, 6))


def _exchanges(turn: Sequence[Event]) -> list[_Exchange]:
    """Give the requests of a turn in order, with what came of each."""
    question = _question(turn)
    made: list[_Exchange] = []
    names = count(1)
    for event in turn:
        if isinstance(event, BackendAsked):
            made.append(_Exchange(question, event.model, event.t, ended=event.t))
        elif isinstance(event, FallbackUsed):
            _forget_failed(made)
        elif made:
            _add(made[-1], event, f"call_{event.turn}_{next(names)}")
    return made


def _question(turn: Sequence[Event]) -> str:
    """Give what was asked in a turn, without the name by which DeepSeek was called."""
    heard = next((event.text for event in turn if isinstance(event, Heard)), "")
    is_called = any(isinstance(event, Routed) and event.rule == "by_name" for event in turn)
    return (asked_by_name(heard) if is_called else None) or heard


def _forget_failed(made: list[_Exchange]) -> None:
    """Leave out the requests in whose place a fallback was asked: whoever plays the cassette has no fallback."""
    made.pop()
    while made and made[-1].fault is not None:
        made.pop()


def _add(exchange: _Exchange, event: Event, call: str) -> None:
    match event:
        case ThinkingDelta() | AnswerDelta():
            exchange.pieces.append((event.t, isinstance(event, ThinkingDelta), event.text))
        case ThinkingRevealed():
            exchange.pieces = [(at, True, words) for at, _, words in exchange.pieces]
        case SkillCalled():
            arguments = json.dumps(dict(event.arguments), ensure_ascii=False)
            exchange.calls.append(ToolCall(call, event.skill, arguments))
        case RequestRepeated():
            exchange.fault, exchange.status = (event.kind, event.message), _STATUSES.get(event.kind)
        case BackendFault():
            exchange.fault, exchange.status = (event.kind, event.message), event.status
        case TurnEnded():
            exchange.usage, exchange.finish = event.usage, event.finish or "stop"
            exchange.was_stopped = event.outcome == "interrupted"
        case _:
            return
    exchange.ended = event.t
