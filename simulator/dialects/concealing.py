"""Takes the key out of texts that come in pieces. Bytes of the wire are `masking`'s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from simulator.dialects.gathering import apart
from simulator.dialects.plain import conceal
from simulator.dialects.think_tags import Piece
from simulator.domain.completion import (
    AnswerText,
    AnswerWasThinking,
    CompletionItem,
    Finished,
    Pieces,
    ThinkingText,
    ToolCall,
)

P = TypeVar("P", bound=Piece | Pieces)

MASK = "***"

_HELD_FROM = 4
"""Characters of the key that a piece has to end with before they are held back: each `s` may begin a key `sk-…`, and
text must come when it comes (W87)."""

_SHORTEST = 4
_SHORTEST_WORD = 8
"""A shorter "key" of nothing but letters is a dummy, such as `none`, and a word of answers: as in `masking`."""


class Concealer:
    """Shows a key as `***` in what a model says, also where it is split over pieces of one side."""

    def __init__(self, key: str) -> None:
        """Take the key; a dummy hides nothing."""
        self._key = key if len(key) >= (_SHORTEST_WORD if key.isalpha() else _SHORTEST) else ""
        self._side: type[ThinkingText | AnswerText] = AnswerText
        self._begun = ""
        self._shown = 0

    def feed(self, pieces: Sequence[P]) -> Sequence[P | Piece]:
        """Give the pieces without the key; the end of one waits where it may begin the key."""
        if not self._key:
            return pieces
        return [shown for piece in apart(pieces) for shown in self._taken(piece)]

    def end(self, items: Sequence[CompletionItem]) -> Sequence[CompletionItem]:
        """Give the last items, with what was held back before them and without the key in the calls of tools."""
        if not self._key:
            return items
        *texts, end = items
        shown = [piece for text in texts if isinstance(text, Piece) for piece in self._taken(text)]
        return [*shown, *self._rest(), self._ended(end) if isinstance(end, Finished) else end]

    def _taken(self, piece: Piece) -> Iterator[Piece]:
        if isinstance(piece, AnswerWasThinking):
            yield from self._rest()
            yield piece
            return
        if type(piece) is not self._side:
            yield from self._rest()
            self._side = type(piece)
        if text := self._through(piece.text):
            yield self._side(text)

    def _rest(self) -> Iterator[Piece]:
        held, self._begun, self._shown = self._begun[self._shown :], "", 0
        if held:
            yield self._side(held)

    def _through(self, text: str) -> str:
        """Give what is sure by now of `_begun` and `text`; the first `_shown` characters are out already."""
        whole, key = self._begun + text, self._key
        parts: list[str] = []
        at, start = self._shown, 0
        while (found := whole.find(key, start)) >= 0:
            parts += (whole[at:found], MASK)
            at = start = found + len(key)
        begun = _begins(whole[start:], key)
        keep = len(whole) - begun
        until = len(whole) if begun < _HELD_FROM else max(keep, at)
        parts.append(whole[at:until])
        self._begun, self._shown = whole[keep:], until - keep
        return "".join(parts)

    def _ended(self, end: Finished) -> Finished:
        calls = tuple(
            ToolCall(*(conceal(text, self._key) for text in (call.id, call.name, call.arguments)))
            for call in end.tool_calls
        )
        return replace(end, finish=conceal(end.finish, self._key), tool_calls=calls)


def _begins(text: str, key: str) -> int:
    """Give how many characters at the end of `text` are the beginning of `key`, and not all of it."""
    tail = text[-(len(key) - 1) :]
    at = tail.find(key[0])
    while at >= 0:
        if key.startswith(tail[at:]):
            return len(tail) - at
        at = tail.find(key[0], at + 1)
    return 0
