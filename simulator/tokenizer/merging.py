"""Byte-pair merging of one piece of text by rank. Which pieces a text has is `pieces`, ranks are read in `deepseek`."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

NEVER = 0
"""The rank of a pair that does not merge; ids of merged tokens are above it."""


def merge(data: bytes, ranks: Mapping[bytes, int]) -> list[int]:
    """Give the bounds of the tokens in `data`: token k is `data[bounds[k]:bounds[k + 1]]`.

    The pair whose joined bytes have the lowest rank merges first, the leftmost of equals before the others, until no
    pair has a rank. Pairs wait in one list a rank, so that the time is near-linear in bytes: 300 kB of Han, which is
    one piece if no punctuation cuts it, take about a third of a second, and short pieces lose nothing.

    A merge table names two parts for each token, and this looks at the joined bytes alone. Both agree if each token's
    own bytes merge back into that token by the table: a pair that joins to a token without being its two parts would
    otherwise stay apart there. `tools/build_ranks.py` refuses a vocabulary for which that does not hold.
    """
    size = len(data)
    ends = list(range(1, size + 1))
    before = list(range(-1, size))
    pair_ranks = [ranks.get(data[start : start + 2], NEVER) for start in range(size - 1)]
    pair_ranks.append(NEVER)
    due: dict[int, list[int]] = {}
    queue: list[int] = []
    for start, rank in enumerate(pair_ranks):
        if rank:
            _put(start, rank, due, queue)
    while queue:
        rank = heappop(queue)
        for start in sorted(due.pop(rank)):
            if pair_ranks[start] != rank:
                continue
            middle = ends[start]
            end = ends[start] = ends[middle]
            before[end] = start
            pair_ranks[middle] = NEVER
            pair_ranks[start] = after = ranks.get(data[start : ends[end]], NEVER) if end < size else NEVER
            if after:
                _put(start, after, due, queue)
            if (left := before[start]) >= 0:
                pair_ranks[left] = joined = ranks.get(data[left:end], NEVER)
                if joined:
                    _put(left, joined, due, queue)
    return _walk(ends)


def _put(start: int, rank: int, due: dict[int, list[int]], queue: list[int]) -> None:
    if rank in due:
        due[rank].append(start)
    else:
        due[rank] = [start]
        heappush(queue, rank)


def _walk(ends: list[int]) -> list[int]:
    bounds = [0]
    while (start := bounds[-1]) < len(ends):
        bounds.append(ends[start])
    return bounds
