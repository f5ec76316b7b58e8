"""Parts the pace of whole answers from halts that hide in them, by likelihood. Halts that are seen are `pace`'s."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean

Timed = tuple[float, float]
"""Seconds and tokens of an answer."""

_FEWEST = 8
"""Answers from which halts can be told from a slow pace at all."""

_NOISE = 0.06
"""Seconds of error of a time that was written down to a tenth, in part the clock's."""

_JITTER = 0.01
"""The error that grows with the answer."""

_BETTER = 6.0
"""By how much the logarithm of the likelihood must grow before halts are believed: 95 % with three figures is 3.9."""

_MOST_HALTS = 12
_LENGTHS = tuple(0.2 * 1.12**step for step in range(32))
"""Halts that are tried, 0.2 to 6.7 seconds."""

_MOST_ANSWERS = 60


def unmixed(seen: Sequence[Timed]) -> tuple[float, tuple[float, ...]]:
    """Give the seconds a token, and the seconds of each halt that hides in the answers; none where none is told.

    An answer of w tokens takes `w * each` and a Poisson number of halts of one length. Rates and lengths are tried on
    a grid, then on a finer one round the best.
    """
    plain = sum(seconds for seconds, _ in seen) / sum(tokens for _, tokens in seen)
    if len(seen) < _FEWEST:
        return plain, ()
    tried = seen[:: math.ceil(len(seen) / _MOST_ANSWERS)]
    fastest = min(seconds / tokens for seconds, tokens in tried)
    rates = [fastest * (0.55 + 0.0125 * step) for step in range(45)]
    best = max((_likelihood(tried, each, length), each, length) for each in rates for length in _LENGTHS)
    for fine in (0.004, 0.001):
        best = max((_likelihood(tried, each, length), each, length) for each, length in _round(best, fine))
    if best[0] - _without(tried, plain) < _BETTER:
        return plain, ()
    _, each, length = best
    return each, tuple(length for pair in seen for _ in range(_halts(pair, each, length)))


def _round(best: tuple[float, float, float], fine: float) -> Iterator[tuple[float, float]]:
    _, each, length = best
    for step in range(-6, 7):
        for other in range(-6, 7):
            yield each * (1 + fine * step), length * (1 + 2.5 * fine * other)


def _likelihood(seen: Sequence[Timed], each: float, length: float) -> float:
    late = fmean(seconds - each * tokens for seconds, tokens in seen)
    risk = late / length / fmean(tokens for _, tokens in seen)
    if risk <= 0:
        return -math.inf
    return sum(_of_one(pair, each, length, risk) for pair in seen)


def _of_one(pair: Timed, each: float, length: float, risk: float) -> float:
    seconds, tokens = pair
    left, mean, noise = seconds - each * tokens, risk * tokens, _NOISE + _JITTER * seconds
    near = max(0, round(left / length))
    whole = -30.0
    for halts in range(max(0, near - 1), min(near + 1, _MOST_HALTS) + 1):
        fit = (left - halts * length) / noise
        term = halts * math.log(mean) - mean - math.lgamma(halts + 1) - fit * fit / 2
        whole = max(whole, term)
    return whole - math.log(noise)


def _without(seen: Sequence[Timed], each: float) -> float:
    total = 0.0
    for seconds, tokens in seen:
        noise = _NOISE + _JITTER * seconds
        total += max(-30.0, -(((seconds - each * tokens) / noise) ** 2) / 2) - math.log(noise)
    return total


def _halts(pair: Timed, each: float, length: float) -> int:
    return max(0, round((pair[0] - each * pair[1]) / length))
