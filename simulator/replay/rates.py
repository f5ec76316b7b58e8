"""What some samples say of a rate: its confidence interval, and how many samples would show it. Nothing is played here.

The interval is Clopper and Pearson's ("The use of confidence or fiducial limits", Biometrika 26, 1934): exact, so that
it holds the true rate at least as often as its confidence says, also near 0 and 1, where Wilson's does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, exp, fsum, lgamma, log, log1p
from statistics import NormalDist

_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a true rate is, from 0 to 1."""

    low: float
    high: float


def interval(passed: int, of: int, confidence: float) -> Interval:
    """Give the two-sided interval of the rate of which `passed` samples out of `of` passed.

    Raises: ValueError if `passed` is not from 0 to `of`, or `confidence` not between 0 and 1.
    """
    if not 0 <= passed <= of or of == 0 or not 0 < confidence < 1:
        raise ValueError(f"no interval of {passed} out of {of} at {confidence}")
    tail = (1 - confidence) / 2
    low = 0.0 if passed == 0 else _root(lambda rate: _at_least(passed, of, rate) - tail)
    high = 1.0 if passed == of else _root(lambda rate: tail - _at_most(passed, of, rate))
    return Interval(low, high)


def fewest(rate: float, confidence: float) -> int:
    """Give the fewest samples that show a rate below 1 if all pass: the lower bound is then tail ** (1 / n)."""
    return max(1, ceil(log((1 - confidence) / 2) / log(rate) - 1e-9))


def enough(passed: int, of: int, rate: float, confidence: float) -> int | None:
    """Give about how many samples would show `rate` if as many passed as did of these; None if no number does.

    By the normal approximation: the distance to the rate is then as long as the rate's own interval is wide.
    """
    share = passed / of
    if share <= rate:
        return None
    deviations = NormalDist().inv_cdf((1 + confidence) / 2)
    return max(fewest(rate, confidence), ceil(rate * (1 - rate) * (deviations / (share - rate)) ** 2))


def _root(rising: Callable[[float], float]) -> float:
    """Give where a rising function of a rate is 0."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def _at_least(passed: int, of: int, rate: float) -> float:
    return fsum(_chance(count, of, rate) for count in range(passed, of + 1))


def _at_most(passed: int, of: int, rate: float) -> float:
    return fsum(_chance(count, of, rate) for count in range(passed + 1))


def _chance(passed: int, of: int, rate: float) -> float:
    """Give how likely exactly so many pass, by logarithms, since the factors are too large for floats."""
    ways = lgamma(of + 1) - lgamma(passed + 1) - lgamma(of - passed + 1)
    return exp(ways + passed * log(rate) + (of - passed) * log1p(-rate))
