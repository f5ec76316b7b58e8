"""Remembers what functions gave for brief texts, since people ask the same again. What they give is theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

MOST, LONGEST = 512, 200
"""Texts that are remembered of a function, and the characters of the longest."""


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Give a function that gives what `read` gives: something that nobody changes, of the text and nothing else."""
    kept = lru_cache(MOST)(read)

    @wraps(read)
    def read_or_remember(text: str) -> T:
        return kept(text) if len(text) <= LONGEST else read(text)

    return read_or_remember
