"""Parts the pace of whole answers from halts that hide in them, by likelihood. Halts that are seen are `pace`'s."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean, median

Timed = tuple[float, float, float]
"""Seconds and tokens of an answer, and how wrong the seconds may be."""

_FEWEST = 8
"""Answers from which halts can be told from a slow pace at all."""

_NOISE = 0.02
"""Seconds of error of any time, however fine it was written down: the clock's and the hand's."""

_JITTER = 0.01
"""The error that grows with the answer."""

_BETTER = 6.0
"""By how much the logarithm of the likelihood must grow before halts are believed: 95 % with three figures is 3.9."""

_CLEAR = 3.0
"""Deviations of the error that a halt must last: shorter ones would explain any error."""

_MOST_HALTS = 12
_LENGTHS = tuple(0.2 * 1.12**step for step in range(32))
"""Halts that are tried, 0.2 to 6.7 seconds."""

_STEP = 0.03
"""Rates that are tried are 3 % apart, from that without any halt to well under the fastest answer's."""

_MOST_ANSWERS = 60


def unmixed(seen: Sequence[Timed]) -> tuple[float, tuple[tuple[float, ...], ...]]:
    """Give the seconds a token, and for each answer the seconds of each halt that hides in it; none where none is told.

    An answer of w tokens takes `w * each` and a Poisson number of halts of one length. Rates and lengths are tried on
    a grid, then on a finer one round the best.
    """
    plain = sum(seconds for seconds, _, _ in seen) / sum(tokens for _, tokens, _ in seen)
    none: tuple[tuple[float, ...], ...] = ((),) * len(seen)
    if len(seen) < _FEWEST:
        return plain, none
    tried = seen[:: math.ceil(len(seen) / _MOST_ANSWERS)]
    fastest = min(seconds / tokens for seconds, tokens, _ in tried)
    steps = max(1, math.ceil(math.log(plain / fastest / 0.55) / _STEP))
    rates = [plain * math.exp(-_STEP * step) for step in range(steps + 1)]
    least = _CLEAR * median(_noise(seconds, error) for seconds, _, error in tried)
    lengths = [length for length in _LENGTHS if length >= least] or [least]
    best = max((_likelihood(tried, each, length), each, length) for each in rates for length in lengths)
    for fine in (0.006, 0.0015):
        best = max((_likelihood(tried, each, length), each, length) for each, length in _round(best, fine))
    if best[0] - _without(tried, plain) < _BETTER:
        return plain, none
    _, each, length = best
    return each, tuple(_halts(timed, each, length) for timed in seen)


def _round(best: tuple[float, float, float], fine: float) -> Iterator[tuple[float, float]]:
    _, each, length = best
    for step in range(-6, 7):
        for other in range(-6, 7):
            yield each * (1 + fine * step), length * (1 + 2.5 * fine * other)


def _likelihood(seen: Sequence[Timed], each: float, length: float) -> float:
    late = fmean(seconds - each * tokens for seconds, tokens, _ in seen)
    risk = late / length / fmean(tokens for _, tokens, _ in seen)
    if risk <= 0:
        return -math.inf
    return sum(_of_one(timed, each, length, risk) for timed in seen)


def _of_one(timed: Timed, each: float, length: float, risk: float) -> float:
    seconds, tokens, error = timed
    left, mean, noise = seconds - each * tokens, risk * tokens, _noise(seconds, error)
    near = max(0, round(left / length))
    whole = -30.0
    for halts in range(max(0, near - 1), min(near + 1, _MOST_HALTS) + 1):
        fit = (left - halts * length) / noise
        term = halts * math.log(mean) - mean - math.lgamma(halts + 1) - fit * fit / 2
        whole = max(whole, term)
    return whole - math.log(noise)


def _without(seen: Sequence[Timed], each: float) -> float:
    total = 0.0
    for seconds, tokens, error in seen:
        noise = _noise(seconds, error)
        total += max(-30.0, -(((seconds - each * tokens) / noise) ** 2) / 2) - math.log(noise)
    return total


def _noise(seconds: float, error: float) -> float:
    return math.hypot(_NOISE, error) + _JITTER * seconds


def _halts(timed: Timed, each: float, length: float) -> tuple[float, ...]:
    """Give the halts of an answer, as many as fit best and all as long as they must then have been."""
    left = timed[0] - each * timed[1]
    number = max(0, round(left / length))
    return (left / number,) * number if number else ()
