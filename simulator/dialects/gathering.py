"""Puts texts that arrived together into one item each side. What the bytes of a read mean is `reply`'s work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.dialects.think_tags import Piece
from simulator.domain.completion import AnswerText, AnswerWasThinking, Pieces, ThinkingText


def gathered(texts: Sequence[Piece]) -> Iterator[Piece | Pieces]:
    """Give the same texts in the same order, those of one side that follow one another as one item."""
    for kind, some in groupby(texts, type):
        if kind is ThinkingText or kind is AnswerText:
            yield Pieces(kind, tuple(piece.text for piece in some if not isinstance(piece, AnswerWasThinking)))
        else:
            yield from some
