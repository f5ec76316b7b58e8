"""The body of a request. Its headers and its way to the server are `backends`' work."""

from __future__ import annotations

import json

from simulator.dialects.calls import call_shape
from simulator.dialects.surrogates import whole
from simulator.domain.completion import Message, Prompt, Tool


def request_body(prompt: Prompt, model: str) -> bytes:
    """Give the UTF-8 JSON that asks for a streamed answer with its usage; unset fields are absent (W2, W5)."""
    body: dict[str, object] = {
        "model": model,
        "messages": [_message(message) for message in prompt.messages],
        "stream": True,
        # DeepSeek sends usage without being asked; most others do not.
        "stream_options": {"include_usage": True},
    }
    if prompt.max_tokens is not None:
        body["max_tokens"] = prompt.max_tokens
    if prompt.tools:
        body["tools"] = [_tool(tool) for tool in prompt.tools]
    # A tool's schema may be a mapping that cannot be changed, which `json` knows no shape for.
    return whole(json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=dict)).encode()


def _message(message: Message) -> dict[str, object]:
    shape: dict[str, object] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        # DeepSeek since V3.2 answers status 400 without it, even where there was no thinking (W6); servers that know
        # no such rule ignore it.
        shape["reasoning_content"] = message.thinking
        shape["tool_calls"] = [call_shape(call) for call in message.tool_calls]
    if message.role == "tool":
        shape["tool_call_id"] = message.tool_call_id
    return shape


def _tool(tool: Tool) -> dict[str, object]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}
