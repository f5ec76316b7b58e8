"""The bytes that a DeepSeek server writes: stream chunks, plain bodies, errors. When they are written is `mock`'s."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from json.encoder import encode_basestring

from simulator.dialects.calls import call_shape
from simulator.dialects.surrogates import whole
from simulator.domain.completion import ToolCall, Usage

DONE = b"data: [DONE]\n\n"
"""The end marker of a stream."""

KEEP_ALIVE = b": keep-alive\n\n"
"""What a queued stream gets while it waits; a queued plain body gets `BLANK_LINE` instead."""

BLANK_LINE = b"\n"

_SLOT = "\x00"
"""Stands for the text while a chunk is prepared; JSON escapes it in any other place, so that it is found once."""

_quoted: Callable[[str], str] = encode_basestring
"""Escapes and quotes a text and leaves everything outside ASCII as it is, in C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What all chunks of a completion share; `created` is in seconds since 1970, UTC."""

    id: str
    created: int
    model: str
    fingerprint: str


def usage_shape(usage: Usage) -> dict[str, object]:
    """Give the `usage` object; unknown counts are written as 0 and the sums hold (W47, part 3 of the reference)."""
    prompt = usage.prompt_tokens or 0
    completion = usage.completion_tokens or 0
    hits = usage.cache_hit_tokens or 0
    shape: dict[str, object] = {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": hits},
    }
    if usage.reasoning_tokens is not None:
        shape["completion_tokens_details"] = {"reasoning_tokens": usage.reasoning_tokens}
    return shape | {"prompt_cache_hit_tokens": hits, "prompt_cache_miss_tokens": prompt - hits}


class ChunkEncoder:
    """Writes the chunks of one stream: every method gives the bytes of one whole event.

    Everything but the text is prepared once. With `thinks` deltas carry `reasoning_content` beside `content`, as R1's
    do; without it they do not, as V3's.
    """

    def __init__(self, head: Head, *, thinks: bool) -> None:
        self._head = head
        self._thinks = thinks
        self._thinking = self._around({"content": None, "reasoning_content": _SLOT})
        self._answer = self._around({"content": _SLOT, **self._silent_thinking(None)})

    def first(self) -> bytes:
        """Give the chunk that opens the stream, the only one with a role (M10)."""
        content = None if self._thinks else ""
        return self._event(self._delta({"role": "assistant", "content": content, **self._silent_thinking("")}))

    def thinking(self, text: str) -> bytes:
        """Give the chunk of a piece of thinking."""
        before, after = self._thinking
        return before + _quoted(whole(text)).encode() + after

    def answer(self, text: str) -> bytes:
        """Give the chunk of a piece of the answer."""
        before, after = self._answer
        return before + _quoted(whole(text)).encode() + after

    def call(self, index: int, call: ToolCall) -> bytes:
        """Give the chunk that opens a tool call, with its id and name and no arguments yet; `index` counts from 0."""
        return self._event(self._delta({"tool_calls": [{"index": index} | call_shape(replace(call, arguments=""))]}))

    def arguments(self, index: int, text: str) -> bytes:
        """Give the chunk of a piece of the arguments of call `index`."""
        return self._event(self._delta({"tool_calls": [{"index": index, "function": {"arguments": text}}]}))

    def finish(self, reason: str, usage: Usage | None) -> bytes:
        """Give the chunk that says why the text ends; DeepSeek puts the usage on it, and None leaves it out."""
        shape = self._delta({"content": "", **self._silent_thinking(None)}, reason)
        return self._event(shape if usage is None else shape | {"usage": usage_shape(usage)})

    def usage(self, usage: Usage) -> bytes:
        """Give the trailing chunk without choices on which `include_usage` puts the usage."""
        return self._event(self._shared() | {"choices": [], "usage": usage_shape(usage)})

    def _silent_thinking(self, value: str | None) -> dict[str, object]:
        return {"reasoning_content": value} if self._thinks else {}

    def _shared(self) -> dict[str, object]:
        head = self._head
        return {
            "id": head.id,
            "object": "chat.completion.chunk",
            "created": head.created,
            "model": head.model,
            "system_fingerprint": head.fingerprint,
        }

    def _delta(self, delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._shared() | {"choices": [choice]}

    def _around(self, delta: Mapping[str, object]) -> tuple[bytes, bytes]:
        before, _, after = self._event(self._delta(delta)).rpartition(_json(_SLOT))
        return before, after

    def _event(self, shape: Mapping[str, object]) -> bytes:
        return b"data: " + _json(shape) + b"\n\n"


def completion_body(
    head: Head, *, thinking: str | None, answer: str, finish: str, usage: Usage, calls: Sequence[ToolCall] = ()
) -> bytes:
    """Give the body of an answer that is not streamed; `thinking` None leaves its key out, as V3 does."""
    message: dict[str, object] = {"role": "assistant", "content": answer}
    if thinking is not None:
        message["reasoning_content"] = thinking
    message["tool_calls"] = [call_shape(call) for call in calls] or None
    return _json(
        {
            "id": head.id,
            "object": "chat.completion",
            "created": head.created,
            "model": head.model,
            "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
            "usage": usage_shape(usage),
            "system_fingerprint": head.fingerprint,
        }
    )


def error_body(message: str, *, type: str, code: str | int | None, param: str | None = None) -> bytes:
    """Give the body that DeepSeek sends with every status but 200 (shape E1)."""
    return _json({"error": {"message": message, "type": type, "param": param, "code": code}})


def _json(value: object) -> bytes:
    return whole(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).encode()
