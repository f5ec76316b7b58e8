"""How latencies shifted between two runs, by vendor and release, and whether by chance. Reading runs is not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from simulator.replay.reports.comparing.said import Said
from simulator.replay.reports.comparing.signed_rank import holm, signed_rank

Figure = Literal["first_token", "turn"]
Turns = Mapping[tuple[str, int], Said]
LEVEL = 0.05
"""Corrected probabilities below this are called significant."""
FINEST = 1e-6
"""Seconds in which events are rounded: less is no difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One figure of one release in both runs: medians and the median difference in seconds, p corrected by Holm.

    Of its `pairs` so many `moved`: the others are the same in both runs.
    """

    vendor: str
    release: str
    figure: Figure
    pairs: int
    moved: int
    before: float
    after: float
    shift: float
    p: float

    @property
    def is_significant(self) -> bool:
        """Say whether chance is an unlikely reason."""
        return self.p < LEVEL


@dataclass(slots=True)
class Latencies:
    """Collects pairs: one for each case, the median of its turns, since the turns of a case are not independent."""

    _pairs: dict[tuple[str, str, Figure], list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cell: Mapping[str, str], before: Turns, after: Turns) -> None:
        """Take a case that both runs have; turns that only one of them has are left out."""
        release = cell.get("vendor", ""), cell.get("release", "")
        both = [(before[turn], after[turn]) for turn in before if turn in after]
        whole = [(one.seconds, other.seconds) for one, other in both]
        first = [
            (one.first_token, other.first_token)
            for one, other in both
            if one.first_token is not None and other.first_token is not None
        ]
        self._add((*release, "first_token"), first)
        self._add((*release, "turn"), whole)

    def _add(self, key: tuple[str, str, Figure], pairs: list[tuple[float, float]]) -> None:
        if pairs:
            self._pairs[key].append((median(one for one, _ in pairs), median(other for _, other in pairs)))

    def shifts(self) -> tuple[Shift, ...]:
        """Give the shifts, by vendor, release and figure."""
        keys = sorted(self._pairs)
        moves = [[_moved(*pair) for pair in self._pairs[key]] for key in keys]
        corrected = holm([signed_rank(moved) for moved in moves])
        told = zip(keys, moves, corrected, strict=True)
        return tuple(self._shift(key, moved, p) for key, moved, p in told)

    def _shift(self, key: tuple[str, str, Figure], moved: list[float], p: float) -> Shift:
        pairs = self._pairs[key]
        before, after = median(one for one, _ in pairs), median(other for _, other in pairs)
        vendor, release, figure = key
        return Shift(
            vendor=vendor,
            release=release,
            figure=figure,
            pairs=len(pairs),
            moved=sum(difference != 0 for difference in moved),
            before=before,
            after=after,
            shift=median(moved),
            p=p,
        )


def _moved(before: float, after: float) -> float:
    return 0.0 if abs(after - before) < FINEST else after - before
