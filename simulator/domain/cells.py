"""How wide text is on a terminal, where a Han character takes two cells. Drawing is the faces' business."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Give the number of terminal cells that `text` takes; combining marks take none (Unicode annex 11)."""
    return sum(_cells(char) for char in text)


def pad(text: str, cells: int) -> str:
    """Give `text` with blanks after it up to `cells`; longer text stays as it is."""
    return text + " " * max(0, cells - width(text))


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
