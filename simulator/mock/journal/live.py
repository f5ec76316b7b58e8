"""The journal over HTTP, with filters. Who may read it is the core's to check, as for any path."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from simulator.mock.exchange import Request, Response, json_response
from simulator.mock.journal.book import Journal
from simulator.mock.journal.record import End, Record
from simulator.mock.query import read_query
from simulator.mock.refusal import Refused

PATH = "/mock/journal"

_MATCHES: Mapping[str, Callable[[Record, str], bool]] = {
    "model": lambda record, text: isinstance(record.asked, dict) and record.asked.get("model") == text,
    "prompt": lambda record, text: text in record.prompt,
    "path": lambda record, text: _bare(record.request.path) == _bare(text),
    "status": lambda record, text: record.status == int(text),
    "ended": lambda record, text: record.ended == text,
    "fault": lambda record, text: text in (record.fault or "").split(", "),
    "reply": lambda record, text: record.reply == text,
    "after": lambda record, text: record.number > int(text),
}
FILTERS = (*_MATCHES, "limit")
_NUMBERS = ("status", "after", "limit")


def live_journal(request: Request, journal: Journal) -> Response:
    """Answer GET with the exchanges that pass all filters of the query, DELETE by forgetting all.

    Raises: Refused for another method, an unknown filter, or a value that means nothing.
    """
    if request.method not in ("GET", "DELETE"):
        raise Refused(405, "Method Not Allowed", headers={"allow": "GET, DELETE"})
    query = read_query(request.query, FILTERS if request.method == "GET" else ())
    _check(query)
    if request.method == "DELETE":
        journal.forget()
    chosen = _chosen(journal.records, query)
    said = {"seen": journal.seen, "kept": len(journal.records), "most": journal.most}
    said["exchanges"] = [record.to_json() for record in chosen]  # type: ignore[assignment]
    return json_response(200, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _chosen(records: Sequence[Record], query: Mapping[str, str]) -> Sequence[Record]:
    tests = [(_MATCHES[name], text) for name, text in query.items() if name in _MATCHES]
    fitting = [record for record in records if all(fits(record, text) for fits, text in tests)]
    return fitting[-int(query["limit"]) :] if "limit" in query else fitting


def _check(query: Mapping[str, str]) -> None:
    for name in _NUMBERS:
        text = query.get(name, "1")
        if not (text.isascii() and text.isdecimal() and len(text) <= 9) or (name == "limit" and int(text) < 1):
            least = 1 if name == "limit" else 0
            raise Refused(400, f"{name} is {text[:40]!r} and should be a whole number from {least} on")
    ends = get_args(End)
    if query.get("ended", ends[0]) not in ends:
        raise Refused(400, f"ended is {query['ended'][:40]!r} and should be one of {', '.join(ends)}")


def _bare(path: str) -> str:
    return path.strip("/").removeprefix("v1/")
