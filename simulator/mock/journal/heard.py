"""What a client heard in a response body: texts, calls and usage, in whatever dialect. Keeping is `record`'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, AnswerWasThinking, Failed, Finished, ThinkingText

CHAT = "/chat/completions"


def heard(path: str, status: int, content_type: str, body: bytes) -> dict[str, Any]:
    """Read a body, streamed or whole, also one that was cut; one that is no chat completion is its JSON or text."""
    if status != 200 or not path.rstrip("/").endswith(CHAT):
        return {"body": value_of(body)}
    said = _told(content_type, body)
    if said["fault"] is not None and not (said["answer"] or said["thinking"]):
        said["body"] = value_of(body)
    return said


def value_of(body: bytes) -> Any:
    """Give a body as its JSON, or as text; None if there is none."""
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


def _told(content_type: str, body: bytes) -> dict[str, Any]:
    decoder = ReplyDecoder(content_type)
    thinking: list[str] = []
    answer: list[str] = []
    last: Mapping[str, Any] = {}
    for item in (*decoder.feed(body), *decoder.end()):
        match item:
            case ThinkingText():
                thinking.append(item.text)
            case AnswerText():
                answer.append(item.text)
            case AnswerWasThinking():
                thinking, answer = thinking + answer, []
            case Finished():
                last = _finished(item)
            case Failed():
                last = {"fault": {"kind": item.fault.kind, "message": item.fault.message}}
    nothing: dict[str, Any] = {"tool_calls": [], "finish": None, "usage": None, "fault": None}
    return {"answer": "".join(answer), "thinking": "".join(thinking), **nothing, **last}


def _finished(item: Finished) -> dict[str, Any]:
    usage = None if item.usage is None else asdict(item.usage)
    return {"finish": item.finish, "tool_calls": [asdict(call) for call in item.tool_calls], "usage": usage}
