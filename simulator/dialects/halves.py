"""Joins characters that a stream split over two texts as surrogate escapes. Splits of bytes are `sse`'s work."""

from __future__ import annotations

from simulator.dialects.surrogates import whole


class HalfKeeper:
    """Holds back the first half of a character until the next text of the same side brings the second (W49)."""

    def __init__(self) -> None:
        self._half = ""

    def __bool__(self) -> bool:
        """Say whether a half is held back."""
        return bool(self._half)

    def join(self, text: str) -> str:
        """Give `text` after what was held back; a half that finds no partner becomes U+FFFD."""
        text = self._half + text
        self._half = text[-1] if "\ud800" <= text[-1:] <= "\udbff" else ""
        return whole(text[:-1] if self._half else text)

    def rest(self) -> str:
        """Give what is left at the end: nothing, or U+FFFD."""
        rest, self._half = whole(self._half), ""
        return rest
