"""The body of a request. Its headers and its way to the server are `backends`' work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.dialects.calls import call_shape
from simulator.dialects.json_text import write
from simulator.domain.completion import Message, Prompt, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShape:
    """How one server wants to be asked; without anything said, as DeepSeek's look-alikes do.

    `max_tokens` is what the cap on an answer is called, and `most_tokens` the greatest that is taken, None where it is
    not known. `returns_thinking` sends the thinking before a call back with it. `extra` is added to every body (W7).
    """

    max_tokens: str = "max_tokens"
    most_tokens: int | None = None
    returns_thinking: bool = True
    extra: Mapping[str, object] = field(default_factory=dict)


PLAIN = RequestShape()


def request_body(prompt: Prompt, model: str, shape: RequestShape = PLAIN) -> bytes:
    """Give the UTF-8 JSON that asks for a streamed answer with its usage; unset fields are absent (W2, W5)."""
    body: dict[str, object] = {
        "model": model,
        "messages": [_message(message, shape) for message in prompt.messages],
        "stream": True,
        # DeepSeek sends usage without being asked; most others do not.
        "stream_options": {"include_usage": True},
    }
    if prompt.max_tokens is not None:
        body[shape.max_tokens] = min(prompt.max_tokens, shape.most_tokens or prompt.max_tokens)
    if prompt.tools:
        body["tools"] = [_tool(tool) for tool in prompt.tools]
    body |= shape.extra
    return write(body)


def _message(message: Message, shape: RequestShape) -> dict[str, object]:
    said: dict[str, object] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        if shape.returns_thinking:
            # DeepSeek since V3.2 answers status 400 without it, even where there was no thinking (W6); servers that
            # know no such rule ignore it, but for DeepSeek's own of 2025, which answered status 400 with it.
            said["reasoning_content"] = message.thinking
        said["tool_calls"] = [call_shape(call) for call in message.tool_calls]
    if message.role == "tool":
        said["tool_call_id"] = message.tool_call_id
    return said


def _tool(tool: Tool) -> dict[str, object]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}
