"""What the door itself answers, in the way of DeepSeek and OpenAI. What a server refuses is its own business."""

from __future__ import annotations

from simulator.dialects.error_shapes import Problem, error_reply
from simulator.http.exchange import Response, json_response

SERVER_FAULT = 500


def refusal(status: int, message: str) -> Response:
    """Make an error response, shape E1 of the wire reference."""
    headers = {"connection": "close"} if status in (408, 503) else None
    return json_response(status, _body(status, message), headers)


def event(status: int, message: str) -> bytes:
    """Make the server-sent event that ends a stream which has begun; no end marker follows it."""
    return b"data: " + _body(status, message) + b"\n\n"


def _body(status: int, message: str) -> bytes:
    type = "server_error" if status >= SERVER_FAULT else "invalid_request_error"
    return error_reply("E1", Problem(status=status, message=message, type=type)).body
