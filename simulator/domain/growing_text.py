"""A text that grows at its end, as an answer does. What it says is nobody's business here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GrowingText:
    """A text that grows at its end.

    Pieces are merged as in a binary counter, so that there are few of them and n deltas cost n log n, not n squared.
    """

    pieces: tuple[str, ...] = ()
    length: int = 0

    def plus(self, text: str) -> GrowingText:
        """Give this text with `text` after it."""
        pieces, last = self.pieces, text
        while pieces and len(pieces[-1]) <= len(last):
            pieces, last = pieces[:-1], pieces[-1] + last
        return GrowingText((*pieces, last), self.length + len(text)) if text else self

    def since(self, start: int) -> str:
        """Give what follows the first `start` characters, at the cost of that part alone."""
        taken: list[str] = []
        end = self.length
        for piece in reversed(self.pieces):
            if end <= start:
                break
            end -= len(piece)
            taken.append(piece[max(0, start - end) :])
        return "".join(reversed(taken))

    def __len__(self) -> int:
        """Give the number of characters."""
        return self.length

    def __str__(self) -> str:
        """Give the whole text."""
        return "".join(self.pieces)


EMPTY = GrowingText()
"""The text before anything was said."""
