"""Replies read, added and taken away while a mock runs, over HTTP. Who may do so is the core's to check."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from simulator.mock.exchange import Request, Response, json_response
from simulator.mock.query import read_query
from simulator.mock.refusal import Refused
from simulator.mock.replies.folder import named
from simulator.mock.replies.reply import PreparedReply
from simulator.mock.replies.shelf import Shelf
from simulator.mock.replies.spec import read_reply
from simulator.toml_file.naming import KeyPath
from simulator.toml_file.problem import Finding

PATH = "/mock/replies"
_EXAMPLE = '{"when": "天气", "answer": "晴。"}'
_FORM = f'write a reply like {_EXAMPLE}, or {{"replies": [...]}}'


def live_replies(request: Request, shelf: Shelf) -> Response:
    """Answer GET with all replies, POST by adding those of its body, DELETE by taking all away, or the one of `?id=`.

    All give the replies that hold now, in the order in which they are tried, and how often each was given.
    Raises: Refused for another method, and for a body or a query that means nothing.
    """
    query = read_query(request.query, ("id",) if request.method == "DELETE" else ())
    if request.method == "POST":
        shelf.add(added(request.body, shelf.fresh_id))
    elif request.method == "DELETE" and "id" in query:
        if not shelf.remove(query["id"]):
            raise Refused(404, f"There is no reply {query['id'][:60]!r}; GET {PATH} lists all")
    elif request.method == "DELETE":
        shelf.clear()
    elif request.method != "GET":
        raise Refused(405, "Method Not Allowed", headers={"allow": "GET, POST, DELETE"})
    said = [{"id": reply.id, **reply.written, "given": shelf.given[reply.id]} for reply in shelf.replies]
    return json_response(200, json.dumps({"replies": said}, ensure_ascii=False).encode("utf-8", "replace"))


def added(body: bytes, fresh_id: Callable[[], str]) -> tuple[PreparedReply, ...]:
    """Read the replies of a body, and name those without an id. Raises: Refused with status 400."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, f"The body is not JSON; {_FORM}") from None
    found: list[Finding] = []
    replies = [read_reply(part, at, fresh_id(), found.append) for at, part in _parts(value)]
    if found:
        said = (f"{named(finding.path)} {finding.message}; {finding.remedy}".strip(" ;") for finding in found)
        raise Refused(400, "; ".join(said).replace("\n", " "))
    return tuple(reply for reply in replies if reply is not None)


def _parts(value: Any) -> list[tuple[KeyPath, Any]]:
    if not isinstance(value, Mapping):
        raise Refused(400, f"The body is no object; {_FORM}")
    if "replies" not in value:
        return [((), _without_count(value))]
    parts = value["replies"]
    if not isinstance(parts, list) or len(value) > 1:
        raise Refused(400, f"replies should be a list and stand alone; {_FORM}")
    return [(("replies", place), _without_count(part)) for place, part in enumerate(parts)]


def _without_count(part: Any) -> Any:
    """Leave out what GET says beside a reply, so that what it gave may be sent back."""
    if not isinstance(part, Mapping):
        return part
    return {name: value for name, value in part.items() if name != "given"}
