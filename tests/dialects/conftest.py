"""Builds stream bytes by hand and reads them to the end: what the tests of dialects share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import CompletionItem

Read = Callable[..., list[CompletionItem]]


@pytest.fixture
def read() -> Read:
    """Give the items of a body that arrives in the given pieces and then ends cleanly."""

    def read(*pieces: bytes, content_type: str = "text/event-stream", hidden: str = "") -> list[CompletionItem]:
        decoder = ReplyDecoder(content_type, hidden=hidden)
        items: list[CompletionItem] = [item for piece in pieces for item in decoder.feed(piece)]
        return [*items, *decoder.end()]

    return read


@pytest.fixture
def sse() -> Callable[..., bytes]:
    """Give the bytes of events whose data are the given objects; a text is data as it stands."""

    def sse(*data: Any) -> bytes:
        texts: Iterable[str] = (item if isinstance(item, str) else json.dumps(item) for item in data)
        return "".join(f"data: {text}\n\n" for text in texts).encode()

    return sse


@pytest.fixture
def delta() -> Callable[..., dict[str, Any]]:
    """Give a chunk with one choice whose delta has the given keys."""

    def delta(finish: str | None = None, **keys: Any) -> dict[str, Any]:
        return {"choices": [{"index": 0, "delta": keys, "finish_reason": finish}]}

    return delta
