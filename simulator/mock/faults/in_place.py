"""Faults that stand in place of an answer: error replies, a proxy's page, an empty body. Endings are `endings`'."""

from __future__ import annotations

from typing import get_args

from simulator.dialects.error_shapes import ErrorShape, Problem, error_reply
from simulator.mock.exchange import Response, whole_response
from simulator.mock.faults.rule import Rule

BUSY = "Service is too busy. We advise users to temporarily switch to alternative LLM API service providers."
"""What DeepSeek's API says with status 503, with this type and code; logs of several of its users quote it."""

_BUSY_NAME = "service_unavailable_error"

# 402 is the reference's part 6; the other words are those of DeepSeek's page of error codes, or assumed.
_WORDS = {
    400: "Invalid request body format",
    401: "Authentication Fails, Your api key is invalid",
    402: "Insufficient Balance",
    404: "Not Found",
    422: "Invalid parameters in the request body",
    429: "Rate limit reached: you are sending requests too quickly",
    500: "The server encountered an issue",
    503: BUSY,
}
_TYPES = {401: "authentication_error", 402: "unknown_error", 429: "rate_limit_error", 503: _BUSY_NAME}
_CODES = {503: _BUSY_NAME}
_WAITS = {429: "1"}
"""Seconds of Retry-After that a status has unless the fault says another number."""
_SHAPES: tuple[ErrorShape, ...] = get_args(ErrorShape)


def problem_of(rule: Rule) -> Problem:
    """Give what a fault complains of: the words that the rule was told, else DeepSeek's."""
    status = rule.status
    told = rule.option("message") if "message" in rule.definition.options else ""
    return Problem(
        status=status,
        message=told or _WORDS.get(status, f"The request failed with status {status}"),
        type=_TYPES.get(status, "invalid_request_error" if status < 500 else "server_error"),
        code=_CODES.get(status, "invalid_request_error" if status < 500 else "server_error"),
    )


def in_place(rule: Rule, shape: ErrorShape, *, streams: bool) -> Response | None:
    """Give the response that a fault puts in place of the answer; None if it leaves the answer, or part of it."""
    if rule.kind == "html":
        return _page(rule.status)
    if rule.kind == "error_in_200":
        way: ErrorShape = "E12_event" if rule.option("as") == "event" else "E12_body"
        reply = error_reply(way, problem_of(rule))
        return whole_response(reply.status, reply.body, reply.content_type)
    if rule.kind == "empty" and rule.option("at") == "body":
        return whole_response(200, b"", "text/event-stream; charset=utf-8" if streams else "application/json")
    if rule.kind == "busy" or rule.kind.startswith("http"):
        return _refusal(rule, shape)
    return None


def _refusal(rule: Rule, shape: ErrorShape) -> Response:
    told = rule.option("shape")
    way = next((known for known in _SHAPES if known == told), shape)
    reply = error_reply(way, problem_of(rule))
    wait = rule.option("retry_after") or _WAITS.get(rule.status, "")
    return whole_response(reply.status, reply.body, reply.content_type, {"retry-after": wait} if wait else None)


def _page(status: int) -> Response:
    words = "Please log in to use this network" if status == 200 else f"{status} The upstream server is not available"
    page = f"<html>\r\n<head><title>{words}</title></head>\r\n<body><center><h1>{words}</h1></center></body>\r\n</html>"
    return whole_response(status, page.encode(), "text/html")
