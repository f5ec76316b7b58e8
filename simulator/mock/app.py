"""The mock as what is behind a server's door. What it answers is decided in `core`; sockets are `simulator.http`'s."""

from __future__ import annotations

from collections.abc import Callable

from simulator.http import exchange
from simulator.http.door import Door
from simulator.http.front import Front
from simulator.http.limits import USUAL, Limits
from simulator.http.shared import SharedLog
from simulator.http.watch import Watch
from simulator.mock.core import DeepSeekMock
from simulator.mock.exchange import Request, Response
from simulator.mock.together import TogetherMock

NAMES = frozenset(
    {
        "/chat/completions",
        "/completions",
        "/models",
        "/user/balance",
        "/healthz",
        "/mock/faults",
        "/mock/journal",
        "/mock/replies",
    }
)
"""Paths that are counted by themselves; what is none of them has one name together."""


class MockApp:
    """Answers from a mock, and names its paths."""

    def __init__(self, mock: DeepSeekMock, changes: SharedLog | None = None) -> None:
        """Take the mock that decides the answers, and what it is changed by together with those of other workers."""
        self._mock = mock
        self._respond = mock.respond if changes is None else TogetherMock(mock, changes).respond

    async def respond(self, request: exchange.Request) -> Response:
        """Answer one request."""
        return await self._respond(Request(request.method, request.path, request.headers, request.body, request.query))

    def name(self, path: str) -> str:
        """Give the mock's own name of a path."""
        plain = path.rstrip("/").removeprefix("/beta").removeprefix("/v1")
        return plain if plain in NAMES else "other"

    def counted(self) -> bytes:
        """Give what the mock counts beside its exchanges, for Prometheus."""
        from simulator.http.metrics import counter

        return counter("mock_faults", "Faults that were committed, by kind.", "kind", self._mock.strikes.committed)


def door_of(
    mock: DeepSeekMock,
    limits: Limits = USUAL,
    log: Callable[[str], None] | None = None,
    changes: SharedLog | None = None,
) -> Door:
    """Make the door of a mock; `log` takes the lines of its access log, `changes` is what workers share."""
    watch, app = Watch(log, lambda seen: mock.missed(seen.method, seen.path, seen.status)), MockApp(mock, changes)
    return Door(Front(app, _described, watch.counts, app.counted), limits, watch)


def _described() -> dict[str, object]:
    from simulator.mock.openapi import described  # few read it

    return described()
