"""Request bodies and what is read from replies, shared by the tests of the served phones."""

from __future__ import annotations

import json
from typing import Any

import httpx


def asking(*said: str, model: str = "xiaoyi", **fields: Any) -> dict[str, Any]:
    """Make a request body; `said` is the user's and the assistant's texts in turn."""
    roles = ("user", "assistant")
    messages = [{"role": roles[number % 2], "content": text} for number, text in enumerate(said)]
    return {"model": model, "messages": messages} | fields


def events_of(body: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Give the events of one kind that a whole reply lists."""
    return [event for event in body["x_simulator"] if event["event"] == kind]


def answer_of(body: dict[str, Any]) -> str:
    return str(body["choices"][0]["message"]["content"])


async def streamed(client: httpx.AsyncClient, url: str, body: dict[str, Any], **headers: str) -> list[Any]:
    """Give what a stream holds: parsed data, and the end marker as it is."""
    path = f"{url}/v1/chat/completions"
    async with client.stream("POST", path, json=body | {"stream": True}, headers=headers) as response:
        assert response.status_code == 200, await response.aread()
        data = [line[6:] async for line in response.aiter_lines() if line.startswith("data: ")]
    return [item if item == "[DONE]" else json.loads(item) for item in data]
