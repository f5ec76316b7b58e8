"""Cuts from a page the part that a query is about. Which pages there are is `index`'s."""

from __future__ import annotations

import re
from collections.abc import Collection

from simulator.domain.terms import terms

WIDTH = 300
"""Characters of an excerpt. Assumed: what DeepSeek's own search passes on is not public."""

_SENTENCES = r"[^。！？!?\n]+[。！？!?\n]*"


def excerpt(text: str, wanted: Collection[str], width: int = WIDTH) -> str:
    """Give the whole sentences around the one with most of the `wanted` terms, at most `width` characters.

    A text that is short enough is given whole; a sentence that alone is too long is cut and marked with ….
    """
    if len(text) <= width:
        return text
    sentences: list[str] = re.findall(_SENTENCES, text) or [text]
    scores = [len(set(terms(sentence)).intersection(wanted)) for sentence in sentences]
    best = scores.index(max(scores))
    if len(sentences[best]) > width:
        return sentences[best][: width - 1] + "…"
    return _around(sentences, best, width)


def _around(sentences: list[str], best: int, width: int) -> str:
    """Join the sentence with those after it, then with those before it, while they fit."""
    first, last, room = best, best + 1, width - len(sentences[best])
    while last < len(sentences) and len(sentences[last]) <= room:
        room -= len(sentences[last])
        last += 1
    while first > 0 and len(sentences[first - 1]) <= room:
        first -= 1
        room -= len(sentences[first])
    return "".join(sentences[first:last])
