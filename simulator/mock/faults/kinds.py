"""The table of faults: what each is called, does and can be told. When one strikes is `rule`'s part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import get_args

from simulator.dialects.error_shapes import ErrorShape

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a kind can be told: what holds unless it is told, which texts it takes, and that in words."""

    default: str
    takes: Check
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fault; `says` is its line in the help, `status` what it complains with unless it is told another.

    A `manner` only changes how bytes come; any other fault stands in place of the answer or breaks it off.
    """

    name: str
    says: str
    manner: bool = False
    status: int = 500
    options: Mapping[str, Option] = field(default_factory=dict)


def _one_of(default: str, *known: str) -> Option:
    return Option(default, lambda text: text in known, f"one of {', '.join(known)}")


def _number(default: str, least: float, most: float) -> Option:
    def takes(text: str) -> bool:
        return re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text) is not None and least <= float(text) <= most

    return Option(default, takes, f"a number from {least:g} to {most:g}")


def _count(default: str, least: int, most: int) -> Option:
    def takes(text: str) -> bool:
        return re.fullmatch(r"\d{1,9}", text) is not None and least <= int(text) <= most

    return Option(default, takes, f"a whole number from {least} to {most}")


def _status(default: int) -> Option:
    known = frozenset(status.value for status in HTTPStatus if status == HTTPStatus.OK or status.value >= 400)
    return Option(str(default), lambda text: text.isdecimal() and int(text) in known, "an HTTP status such as 502")


_TEXT = Option("", lambda text: True, "a text")
_SHAPE = _one_of("", "", *get_args(ErrorShape))
_IN_THE_MIDDLE = _one_of("answer", "open", "thinking", "answer")
_SAYS_MORE = {"message": _TEXT, "retry_after": _number("", 0, 86_400), "shape": _SHAPE}

HTTP = "http"
"""The family of `http429`, `http503` and so on: the status is part of the name."""

_ALL = (
    Kind(
        name="busy",
        says="status 503 with DeepSeek's words for a busy server",
        status=503,
        options=_SAYS_MORE,
    ),
    Kind(name=HTTP, says="an error status, such as http429, http402 or http500", options=_SAYS_MORE),
    Kind(
        name="html",
        says="a proxy's HTML page; with @status=200 that of a captive portal",
        options={"status": _status(502)},
    ),
    Kind(
        name="error_in_200",
        says="status 200 and an error for a body, as some gateways do",
        options={"as": _one_of("body", "body", "event"), "status": _status(500), "message": _TEXT},
    ),
    Kind(
        name="empty",
        says="status 200 and no body at all, or, with @at=answer, an answer without a word",
        options={"at": _one_of("body", "body", "answer")},
    ),
    Kind(
        name="silence",
        says="nothing comes any more, and the connection stays open",
        options={
            "at": _one_of("open", "start", "open", "thinking", "answer"),
            "comments": _one_of("no", "no", "yes"),
        },
    ),
    Kind(
        name="cut",
        says="the connection closes in the middle",
        options={"at": _one_of("answer", "start", "open", "thinking", "answer")},
    ),
    Kind(
        name="reset",
        says="the connection is reset (TCP RST)",
        options={"at": _one_of("start", "start", "open", "thinking", "answer")},
    ),
    Kind(name="eof", says="a clean end without any end marker", options={"at": _IN_THE_MIDDLE}),
    Kind(name="malformed", says="JSON that is none", options={"at": _IN_THE_MIDDLE}),
    Kind(
        name="exhausted",
        says="the stream finishes early with insufficient_system_resource",
        options={"at": _IN_THE_MIDDLE},
    ),
    Kind(
        name="stream_error",
        says="an error event in the middle of the stream",
        options={"at": _IN_THE_MIDDLE, "status": _status(500), "message": _TEXT},
    ),
    Kind(name="slow", manner=True, says="a slow drip of deltas", options={"seconds": _number("1", 0.001, 3_600)}),
    Kind(
        name="split",
        manner=True,
        says="bytes come in pieces of at most @size, cut at any byte",
        options={"size": _count("8", 1, 65_536)},
    ),
    Kind(name="bytewise", manner=True, says="bytes come one by one"),
    Kind(
        name="flood",
        manner=True,
        says="a flood of keep-alive lines before the answer",
        options={"count": _count("1000", 1, 1_000_000)},
    ),
    Kind(
        name="charset",
        manner=True,
        says="UTF-8 that is declared to be something else",
        options={"charset": Option("gbk", lambda text: re.fullmatch(r"[\w.-]{1,40}", text) is not None, "a name")},
    ),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}

ALIASES: Mapping[str, str] = {"insufficient_system_resource": "exhausted"}
"""Other names of kinds: what the wire calls them."""


def status_in(name: str) -> int | None:
    """Give the status in the name of a kind such as `http429`; None if there is none that is an error."""
    match = re.fullmatch(rf"{HTTP}([45]\d\d)", name)
    return int(match[1]) if match else None


def kind_named(name: str) -> Kind | None:
    """Give the kind of this name, or None."""
    if status_in(name) is not None:
        return KINDS[HTTP]
    return None if name == HTTP else KINDS.get(ALIASES.get(name, name))
