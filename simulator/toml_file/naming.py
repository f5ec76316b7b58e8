"""How errors quote and guess what stands in a file that a person wrote. Where it stands is `locate`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from simulator.domain.clean import clean

SHOWN_CHARACTERS = 40
"""How much of a found value or key an error quotes."""

LONGEST_BITS = 128
"""A whole number of more bits is not quoted."""

KeyPath = tuple[str | int, ...]
"""Where a value is in a profile, such as ("releases", 0, "gates", "os", "value")."""


def shown(value: object) -> str:
    """Give a found value as an error quotes it: one line, shortened, without control characters."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list" if value else "an empty list"
    if isinstance(value, str):
        cut = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
        return clean(json.dumps(cut, ensure_ascii=False))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > LONGEST_BITS:
        return "a huge number"  # Python refuses to print one of more than 4,300 digits
    return value.isoformat() if isinstance(value, date) else str(value)


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Give the known word most like `word`, or None if none is."""
    return next(iter(get_close_matches(word[:SHOWN_CHARACTERS], known, n=1, cutoff=0.5)), None)


def among(word: object, known: Sequence[str]) -> str:
    """Give the remedy for a word that is not known: the nearest one, and all there are."""
    guess = nearest(word, known) if isinstance(word, str) else None
    everything = f"known: {', '.join(known)}"
    return f'did you mean "{guess}"? ({everything})' if guess else everything
