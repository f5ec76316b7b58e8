"""Answers that are not streamed, as a server of any shape writes them. Streams are the work of `encode`."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.dialects.calls import call_shape
from simulator.dialects.encode import Head
from simulator.dialects.json_text import write
from simulator.dialects.logprobs import Score, logprobs_shape
from simulator.dialects.shape import Shape, message_keys
from simulator.dialects.shapes import DEEPSEEK
from simulator.dialects.usage import usage_shape
from simulator.domain.completion import ToolCall, Usage

BLANK_LINE = b"\n"
"""What a queued plain body gets while it waits; a queued stream gets `keep_alive` instead."""


def completion_body(
    head: Head,
    *,
    thinking: str | None,
    answer: str,
    finish: str,
    usage: Usage,
    calls: Sequence[ToolCall] = (),
    scores: Sequence[Score] | None = None,
    shape: Shape = DEEPSEEK,
) -> bytes:
    """Give the body of an answer that is not streamed; `thinking` None leaves its key out, as V3 does.

    `scores` are the log probabilities of the answer's tokens, None where nobody asked for them.
    """
    called = [call_shape(call) for call in calls] or None
    logprobs = None if scores is None else logprobs_shape(scores)
    return write(body_shape(shape, head, thinking, answer, finish, usage_shape(usage), called, logprobs))


def body_shape(
    shape: Shape,
    head: Head,
    thinking: str | None,
    answer: str,
    finish: str,
    usage: object,
    calls: object = None,
    logprobs: object = None,
) -> dict[str, object]:
    """Give the body as JSON has it, with `usage`, `calls` and `logprobs` as they are on the wire."""
    message: dict[str, object] = {"role": "assistant", **message_keys(shape, thinking, answer), "tool_calls": calls}
    choice = {"index": 0, "message": message, "logprobs": logprobs, "finish_reason": finish}
    body: dict[str, object] = {
        "id": head.id,
        "object": "chat.completion",
        "created": head.created,
        "model": head.model,
        "choices": [{**choice, **shape.choice_extras}],
        **shape.chunk_extras,
        "usage": usage,
        "system_fingerprint": head.fingerprint,
    }
    return {key: value for key, value in body.items() if key != "usage" or shape.usage != "absent"}
