"""Classifies what a server says went wrong, by status and body, after part 9 of the wire reference. No advice here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from simulator.dialects.json_text import NotJson, read
from simulator.dialects.plain import line
from simulator.domain.faults import Fault, FaultKind

_DEPTH = 12
"""How often an error may be wrapped in another before its text is taken as it stands."""

_BY_STATUS: dict[int, FaultKind] = {
    401: "auth",
    402: "payment",
    403: "auth",
    408: "timeout",
    429: "rate_limited",
    503: "overloaded",
    504: "timeout",
    522: "timeout",
    524: "timeout",
    529: "overloaded",
}

_MAY_BE_PAYMENT = frozenset({400, 403, 429})

_PAYMENT = re.compile(
    r"insufficient.?(?:balance|quota|funds|credit)|\bbalance\b|arrear|overdue|quota.{0,12}exhausted"
    r"|exceeded your current quota|余额|欠费",
    re.IGNORECASE,
)
_PAYMENT_CODES = frozenset({"30001"})

Table = tuple[tuple[re.Pattern[str], FaultKind], ...]


def _table(*rows: tuple[str, FaultKind]) -> Table:
    return tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in rows)


# Order matters: DeepSeek's answer to a wrong key has the type `authentication_error` and the code
# `invalid_request_error`, and others give rate limits the type `invalid_request_error`.
_BY_NAME = _table(
    (r"authenti|unauthori[sz]ed|api.?key|permission|access.?denied|forbidden", "auth"),
    (r"rate.?limit|too.?many.?requests|throttl", "rate_limited"),
    (r"overload|unavailable|busy", "overloaded"),
    (r"time.?d?.?out", "timeout"),
    (r"bad.?request|invalid.?request|invalid.?param|not.?found|context.?(?:length|size)", "bad_request"),
)
_BY_WORDS = _table(
    (r"api.?key.{0,40}(?:invalid|incorrect|expired)|(?:invalid|incorrect).{0,12}api.?key", "auth"),
    (r"authentication fail|unauthori[sz]ed", "auth"),
    (r"rate.?limit|too many requests|频率|限流|速率", "rate_limited"),
    (r"overload|\bbusy\b|繁忙", "overloaded"),
    (r"timed? ?out|超时", "timeout"),
    (r"model.{0,80}(?:not exist|not found)|context length", "bad_request"),
)

_SUCCESS = frozenset({None, 0, 200, "0", "200", "", "ok", "OK", "success", "Success"})


@dataclass(frozen=True, slots=True)
class Report:
    """What an error body says: its innermost text, and its codes and types from the outside in."""

    text: str
    names: tuple[str, ...] = ()


def classify(status: int, body: bytes, *, hidden: str = "", retry_after: float | None = None) -> Fault:
    """Give the fault of a reply whose status is not 2xx: the status decides, the body refines (W17).

    The message is the innermost human text of `body` (W71), or the status' own name where it has none. `hidden`, the
    key, never appears in it. `retry_after` is in seconds.
    """
    report = _report(body.decode("utf-8-sig", "replace"))
    kind = status_kind(status)
    if status in _MAY_BE_PAYMENT and _is_about_payment(report):
        kind = "payment"
    elif status == 400 and _first(_BY_NAME[:1], " ".join(report.names)):
        kind = "auth"
    message = line(report.text, hidden=hidden) or _phrase(status)
    return Fault(kind, message, status, retry_after)


def status_kind(status: int) -> FaultKind:
    """Give the kind of a status that is not 2xx, without its body."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status < 400:
        return "malformed"
    return "bad_request" if status < 500 else "server"


def event_fault(value: Any, *, hidden: str = "") -> Fault:
    """Give the fault of an error that came inside a 2xx reply, as an event or as its whole body (W72, W73)."""
    report = _report(value)
    message = line(report.text, hidden=hidden) or "the server reports an error without saying which"
    return Fault(_event_kind(report), message)


def is_error(value: dict[str, Any]) -> bool:
    """Say whether a JSON object of a 2xx reply is an error, in one of the shapes E1 to E12."""
    if value.get("error"):
        return True
    if "choices" in value:
        return False
    if value.get("error") == {} or value.get("object") == "error" or value.get("detail"):
        return True
    code = value.get("code")
    return isinstance(value.get("message"), str) and isinstance(code, int | str) and code not in _SUCCESS


def _event_kind(report: Report) -> FaultKind:
    if _is_about_payment(report):
        return "payment"
    for name in report.names:
        if re.fullmatch(r"[45]\d\d", name):
            return status_kind(int(name))
    return _first(_BY_NAME, " ".join(report.names)) or _first(_BY_WORDS, report.text) or "server"


def _first(table: Table, text: str) -> FaultKind | None:
    return next((kind for words, kind in table if words.search(text)), None)


def _is_about_payment(report: Report) -> bool:
    return not _PAYMENT_CODES.isdisjoint(report.names) or any(map(_PAYMENT.search, (*report.names, report.text)))


def _phrase(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _report(value: Any, depth: int = 0) -> Report:
    """Unwrap an error to its innermost text."""
    if isinstance(value, str):
        return _report_of_text(value, depth)
    if isinstance(value, list):
        reports = [_report(item, depth + 1) for item in value[:8]] if depth < _DEPTH else []
        return Report("; ".join(report.text for report in reports if report.text))
    if not isinstance(value, dict) or depth >= _DEPTH:
        return Report("")
    names = tuple(str(value[key]) for key in ("code", "type") if isinstance(value.get(key), int | str))
    for inner in _inner(value):
        report = _report(inner, depth + 1)
        if report.text:
            return Report(_located(value, report.text), names + report.names)
    return Report("", names)


def _report_of_text(text: str, depth: int) -> Report:
    stripped = text.strip()
    if stripped[:1] in ("{", "[") and depth < _DEPTH:
        try:
            report = _report(read(stripped), depth + 1)
        except NotJson:
            return Report(stripped)
        return report if report.text or report.names else Report(stripped)
    return Report(stripped)


def _inner(value: dict[str, Any]) -> list[Any]:
    """Give the places of an error object that may hold its text, the innermost first."""
    metadata = value.get("metadata")
    raw = metadata.get("raw") if isinstance(metadata, dict) else None
    return [raw, *(value.get(key) for key in ("error", "detail", "message", "msg", "error_msg"))]


def _located(value: dict[str, Any], text: str) -> str:
    """Put the field before the text, where a FastAPI server names it (E4)."""
    place = value.get("loc")
    if not isinstance(place, list):
        return text
    return f"{'.'.join(str(part) for part in place if part != 'body')}: {text}"
