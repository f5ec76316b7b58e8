"""The served phones' paths for programs that read descriptions. What is answered is `app`'s; this only tells of it."""

from __future__ import annotations

from typing import Any

from simulator import __version__
from simulator.http.openapi import EVENTS, Schema, description, header, likely, operation, query, record

_TEXT: Schema = {"type": "string"}
_MODEL = likely("xiaoyi", "xiaoyi@11.2.10.310", "yoyo@2025-02-08")
_SESSION = r"^[A-Za-z0-9_+@:-][A-Za-z0-9_+@:. -]{0,63}$"
_REFUSED = (400, 401, 403, 405, 408, 413, 503)
_PROBLEMS = (*_REFUSED, 402, 404, 422, 429, 502, 504)

_PART = record(["type"], type={"enum": ["text", "image_url"]}, text=_TEXT, image_url=record(url=_TEXT))
_MESSAGE = record(
    ["role", "content"],
    role={"enum": ["system", "developer", "user", "assistant", "tool", "function"]},
    content={"oneOf": [_TEXT, {"type": "null"}, {"type": "array", "items": _PART}]},
)
_CHAT = record(
    ["model", "messages"],
    model=_MODEL,
    messages={"type": "array", "minItems": 1, "items": _MESSAGE},
    stream={"type": "boolean"},
    stream_options=record(include_usage={"type": "boolean"}),
    n={"const": 1},
)


def described() -> dict[str, Any]:
    """Give the OpenAPI description."""
    chat = operation(
        "Say the last message to a phone.",
        *_PROBLEMS,
        answers={"application/json": {"type": "object"}, **EVENTS},
        body=_CHAT,
        example={"model": "xiaoyi", "messages": [{"role": "user", "content": "讲个笑话"}]},
        parameters=[
            header(
                "X-Simulator-Session",
                "a conversation that lives on the server",
                {"type": "string", "pattern": _SESSION},
            ),
            header("X-Simulator-Conversation", "new begins a new one in the session", {"const": "new"}),
            header("X-Simulator-Backend", "another backend of the configuration", likely("mock")),
        ],
    )
    models = operation("List every vendor and release.", *_REFUSED)
    model = operation("Tell of one model.", *_REFUSED, 404, parameters=[_model_parameter()])
    session = query("session", "only this session", pattern=_SESSION)
    events = operation("Follow every event.", *_REFUSED, answers=EVENTS, parameters=[session])
    paths = {
        "/chat/completions": {"post": chat},
        "/v1/chat/completions": {"post": chat},
        "/models": {"get": models},
        "/v1/models": {"get": models},
        "/v1/models/{model}": {"get": model},
        "/v1/events": {"get": events},
    }
    about = "Simulated phones as models with OpenAI's API. See docs/serve.md and docs/operations.md."
    return description("simulator serve", __version__, about, paths)


def _model_parameter() -> Schema:
    return {"name": "model", "in": "path", "required": True, "schema": _MODEL}
