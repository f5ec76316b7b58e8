"""How servers write errors: the shapes E1 to E12 of the wire reference. Reading them is the work of `errors`."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeVar

from simulator.dialects.json_text import write
from simulator.dialects.surrogates import whole

ErrorShape = Literal[
    "E1",
    "E1_number",
    "E1_number_as_text",
    "E2",
    "E3",
    "E4",
    "E4_list",
    "E5",
    "E6",
    "E7",
    "E8",
    "E9",
    "E10_page",
    "E10_text",
    "E10_empty",
    "E11",
    "E12_body",
    "E12_event",
]
"""Shapes of part 6; those of E1 differ in whether `code` is a name or the status."""

_JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a request, as DeepSeek says it: its status, text, type and code."""

    status: int
    message: str
    type: str = "invalid_request_error"
    code: str = "invalid_request_error"


@dataclass(frozen=True, slots=True)
class ErrorReply:
    """What goes out: status, content type and body."""

    status: int
    content_type: str
    body: bytes


def error_reply(shape: ErrorShape, problem: Problem) -> ErrorReply:
    """Write a problem in a shape; some servers have a status and a code of their own for an empty purse."""
    match shape:
        case "E10_page":
            title = f"{problem.status} {_phrase(problem.status)}"
            page = (
                f"<html>\r\n<head><title>{title}</title></head>\r\n<body><center><h1>{title}</h1></center></body>\r\n"
            )
            return ErrorReply(problem.status, "text/html", page.encode())
        case "E10_text":
            return ErrorReply(problem.status, "text/plain; charset=utf-8", whole(problem.message).encode())
        case "E10_empty":
            return ErrorReply(problem.status, "text/plain; charset=utf-8", b"")
        case "E12_body":
            return ErrorReply(200, _JSON, write(error_object(shape, problem)))
        case "E12_event":
            event = b"data: " + write(error_object(shape, problem)) + b"\n\n"
            return ErrorReply(200, "text/event-stream; charset=utf-8", event)
    return ErrorReply(_status(shape, problem.status), _JSON, write(error_object(shape, problem)))


def error_object(shape: ErrorShape, problem: Problem) -> object:
    """Give what JSON says of a problem in a shape; shapes that are no JSON of their own have that of E1 and a number.

    What E1 has for a code decides how a reader can tell the kind where no status goes with it.
    """
    return _WRITERS.get(shape, _numbered)(problem)


def _deepseek(problem: Problem) -> object:
    return _e1(problem, problem.code)


def _numbered(problem: Problem) -> object:
    return _e1(problem, problem.status)


def _e1(problem: Problem, code: str | int) -> object:
    return {"error": {"message": problem.message, "type": problem.type, "param": None, "code": code}}


def _flat(problem: Problem) -> object:
    type = f"{_phrase(problem.status).title().replace(' ', '')}Error"
    return {"object": "error", "message": problem.message, "type": type, "param": None, "code": problem.status}


def _located(problem: Problem) -> object:
    return {"detail": [{"loc": ["body", "messages"], "msg": problem.message, "type": "value_error"}]}


def _siliconflow(problem: Problem) -> object:
    return {"code": _named(_SILICONFLOW, problem.status), "message": problem.message, "data": None}


def _dashscope(problem: Problem) -> object:
    return {"code": _named(_DASHSCOPE, problem.status), "message": problem.message, "request_id": "7438d53d-6eb8-4596"}


def _ark(problem: Problem) -> object:
    code, type = _named(_ARK, problem.status)
    return {
        "error": {"code": code, "message": f"{problem.message} Request id: 021738960000", "param": "", "type": type}
    }


def _qianfan(problem: Problem) -> object:
    name = "rpm_rate_limit_exceeded" if problem.status == HTTPStatus.TOO_MANY_REQUESTS else problem.code
    return {"error": {"code": name, "message": problem.message, "type": problem.type}, "id": "as-4fx1xm9y1k"}


def _openrouter(problem: Problem) -> object:
    metadata = {"raw": problem.message, "provider_name": "DeepSeek"}
    return {"error": {"message": "Provider returned error", "code": problem.status, "metadata": metadata}}


_WRITERS: Mapping[str, Callable[[Problem], object]] = {
    "E1": _deepseek,
    "E1_number": _numbered,
    "E1_number_as_text": lambda problem: _e1(problem, str(problem.status)),
    "E2": _flat,
    "E3": lambda problem: {"error": problem.message},
    "E4": lambda problem: {"detail": problem.message},
    "E4_list": _located,
    "E5": _siliconflow,
    "E6": _dashscope,
    "E7": _ark,
    "E8": _qianfan,
    "E9": _openrouter,
    "E11": lambda problem: {"detail": write(_deepseek(problem)).decode()},
}

_PAYMENT_STATUS: Mapping[str, int] = {"E5": 403, "E6": 400, "E7": 403}
"""What servers that do not use status 402 send to who has not paid."""

_SILICONFLOW: Mapping[int, int] = {400: 20015, 402: 30001, 500: 50500, 503: 50505}
_DASHSCOPE: Mapping[int, str] = {
    400: "InvalidParameter",
    401: "InvalidApiKey",
    402: "Arrearage",
    404: "ModelNotFound",
    429: "Throttling.RateQuota",
    500: "InternalError",
    503: "ServiceUnavailable",
    504: "RequestTimeOut",
}
_ARK: Mapping[int, tuple[str, str]] = {
    400: ("InvalidParameter", "BadRequest"),
    401: ("AuthenticationError", "Unauthorized"),
    402: ("AccountOverdueError", "Forbidden"),
    404: ("InvalidEndpointOrModel.NotFound", "NotFound"),
    429: ("RateLimitExceeded.EndpointRPMExceeded", "TooManyRequests"),
    500: ("InternalServiceError", "InternalServerError"),
    503: ("ServerOverloaded", "ServiceUnavailable"),
    504: ("RequestTimeout", "GatewayTimeout"),
}

T = TypeVar("T")


def _named(names: Mapping[int, T], status: int) -> T:
    """Give a server's own code for a status; one that has none gets that of 400 or 500."""
    return names[status] if status in names else names[400 if status < 500 else 500]


def _status(shape: ErrorShape, status: int) -> int:
    return _PAYMENT_STATUS.get(shape, status) if status == HTTPStatus.PAYMENT_REQUIRED else status


def _phrase(status: int) -> str:
    known = {known.value: known.phrase for known in HTTPStatus}
    return html.escape(known.get(status, "Error"))  # proxies answer 520 to 529, which no RFC names
