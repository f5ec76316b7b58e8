"""The body of a request. Its headers and its way to the server are `backends`' work."""

from __future__ import annotations

import json

from simulator.dialects.surrogates import whole
from simulator.domain.completion import Prompt


def request_body(prompt: Prompt, model: str) -> bytes:
    """Give the UTF-8 JSON that asks for a streamed answer with its usage; unset fields are absent (W2, W5)."""
    body: dict[str, object] = {
        "model": model,
        "messages": [{"role": message.role, "content": message.content} for message in prompt.messages],
        "stream": True,
        # DeepSeek sends usage without being asked; most others do not.
        "stream_options": {"include_usage": True},
    }
    if prompt.max_tokens is not None:
        body["max_tokens"] = prompt.max_tokens
    return whole(json.dumps(body, ensure_ascii=False, separators=(",", ":"))).encode()
