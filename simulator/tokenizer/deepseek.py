"""Exact token counts and ids of DeepSeek's tokenizer, read on first use. Control tokens and templates are not here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from simulator.tokenizer.merging import merge
from simulator.tokenizer.pieces import Splitter

RANKS = Path(__file__).with_name("deepseek.ranks")
CLASSES = Path(__file__).with_name("characters.classes")

FIRST_ID = 3
"""The ids before it are control tokens."""

BYTES = 256
"""The file of ranks begins with the single bytes in the order of their ids; longer tokens follow, in that order too."""

SEPARATOR = b"\xff"
"""Between longer tokens; a byte that no UTF-8 text holds."""


class DeepSeekTokenizer:
    """Turns text into the tokens that DeepSeek-R1 sees.

    All text is plain: a user who types `<｜User｜>` or `<think>` is counted for those characters, and no text gives the
    id of a control token. A lone surrogate counts as U+FFFD. Time is near-linear for any text.
    """

    def __init__(self, ranks: Mapping[bytes, int], splitter: Splitter) -> None:
        """Take the id of each token (a lower id merges earlier) and what cuts text into pieces."""
        self._ranks = ranks
        self._splitter = splitter

    def count(self, text: str) -> int:
        """Give the number of tokens in `text`; 0 for the empty string."""
        ranks = self._ranks
        return sum(1 if piece in ranks else len(merge(piece, ranks)) - 1 for piece in self._splitter.split(text))

    def encode(self, text: str) -> list[int]:
        """Give the ids of the tokens in `text`, in order; empty for the empty string."""
        ids: list[int] = []
        for piece in self._splitter.split(text):
            if (known := self._ranks.get(piece)) is not None:
                ids.append(known)
            else:
                ids += [self._ranks[piece[start:end]] for start, end in pairwise(merge(piece, self._ranks))]
        return ids


class LazyTokenizer:
    """The same counts, read from disk at the first `count`, not before; all of a process share one copy."""

    def count(self, text: str) -> int:
        """Give the number of tokens in `text`, without special tokens; 0 for the empty string."""
        return load().count(text)


@cache
def load() -> DeepSeekTokenizer:
    """Read the tokenizer, once a process: about 25 ms and 18 MB.

    Raises: OSError if the package's files are gone.
    """
    return DeepSeekTokenizer(read_ranks(RANKS), Splitter(CLASSES.read_bytes().decode()))


def read_ranks(path: Path) -> dict[bytes, int]:
    """Give the id of each token that the file of ranks holds.

    Raises: OSError if it cannot be read.
    """
    # Plain on disk: zlib saves 0.4 MB and costs 5 ms of 20, length prefixes 15; marshal is no quicker than this.
    data = path.read_bytes()
    tokens = data[BYTES:].split(SEPARATOR)
    ranks = {data[place : place + 1]: FIRST_ID + place for place in range(BYTES)}
    ranks.update(zip(tokens, range(FIRST_ID + BYTES, FIRST_ID + BYTES + len(tokens)), strict=True))
    return ranks
