"""Whether paired figures shifted: Wilcoxon's signed-rank test, and Holm's correction for many. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import erfc, sqrt

EXACT = 50
"""Up to so many differences the probability is counted out, above it is that of the normal distribution."""


def signed_rank(differences: Sequence[float]) -> float:
    """Give the two-sided probability of differences so uneven, were a rise and a fall of each equally likely.

    Differences of nothing say nothing and are left out (Wilcoxon); equal ones share their ranks. 1 where nothing is
    left. Source: Wilcoxon 1945; Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3.1.
    """
    moved = [difference for difference in differences if difference]
    if not moved:
        return 1.0
    ranks = _doubled_ranks([abs(difference) for difference in moved])
    rises = sum(rank for rank, difference in zip(ranks, moved, strict=True) if difference > 0)
    return _counted(ranks, rises) if len(moved) <= EXACT else _approximated(ranks, rises)


def holm(probabilities: Sequence[float]) -> list[float]:
    """Give the probabilities corrected for their number, in the same order (Holm 1979)."""
    order = sorted(range(len(probabilities)), key=lambda place: probabilities[place])
    corrected = [1.0] * len(probabilities)
    largest = 0.0
    for done, place in enumerate(order):
        largest = max(largest, min(1.0, probabilities[place] * (len(probabilities) - done)))
        corrected[place] = largest
    return corrected


def _doubled_ranks(sizes: Sequence[float]) -> list[int]:
    """Give twice the rank of each size: shared ranks are halves, and whole numbers can be counted."""
    order = sorted(range(len(sizes)), key=lambda place: sizes[place])
    ranks = [0] * len(sizes)
    first = 1
    for _, equal in groupby(order, key=lambda place: sizes[place]):
        places = list(equal)
        for place in places:
            ranks[place] = 2 * first + len(places) - 1
        first += len(places)
    return ranks


def _counted(ranks: Sequence[int], rises: int) -> float:
    """Count the sums of all choices of ranks; half of the choices for each end is what is asked for, twice."""
    ways = [1] + [0] * sum(ranks)
    for rank in ranks:
        for total in range(len(ways) - 1, rank - 1, -1):
            ways[total] += ways[total - rank]
    low, high = sum(ways[: rises + 1]), sum(ways[rises:])
    return min(1.0, 2 * min(low, high) / (1 << len(ranks)))


def _approximated(ranks: Sequence[int], rises: int) -> float:
    """Take the normal distribution, with the ties in its variance and half a step for continuity."""
    middle = sum(ranks) / 2
    spread = sqrt(sum(rank * rank for rank in ranks) / 4)
    return min(1.0, erfc(max(0.0, abs(rises - middle) - 1) / spread / sqrt(2)))
