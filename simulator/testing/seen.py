"""A request that a test's mock got, and what it answered, as a test asks for it. Keeping is the journal's."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.mock.journal.record import Record

PATIENCE = 2.0
"""Seconds for which the end of an answer is waited for: its client may have read the last byte a moment before."""

_LOOK = 0.001


class SeenRequest:
    """One exchange. The request is there at once; what concerns its answer waits for the end, two seconds at most.

    Keys are masked in all of it.
    """

    def __init__(self, record: Record) -> None:
        """Take the journal's record."""
        self._record = record

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self._record.request.method

    @property
    def path(self) -> str:
        """The path, without its query."""
        return self._record.request.path

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, their names in small letters."""
        return self._record.headers

    @property
    def body(self) -> Any:
        """The body as JSON, or its text where it is none."""
        return self._record.asked

    @property
    def model(self) -> str | None:
        """The model's id; None if the request names none."""
        model: str | None = self._field("model", None)
        return model

    @property
    def messages(self) -> Sequence[Mapping[str, Any]]:
        """The messages as they were sent."""
        messages: Sequence[Mapping[str, Any]] = self._field("messages", [])
        return messages

    @property
    def tools(self) -> Sequence[Mapping[str, Any]]:
        """The tools on offer as they were sent."""
        tools: Sequence[Mapping[str, Any]] = self._field("tools", [])
        return tools

    @property
    def streams(self) -> bool:
        """Whether a stream was asked for."""
        return bool(self._field("stream", False))

    @property
    def prompt(self) -> str:
        """The text of the user's last message."""
        return self._record.prompt

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self._record.status

    @property
    def answer(self) -> str:
        """The text of the answer, as far as it was sent."""
        return str(self._heard("answer") or "")

    @property
    def thinking(self) -> str:
        """The thinking, as far as it was sent."""
        return str(self._heard("thinking") or "")

    @property
    def tool_calls(self) -> Sequence[Mapping[str, str]]:
        """The calls of tools: `id`, `name` and `arguments`."""
        calls: Sequence[Mapping[str, str]] = self._heard("tool_calls") or []
        return calls

    @property
    def usage(self) -> Mapping[str, int | None] | None:
        """The token counts; None if there were none."""
        usage: Mapping[str, int | None] | None = self._heard("usage")
        return usage

    @property
    def ended(self) -> str:
        """How the answer ended: done, cut, gone (the client left), or open where it still comes."""
        self._wait()
        return self._record.ended

    @property
    def fault(self) -> str | None:
        """The kinds of faults that struck."""
        return self._record.fault

    @property
    def reply(self) -> str | None:
        """The id of the prepared reply that was given."""
        return self._record.reply

    def to_json(self) -> Mapping[str, Any]:
        """Give all of it, as in the journal."""
        self._wait()
        return self._record.to_json()

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} {self.prompt[:40]!r} → {self.status} {self._record.ended}>"

    def _field(self, name: str, default: Any) -> Any:
        value = self.body.get(name) if isinstance(self.body, dict) else None
        return default if value is None else value

    def _heard(self, name: str) -> Any:
        self._wait()
        return self._record.response.get(name)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while self._record.ended == "open" and time.monotonic() < until:
            time.sleep(_LOOK)
