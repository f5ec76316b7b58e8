"""The mock's paths for programs that read descriptions. What it answers is `core`'s; this only tells of it."""

from __future__ import annotations

from typing import Any

from simulator import __version__
from simulator.dialects.shapes import SHAPES
from simulator.http.openapi import EVENTS, Schema, description, header, likely, operation, query, record
from simulator.mock.era import ERAS

_TEXT: Schema = {"type": "string"}
_PROBLEMS = (400, 401, 402, 405, 408, 413, 422, 429, 503, 504)
_REFUSED = (400, 401, 405, 408, 413, 503)
_ANY: Schema = {}

_MESSAGE = record(
    ["role"],
    role={"enum": ["system", "user", "assistant", "tool"]},
    content={"type": ["string", "null"]},
    tool_call_id=_TEXT,
    tool_calls={"type": "array", "items": _ANY},
    reasoning_content={"type": ["string", "null"]},
    prefix={"type": "boolean"},
)

_SAMPLING: dict[str, Schema] = {
    "max_tokens": {"type": "integer", "minimum": 1},
    "temperature": {"type": "number", "minimum": 0, "maximum": 2},
    "top_p": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    "presence_penalty": {"type": "number", "minimum": -2, "maximum": 2},
    "frequency_penalty": {"type": "number", "minimum": -2, "maximum": 2},
    "stop": {"oneOf": [_TEXT, {"type": "array", "maxItems": 16, "items": _TEXT}]},
    "stream": {"type": "boolean"},
    "stream_options": record(include_usage={"type": "boolean"}),
}

_MODEL = likely(*sorted({model.id for era in ERAS.values() for model in era.models}))

_CHAT = record(
    ["model", "messages"],
    **_SAMPLING,
    model=_MODEL,
    messages={"type": "array", "minItems": 1, "items": _MESSAGE},
    logprobs={"type": "boolean"},
    top_logprobs={"type": "integer", "minimum": 0, "maximum": 20},
    response_format=record(type={"enum": ["text", "json_object"]}),
    thinking=record(type={"enum": ["enabled", "disabled"]}),
    reasoning_effort={"enum": ["minimal", "low", "medium", "high", "xhigh", "max", "ultra"]},
    tools={"type": "array", "maxItems": 128, "items": record(type={"const": "function"}, function=record(name=_TEXT))},
    tool_choice={"oneOf": [{"enum": ["none", "auto", "required"]}, record(type=_TEXT)]},
    user_id={"type": "string", "maxLength": 512},
)

_GAP = record(["model", "prompt"], **_SAMPLING, model=_MODEL, prompt=_TEXT, suffix=_TEXT)

_WISHES = (
    header(
        "X-Mock-Fault",
        "a fault for this request alone, such as http429@retry_after=2",
        likely("split", "bytewise"),
    ),
    header("X-Mock-Dialect", "the server whose way to write this answer has", likely(*SHAPES)),
    header("X-Mock-Latency", "a latency profile for this answer", likely("none")),
)

_EXAMPLE = {"model": "deepseek-chat", "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}

_ANSWERED: dict[str, Schema] = {"application/json": {"type": "object"}, **EVENTS}

_FILTERS = ("model", "prompt", "path", "status", "ended", "fault", "reply", "after", "limit")


def described() -> dict[str, Any]:
    """Give the OpenAPI description."""
    chat = operation(
        "Answer a conversation.", *_PROBLEMS, answers=_ANSWERED, body=_CHAT, example=_EXAMPLE, parameters=_WISHES
    )
    gap = operation("Fill a gap.", *_PROBLEMS, 404, answers=_ANSWERED, body=_GAP, parameters=_WISHES)
    models, balance = operation("List the era's models.", *_REFUSED), operation("What is left.", *_REFUSED)
    paths = {
        "/chat/completions": {"post": chat},
        "/v1/chat/completions": {"post": chat},
        "/models": {"get": models},
        "/v1/models": {"get": models},
        "/user/balance": {"get": balance},
        "/beta/chat/completions": {"post": chat},
        "/beta/completions": {"post": gap},
        **_control(),
    }
    about = "A server with DeepSeek's API whose answers come from its prompt. See docs/mock.md and docs/operations.md."
    return description("simulator mock", __version__, about, paths)


def _control() -> dict[str, Any]:
    """Describe what the mock itself is told."""
    filters = [query(name, f"only exchanges with this {name}") for name in _FILTERS]
    rules: Schema = {"oneOf": [{"type": "array", "items": _ANY}, record(faults={"type": "array", "items": _ANY})]}
    id = query("id", "only this reply")
    reply = record(when=_ANY, answer=_TEXT, thinking=_TEXT)
    return {
        "/mock/faults": {
            "get": operation("The rules, and how often each kind struck.", *_REFUSED),
            "put": operation("Follow other rules.", *_REFUSED, body=rules),
            "delete": operation("Follow no rules.", *_REFUSED),
        },
        "/mock/journal": {
            "get": operation("What was asked and answered.", *_REFUSED, 404, parameters=filters),
            "delete": operation("Forget it.", *_REFUSED, 404),
        },
        "/mock/replies": {
            "get": operation("The prepared replies.", *_REFUSED),
            "post": operation("Add replies.", *_REFUSED, body=reply),
            "delete": operation("Take replies away.", *_REFUSED, 404, parameters=[id]),
        },
    }
