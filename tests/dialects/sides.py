"""What a reader is left with after a completion: two texts and an end, however they were cut. No tests are here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.dialects.reply import ReplyDecoder
from simulator.domain.completion import AnswerText, AnswerWasThinking, CompletionItem, ThinkingText


class Sides(NamedTuple):
    """The whole thinking, the whole answer, and how the completion ended."""

    thinking: str
    answer: str
    end: CompletionItem | None


def sides(items: Iterable[CompletionItem]) -> Sides:
    """Join the texts of each side in their order of arrival."""
    thinking, answer, end = "", "", None
    for item in items:
        match item:
            case ThinkingText(text):
                thinking += text
            case AnswerText(text):
                answer += text
            case AnswerWasThinking():
                thinking, answer = thinking + answer, ""
            case _:
                end = item
    return Sides(thinking, answer, end)


def decoded(pieces: Iterable[bytes], content_type: str = "text/event-stream") -> Sides:
    """Read a body that arrives in the given pieces and then ends cleanly."""
    decoder = ReplyDecoder(content_type)
    items: list[CompletionItem] = [item for piece in pieces for item in decoder.feed(piece)]
    return sides([*items, *decoder.end()])


def cut_at(data: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """Cut bytes at places, which are taken modulo their number."""
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return (data[start:stop] for start, stop in itertools.pairwise(edges))
