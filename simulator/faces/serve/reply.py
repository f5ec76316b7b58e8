"""Events as an OpenAI-compatible reply, streamed or whole. Which events there are is the conversation's business.

Text becomes `reasoning_content` and `content`; every other event goes along as `x_simulator`. What a phone says when it
refuses or is at a limit is an answer like any other; a backend's bad end is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.dialects.encode import DONE, Head
from simulator.dialects.surrogates import whole
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import Usage
from simulator.domain.event_json import to_json
from simulator.domain.events import (
    AnswerDelta,
    BackendAsked,
    Event,
    FaultFacts,
    GateRefused,
    LimitReached,
    ThinkingDelta,
    TurnEnded,
)
from simulator.domain.faults import FaultKind
from simulator.http.door import STOPPING

COMMENT = b": keep-alive\n\n"
"""What a stream gets while the phone takes its time."""

_FINISHES = frozenset({"stop", "length", "content_filter"})
"""What may end a reply; the phone runs its own tools, so `tool_calls` would promise the client calls that are none."""

_STATUS: Mapping[FaultKind, int] = {
    "auth": 401,
    "payment": 402,
    "rate_limited": 429,
    "bad_request": 400,
    "server": 502,
    "overloaded": 503,
    "timeout": 504,
    "truncated": 502,
    "malformed": 502,
    "connection": 502,
}
"""The status that tells a client the kind of a backend's bad end; this server itself is well, so that none is 500."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A reply that is an error: its HTTP status and the body, which may also go out as an event of a stream."""

    status: int
    body: Mapping[str, Any]


@dataclass(slots=True)
class Reply:
    """What of a turn has been told; made for one request."""

    head: Head
    wants_usage: bool
    ignored: tuple[str, ...] = ()
    words: str = ""
    was_asked: bool = False
    has_begun: bool = False

    def chunks(self, event: Event) -> Iterator[bytes]:
        """Yield the server-sent events of one event; those of a `TurnEnded` end the stream.

        A turn that ended in a fault, or was cut, gets an error event in place of a finish and of the end marker.
        """
        if not self.has_begun:
            self.has_begun = True
            first = self._chunk({"role": "assistant", "content": ""})
            yield _sse(first | {"x_simulator": self._note()} if self.ignored else first)
        match event:
            case ThinkingDelta():
                yield _sse(self._chunk({"reasoning_content": event.text}))
            case AnswerDelta():
                yield _sse(self._chunk({"content": event.text}))
            case TurnEnded():
                yield from self._ending(event)
            case _:
                self.note(event)
                yield _sse(self._chunk({}) | {"x_simulator": to_json(event)})

    def broken(self, message: str) -> bytes:
        """Give the event of an error that is no turn's end; nothing comes after it."""
        return _sse(error(message, "server_error", "server_error"))

    def body(self, events: Sequence[Event]) -> Mapping[str, Any] | Bad:
        """Give the body of a whole turn, its opening included, or what went wrong."""
        for event in events:
            self.note(event)
        ended = events[-1]
        assert isinstance(ended, TurnEnded)
        bad = bad_end(ended)
        told = self.told(events)
        if bad is not None:
            return Bad(bad.status, {**bad.body, "x_simulator": told})
        message: dict[str, Any] = {"role": "assistant", "content": ended.answer or self._own_words(ended)}
        if ended.thinking:
            message["reasoning_content"] = ended.thinking
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(ended)}
        return {
            **self._shared("chat.completion"),
            "choices": [choice],
            "usage": self._usage(ended),
            "x_simulator": told,
        }

    def note(self, event: Event) -> None:
        """Keep what the end of the turn has to know."""
        if isinstance(event, LimitReached | GateRefused):
            self.words = event.message
        self.was_asked = self.was_asked or isinstance(event, BackendAsked)

    def told(self, events: Sequence[Event]) -> list[dict[str, Any]]:
        """Give the events that a body lists: all but the pieces of text, which it has whole."""
        listed = [_told(event) for event in events if not isinstance(event, ThinkingDelta | AnswerDelta)]
        return [self._note(), *listed] if self.ignored else listed

    def _ending(self, ended: TurnEnded) -> Iterator[bytes]:
        told = {"x_simulator": _told(ended)}
        bad = bad_end(ended)
        if bad is not None:
            yield _sse({**bad.body, **told})
            return
        words = "" if ended.answer else self._own_words(ended)
        if words:
            yield _sse(self._chunk({"content": words}))
        usage = self._usage(ended)
        finish = self._chunk({}, _finish(ended)) | told
        yield _sse(finish if self.wants_usage else finish | {"usage": usage})
        if self.wants_usage:
            yield _sse(self._shared("chat.completion.chunk") | {"choices": [], "usage": usage})
        yield DONE

    def _own_words(self, ended: TurnEnded) -> str:
        return self.words if ended.outcome in ("limited", "refused") else ""

    def _usage(self, ended: TurnEnded) -> dict[str, object] | None:
        """Give the tokens: none where no model was asked, null where one was asked that did not say."""
        if ended.usage is None:
            return None if self.was_asked else usage_shape(Usage())
        return usage_shape(ended.usage)

    def _note(self) -> dict[str, Any]:
        return {"event": "fields_ignored", "fields": list(self.ignored)}

    def _shared(self, kind: str) -> dict[str, Any]:
        head = self.head
        return {
            "id": head.id,
            "object": kind,
            "created": head.created,
            "model": head.model,
            "system_fingerprint": head.fingerprint,
        }

    def _chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._shared("chat.completion.chunk") | {"choices": [choice]}


def bad_end(ended: TurnEnded) -> Bad | None:
    """Give the error that a turn ended in: its backend's fault, or that it was cut; None if it is an answer."""
    if ended.outcome == "fault":
        fault = ended.fault or FaultFacts(kind="server", message="the backend did not answer")
        return Bad(_STATUS[fault.kind], error(f"the backend behind this phone: {fault.message}", fault.kind))
    if ended.outcome == "interrupted":
        return Bad(503, error(STOPPING, "interrupted"))
    return None


def error(message: str, code: str, type: str = "backend_error") -> dict[str, Any]:
    """Give the body of an error, E1 of the wire reference."""
    return {"error": {"message": message, "type": type, "param": None, "code": code}}


def encoded(value: Mapping[str, Any]) -> bytes:
    """Write JSON that any client can read."""
    return whole(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).encode()


def _told(event: Event) -> dict[str, Any]:
    """Write an event; the end of a turn leaves out its texts, which have been sent."""
    data = to_json(event)
    return {name: item for name, item in data.items() if name not in ("answer", "thinking")}


def _finish(ended: TurnEnded) -> str:
    return ended.finish if ended.finish in _FINISHES else "stop"


def _sse(value: Mapping[str, Any]) -> bytes:
    return b"data: " + encoded(value) + b"\n\n"
