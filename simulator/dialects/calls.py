"""Tool calls on the wire: joined from the pieces of a stream, and as a message holds them. Running them is not here."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from simulator.dialects.surrogates import whole
from simulator.domain.completion import ToolCall

NO_ARGUMENTS = "{}"
"""What a call is given whose model wrote no arguments at all, as many do for a tool without parameters."""


@dataclass(slots=True)
class _Call:
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)


class CallJoiner:
    """Takes the `tool_calls` of deltas, or of a whole message, and gives the calls in order of appearance.

    Pieces belong together by `index`; without one by `id`, and without that a piece continues the newest call, unless
    it names a tool and that one has its name (W66). A piece that names a tool under a new id begins a call even at an
    old index: some servers number every call 0.
    """

    def __init__(self) -> None:
        self._calls: list[_Call] = []
        self._by_index: dict[int, _Call] = {}
        self._by_id: dict[str, _Call] = {}

    def __bool__(self) -> bool:
        """Say whether any piece came so far."""
        return bool(self._calls)

    def take(self, pieces: list[Any], *, are_whole: bool) -> None:
        """Take the next pieces, or calls that `are_whole` and need no index; what has no such shape is ignored."""
        for place, piece in enumerate(pieces):
            if isinstance(piece, dict):
                self._take(piece, place if are_whole else None)

    def calls(self) -> tuple[ToolCall, ...]:
        """Give the calls, each with an id of its own: one that is missing or taken is made from its place."""
        taken = {call.id for call in self._calls}
        given: dict[str, ToolCall] = {}
        for place, call in enumerate(filter(_is_call, self._calls)):
            id = whole(call.id)
            if not id or id in given:
                id = _free(place, taken | given.keys())
            given[id] = ToolCall(id, whole(call.name), whole("".join(call.arguments)) or NO_ARGUMENTS)
        return tuple(given.values())

    def _take(self, piece: dict[str, Any], place: int | None) -> None:
        function = piece.get("function")
        function = function if isinstance(function, dict) else {}
        id, name = _text(piece.get("id")), _text(function.get("name"))
        index = piece.get("index")
        call = self._call(index if type(index) is int else place, id, name)
        if id and not call.id:
            call.id, self._by_id[id] = id, call
        call.name = call.name or name
        # Pieces are joined before they are cleaned: a character may be escaped as two halves in two of them.
        call.arguments.append(_arguments(function.get("arguments")))

    def _call(self, index: int | None, id: str, name: str) -> _Call:
        if index is None:
            return self._without_index(id, name) or self._begin()
        call = self._by_index.get(index)
        if call is None or (name and id and call.id not in ("", id)):
            call = self._by_index[index] = self._begin()
        return call

    def _without_index(self, id: str, name: str) -> _Call | None:
        if id:
            return self._by_id.get(id)
        newest = self._calls[-1] if self._calls else None
        return None if newest is not None and name and newest.name else newest

    def _begin(self) -> _Call:
        self._calls.append(call := _Call())
        return call


def call_shape(call: ToolCall) -> dict[str, object]:
    """Give a whole call as a message of an assistant holds it."""
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def _is_call(call: _Call) -> bool:
    return bool(call.name or any(call.arguments))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _arguments(value: object) -> str:
    """Give a piece of arguments as text; some servers send the object itself (W68)."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else _text(value)


def _free(place: int, taken: Collection[str]) -> str:
    id = f"call_{place}"
    while id in taken:
        id += "_"
    return id
