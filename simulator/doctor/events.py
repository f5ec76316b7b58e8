"""The events of a raw stream as JSON, with its comments and line ends. Which habits they show is `habits`' work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.dialects.json_text import NotJson, read
from simulator.dialects.plain import line
from simulator.dialects.sse import SseDecoder

_LINE_END = re.compile(rb"\r\n|\r|\n")
_MOST_COMMENTS = 8
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RawStream:
    """What a stream is made of: chunks that are JSON objects, different comments, its line end, and `[DONE]`."""

    chunks: tuple[dict[str, Any], ...]
    comments: tuple[str, ...]
    comment_count: int
    line_end: str
    has_done: bool

    @property
    def deltas(self) -> list[dict[str, Any]]:
        """The first choice of every chunk that has one, as it stands."""
        return [choice for chunk in self.chunks for choice in _choices(chunk)[:1]]


def raw_stream(body: bytes) -> RawStream:
    """Take a stream's bytes apart."""
    decoder = SseDecoder()
    data = [event.data for event in (*decoder.feed(body), *decoder.end())]
    comments = [text for text in _LINE_END.split(body) if text.startswith(b":")]
    shown = (line(text[1:].decode("utf-8", "replace"), cap=_SHOWN) for text in comments)
    return RawStream(
        chunks=tuple(_objects(data)),
        comments=tuple(dict.fromkeys(shown))[:_MOST_COMMENTS],
        comment_count=len(comments),
        line_end=_line_end(body),
        has_done=any(text.strip() == "[DONE]" for text in data),
    )


def _objects(data: list[str]) -> Iterator[dict[str, Any]]:
    for text in data:
        try:
            value = read(text)
        except NotJson:
            continue
        if isinstance(value, dict):
            yield value


def _choices(chunk: dict[str, Any]) -> list[dict[str, Any]]:
    choices = chunk.get("choices")
    return [choice for choice in choices if isinstance(choice, dict)] if isinstance(choices, list) else []


def _line_end(body: bytes) -> str:
    if b"\r\n" in body:
        return "\r\n"
    return "\r" if b"\r" in body and b"\n" not in body else "\n"
