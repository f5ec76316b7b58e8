"""Token counts of texts that come again, as a conversation's history does. How tokens are counted is `tokenizer`'s."""

from __future__ import annotations

from hashlib import blake2b

from simulator.ports import Tokenizer

MOST = 512
"""Texts whose count is kept: about 60 KB, and the window of any phone many times over."""

SHORT = 64
"""Characters of a text that is its own key."""


class RememberedCounts:
    """A tokenizer that counts a text once: each turn of a conversation sends all turns before it again.

    Long texts are kept as digests, so that memory does not grow with their length.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take the tokenizer that counts what is new."""
        self._tokenizer = tokenizer
        self._counts: dict[str | bytes, int] = {}

    def count(self, text: str) -> int:
        """Give the number of tokens in `text`."""
        key = text if len(text) <= SHORT else blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._counts.get(key)
        if known is None:
            known = self._counts[key] = self._tokenizer.count(text)
            if len(self._counts) > MOST:
                del self._counts[next(iter(self._counts))]
        return known
