"""The lines of a cassette: what each holds, as JSON and back. Files and their order are `writing` and `reading`.

{"cassette": 1, "recorded": …, "by": …}
{"request": 1, "method", "path", "headers", "body" | "body_base64", "sha256"}
{"response": 1, "t", "status", "headers"}
{"chunk": 1, "t", "text" | "base64"}
{"end": 1, "t", "how", "error"}
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from simulator.dialects.json_text import NotJson, read
from simulator.domain.json_line import json_line

VERSION = 1
"""Of the format; a reader of another version refuses the file."""

How = Literal["clean", "broken", "given_up", "closed"]
"""How a response ended: by itself; by an error; the client stopped waiting for more; it stopped reading."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first line: when and by what the file was begun."""

    recorded: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request as it was sent, keys masked; `sha256` is of `body`."""

    number: int
    method: str
    path: str
    headers: Headers
    body: bytes

    @property
    def sha256(self) -> str:
        """The body's digest in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLine:
    """The head of a response, `t` seconds after its request was sent."""

    number: int
    t: float
    status: int
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkLine:
    """Bytes as they came in one read, `t` seconds after the request was sent."""

    number: int
    t: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Cause:
    """An error by the name of its class, and what it said."""

    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLine:
    """The end of an exchange; `error` is what broke it and then what led to that, empty unless it is broken."""

    number: int
    t: float
    how: How
    error: tuple[Cause, ...] = ()


Line = Head | RequestLine | ResponseLine | ChunkLine | EndLine


class BadLine(ValueError):
    """A line is not one of a cassette; the text says what was found and what is meant."""


def to_json(line: Line) -> bytes:
    """Give a line with its line end."""
    return json_line(_shape(line), (",", ":")).encode() + b"\n"


def _shape(line: Line) -> dict[str, object]:
    match line:
        case Head():
            return {"cassette": VERSION, "recorded": line.recorded, "by": line.by}
        case RequestLine():
            headers, body = [list(pair) for pair in line.headers], _bytes_shape(line.body, "body", "body_base64")
            start = {"request": line.number, "method": line.method, "path": line.path, "headers": headers}
            return {**start, **body, "sha256": line.sha256}
        case ResponseLine():
            headers = [list(pair) for pair in line.headers]
            return {"response": line.number, "t": line.t, "status": line.status, "headers": headers}
        case ChunkLine():
            return {"chunk": line.number, "t": line.t, **_bytes_shape(line.data, "text", "base64")}
        case EndLine():
            error = [{"name": cause.name, "message": cause.message} for cause in line.error]
            return {"end": line.number, "t": line.t, "how": line.how, **({"error": error} if error else {})}


def _bytes_shape(data: bytes, text: str, coded: str) -> dict[str, str]:
    try:
        return {text: data.decode()}
    except UnicodeDecodeError:
        return {coded: base64.b64encode(data).decode()}


def from_json(data: bytes) -> Line:
    """Read a line. Raises: BadLine."""
    try:
        value = read(data.decode())
    except (NotJson, UnicodeDecodeError):
        raise BadLine("this is no line of JSON; if its recording was cut off here, delete it") from None
    if not isinstance(value, dict):
        raise BadLine(f"a line is an object, not {json.dumps(value)[:40]}")
    kinds = [kind for kind in _READERS if kind in value]
    if len(kinds) != 1:
        raise BadLine(f"a line has one of the keys {', '.join(_READERS)}; this one has {len(kinds)} of them")
    return _READERS[kinds[0]](value)


def _head(value: Mapping[str, Any]) -> Head:
    if value["cassette"] != VERSION:
        raise BadLine(f"the cassette's version is {value['cassette']!r:.20}; this program reads version {VERSION}")
    return Head(recorded=_text(value, "recorded"), by=_text(value, "by"))


def _request(value: Mapping[str, Any]) -> RequestLine:
    line = RequestLine(
        number=_count(value, "request"),
        method=_text(value, "method"),
        path=_text(value, "path"),
        headers=_headers(value),
        body=_bytes(value, "body", "body_base64"),
    )
    if _text(value, "sha256") != line.sha256:
        raise BadLine(f"the body has changed since it was recorded; put it back, or write its sha256 {line.sha256}")
    return line


def _response(value: Mapping[str, Any]) -> ResponseLine:
    status = value.get("status")
    if type(status) is not int or not 100 <= status <= 999:
        raise BadLine("status must be an HTTP status, like 200")
    return ResponseLine(number=_count(value, "response"), t=_seconds(value), status=status, headers=_headers(value))


def _chunk(value: Mapping[str, Any]) -> ChunkLine:
    return ChunkLine(number=_count(value, "chunk"), t=_seconds(value), data=_bytes(value, "text", "base64"))


def _end(value: Mapping[str, Any]) -> EndLine:
    how: How | None = next((how for how in get_args(How) if how == value.get("how")), None)
    error = value.get("error", [])
    if how is None:
        raise BadLine(f"how must be one of {', '.join(get_args(How))}")
    if not isinstance(error, list) or not all(isinstance(cause, dict) for cause in error):
        raise BadLine('error must be a list like [{"name": "ReadError", "message": ""}]')
    if bool(error) != (how == "broken"):
        raise BadLine("an end has an error if it is broken, and only then")
    causes = tuple(Cause(_text(cause, "name"), _text(cause, "message")) for cause in error)
    return EndLine(number=_count(value, "end"), t=_seconds(value), how=how, error=causes)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Line]] = {
    "cassette": _head,
    "request": _request,
    "response": _response,
    "chunk": _chunk,
    "end": _end,
}


def _text(value: Mapping[str, Any], key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        raise BadLine(f"{key} must be a text")
    return text


def _count(value: Mapping[str, Any], key: str) -> int:
    number = value[key]
    if type(number) is not int or number < 1:
        raise BadLine(f"{key} must be the number of a request, from 1")
    return number


def _seconds(value: Mapping[str, Any]) -> float:
    t = value.get("t")
    if isinstance(t, bool) or not isinstance(t, int | float) or not 0 <= t < math.inf:
        raise BadLine("t must be seconds since the request was sent, like 0.25")
    return float(t)


def _headers(value: Mapping[str, Any]) -> Headers:
    headers = value.get("headers")
    if not isinstance(headers, list) or not all(map(_is_pair, headers)):
        raise BadLine('headers must be pairs like [["content-type", "text/event-stream"]]')
    return tuple((name, content) for name, content in headers)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(word, str) for word in value)


def _bytes(value: Mapping[str, Any], text: str, coded: str) -> bytes:
    given = [key for key in (text, coded) if isinstance(value.get(key), str)]
    if len(given) != 1:
        raise BadLine(f"either {text} or {coded} must be given, as a text")
    try:
        return value[text].encode() if given == [text] else base64.b64decode(value[coded], validate=True)
    except ValueError:
        raise BadLine(f"{given[0]} holds no {'UTF-8' if given == [text] else 'base64'}") from None
