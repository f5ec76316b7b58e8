"""One of several mocks behind one port, which are changed together. What a change does is the mock's."""

from __future__ import annotations

import json

from simulator.http.shared import SharedLog
from simulator.mock.core import CONTROL, DeepSeekMock
from simulator.mock.exchange import Request, Response


class TogetherMock:
    """A mock that does what its siblings were told under `/mock/`, in the same order, before it answers anything."""

    def __init__(self, mock: DeepSeekMock, changes: SharedLog) -> None:
        """Take this worker's mock, and the log that all workers share."""
        self._mock, self._changes = mock, changes

    async def respond(self, request: Request) -> Response:
        """Answer one request as the mock does; what changes it is told to the siblings before the answer is given."""
        if self._changes.has_news:
            with self._changes.alone():
                self._catch_up()
        path = _control_path(request)
        if path is None or request.method == "GET":
            return await self._mock.respond(request)
        with self._changes.alone():  # the mock waits for nothing before a response to such a request
            self._catch_up()
            response = await self._mock.respond(request)
            if response.status == 200:
                self._changes.add(_written(request, path))
            return response

    def _catch_up(self) -> None:
        for entry in self._changes.news():
            method, path, query, body = json.loads(entry)
            self._mock.controlled(Request(method, path, {}, body.encode("latin-1"), query), path)


def _control_path(request: Request) -> str | None:
    """Give the path of a request to the mock itself, whatever stands before it; None for another."""
    _, control, name = request.path.rstrip("/").partition(CONTROL)
    return control + name if control else None


def _written(request: Request, path: str) -> bytes:
    return json.dumps([request.method, path, request.query, request.body.decode("latin-1")]).encode()
