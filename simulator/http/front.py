"""The pages that every server has, before its own: counts, description, a page to read. Keys are the server's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from simulator.http.door import Answers
from simulator.http.exchange import Request, Response, json_response, whole_response
from simulator.http.metrics import CONTENT_TYPE, page
from simulator.http.refusal import refusal
from simulator.http.watch import Counts

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The page to read runs nothing and loads nothing."""


class Front:
    """Answers `/metrics`, `/openapi.json` and `/docs`, for which nobody needs a key; the rest is for those behind."""

    def __init__(
        self, behind: Answers, describe: Callable[[], Mapping[str, Any]], counts: Counts, more: Callable[[], bytes]
    ) -> None:
        """Stand before `behind`; `describe` gives its OpenAPI description, `more` what it counts itself."""
        self._behind, self._describe, self._counts, self._more = behind, describe, counts, more
        self._pages: dict[str, Callable[[], Response]] = {
            "/metrics": self._metrics,
            "/openapi.json": self._description,
            "/docs": self._docs,
        }

    def name(self, path: str) -> str:
        """Give the server's own name of a path."""
        plain = _plain(path)
        return plain if plain in self._pages else self._behind.name(path)

    async def respond(self, request: Request) -> Response:
        """Answer one request."""
        answer = self._pages.get(_plain(request.path))
        if answer is None:
            return await self._behind.respond(request)
        if request.method != "GET":
            refused = refusal(405, "Method Not Allowed")
            return Response(refused.status, {**refused.headers, "allow": "GET"}, refused.body)
        return answer()

    def _metrics(self) -> Response:
        return whole_response(200, page(self._counts) + self._more(), CONTENT_TYPE)

    def _description(self) -> Response:
        return json_response(200, json.dumps(self._describe(), ensure_ascii=False).encode())

    def _docs(self) -> Response:
        from simulator.http.docs_page import docs_page  # few read it

        headers = {"content-security-policy": POLICY}
        return whole_response(200, docs_page(self._describe()).encode(), "text/html; charset=utf-8", headers)


def _plain(path: str) -> str:
    return path.rstrip("/").removeprefix("/v1")
