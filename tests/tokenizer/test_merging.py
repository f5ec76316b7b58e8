"""Pairs merge by rank, leftmost first, with work that grows as the text does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from simulator.tokenizer.deepseek import RANKS, read_ranks
from simulator.tokenizer.merging import merge

SMALL = {b"ab": 300, b"bc": 301, b"aa": 302, b"abc": 303, b"aaaa": 304}


class CountingRanks(dict[bytes, int]):
    """Counts how often a rank is asked for: the work of a merge."""

    asked = 0

    def get(self, key: bytes, default: int) -> int:  # type: ignore[override]
        """Count, then answer."""
        self.asked += 1
        return super().get(key, default)


@pytest.mark.parametrize(
    ("data", "tokens"),
    [
        (b"", []),
        (b"x", [b"x"]),
        (b"xyz", [b"x", b"y", b"z"]),
        (b"bc", [b"bc"]),
        (b"abc", [b"abc"]),
        (b"aaa", [b"aa", b"a"]),
        (b"aaaaa", [b"aaaa", b"a"]),
        (b"aab", [b"a", b"ab"]),
        (b"bcabcx", [b"bc", b"abc", b"x"]),
    ],
)
def test_the_lowest_rank_merges_first_and_the_leftmost_of_equals(data: bytes, tokens: list[bytes]) -> None:
    bounds = merge(data, SMALL)
    assert [data[start:end] for start, end in pairwise(bounds)] == tokens


@pytest.mark.parametrize("unit", ["的一是不了在人有我他", "中", "qwertyuiop", "a", " ", "😀", "กขค", "我叫小明。"])
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    ranks = CountingRanks(read_ranks(RANKS))
    for repeats in (500, 1000):
        ranks.asked = 0
        data = (unit * repeats).encode()
        merge(data, ranks)
        assert ranks.asked <= 3 * len(data)
