"""A client of a mock behind a socket, for tests that ask in one line."""

from __future__ import annotations

import httpx

HI = {"role": "user", "content": "9.8 和 9.11 哪个大？"}


class Api:
    """A mock of an era at a port."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.url = url
        self.client = client

    async def post(self, path: str = "/chat/completions", **fields: object) -> tuple[int, dict]:
        response = await self.client.post(self.url + path, json={"messages": [HI]} | fields)
        return response.status_code, response.json()

    async def said(self, **fields: object) -> dict:
        status, body = await self.post(**fields)
        assert status == 200, body
        return body["choices"][0]["message"]

    async def refused(self, path: str = "/chat/completions", **fields: object) -> str:
        status, body = await self.post(path, **fields)
        assert status in (400, 422), body
        return body["error"]["message"]
