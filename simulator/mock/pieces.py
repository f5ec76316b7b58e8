"""An answer cut as a server cuts it: at stop sequences, at its most tokens, into deltas. Bytes are made elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from simulator.domain.completion import ToolCall

_PIECE = re.compile(r"[\u3400-\u9fff]{1,2}|\s?[A-Za-z]+|\s?[0-9]{1,3}|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a text, and the `finish_reason` that it is left with."""

    text: str
    finish: str


def pieces(text: str) -> list[str]:
    """Split a text into deltas that look like tokens; joined, they are the text.

    A piece is one or two Han characters, a word or up to three digits with the blank before it, or one other
    character. DeepSeek's own tokens differ in detail, and `max_tokens` and usage count those.
    """
    return _PIECE.findall(text)


def cut(text: str, stops: Sequence[str], most_tokens: int, count: Callable[[str], int]) -> Cut:
    """Cut a text before the first of `stops` and after `most_tokens` tokens, whichever comes first.

    A cut by length may leave fewer tokens than allowed where the next character needs more than one.
    """
    text = text[: min((at for stop in stops if (at := text.find(stop)) >= 0), default=len(text))]
    # A token of DeepSeek's byte-level vocabulary is at least one byte, so most texts need no counting.
    if len(text.encode()) <= most_tokens or count(text) <= most_tokens:
        return Cut(text, "stop")
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        fits, over = (middle, over) if count(text[:middle]) <= most_tokens else (fits, middle)
    return Cut(text[:fits], "length")


def cut_calls(calls: Sequence[ToolCall], most_tokens: int, count: Callable[[str], int]) -> tuple[list[ToolCall], str]:
    """Cut calls after `most_tokens` tokens of arguments; give what is left of them, and the `finish_reason`."""
    left: list[ToolCall] = []
    for call in calls:
        part = cut(call.arguments, (), most_tokens, count)
        left.append(replace(call, arguments=part.text))
        if part.finish == "length":
            return left, "length"
        most_tokens -= count(part.text) if len(left) < len(calls) else 0
    return left, "tool_calls"
