"""95 % intervals: by drawing again from what was seen, and exact ones of a share. Of which figure comes in."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

DRAWS = 400
"""Samples drawn for an interval: its ends then move by about a tenth of its length from one seed to the next."""

_TAIL = 0.025
_MOST = 400
"""Observations that are drawn from at most: of more, the interval is narrow and its length is scaled."""


def drawn(seen: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """Give the 95 % interval of `figure(seen)` by the percentile bootstrap; the same data give the same interval."""
    rng = Random(len(seen))
    kept = list(seen) if len(seen) <= _MOST else rng.sample(list(seen), _MOST)
    figures = sorted(figure(rng.choices(kept, k=len(kept))) for _ in range(DRAWS))
    low, high = figures[int(_TAIL * DRAWS)], figures[int((1 - _TAIL) * DRAWS) - 1]
    middle, shrink = figure(seen), math.sqrt(len(kept) / len(seen))
    return middle - abs(middle - low) * shrink, middle + abs(high - middle) * shrink


def share(hits: int, of: int) -> tuple[float, float]:
    """Give the exact (Clopper-Pearson) 95 % interval of a chance that came true `hits` times of `of`."""
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _at_most(hits - 1, of, p) - _TAIL)
    high = 1.0 if hits == of else _solve(lambda p: _TAIL - _at_most(hits, of, p))
    return low, high


def _solve(rising: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def _at_most(hits: int, of: int, chance: float) -> float:
    """Give the chance of at most `hits` hits, summed in logarithms, since the powers of thousands vanish."""
    if chance <= 0 or chance >= 1:
        return 1.0 if chance <= 0 or hits >= of else 0.0
    yes, no, all = math.log(chance), math.log1p(-chance), math.lgamma(of + 1)
    terms = (all - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * yes + (of - k) * no for k in range(hits + 1))
    return min(1.0, sum(map(math.exp, terms)))
