"""Puts texts that arrived together into one item each side. What the bytes of a read mean is `reply`'s work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from simulator.dialects.think_tags import Piece
from simulator.domain.completion import AnswerWasThinking, Pieces


def gathered(texts: Sequence[Piece | Pieces]) -> Iterator[Piece | Pieces]:
    """Give the same texts in the same order, those of one side that follow one another as one item."""
    if len(texts) == 1 and isinstance(texts[0], Pieces):
        yield texts[0]
        return
    for kind, some in groupby(texts, _side):
        if kind is AnswerWasThinking:
            yield from some
        else:
            yield Pieces(kind, tuple(text for item in some for text in _texts(item)))


def apart(texts: Iterable[Piece | Pieces]) -> Iterator[Piece]:
    """Give the same texts in the same order, one by one."""
    for item in texts:
        if isinstance(item, Pieces):
            yield from map(item.kind, item.texts)
        else:
            yield item


def _side(item: Piece | Pieces) -> Any:
    return item.kind if isinstance(item, Pieces) else type(item)


def _texts(item: Piece | Pieces) -> Sequence[str]:
    if isinstance(item, Pieces):
        return item.texts
    return () if isinstance(item, AnswerWasThinking) else (item.text,)
