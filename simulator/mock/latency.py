"""How long a server keeps its clients waiting: a profile, and one request's delays. The profiles are `latencies`'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random

MOST_SPREAD = 2.0


@dataclass(frozen=True, slots=True)
class Wait:
    """One request's delays in seconds: until its first token, and from each piece to the next.

    Each gap is drawn around `gap` from a log-normal distribution of that mean, whose sigma is `spread`; 0 is steady.
    `thinking_pieces` is how long the thinking has to be at least; `seed` is what the gaps are drawn from.
    """

    first_token: float
    gap: float
    spread: float = 0.0
    thinking_pieces: int = 0
    seed: int = 0

    def moments(self, start: float) -> Iterator[float]:
        """Yield when each piece is due, the first at `start` and never one before another. Absolute: no drift."""
        if not self.spread:
            return (start + number * self.gap for number in count())
        return self._uneven(start)

    def slowed(self, gap: float) -> Wait:
        """Give the same wait with gaps of at least so many seconds."""
        return self if self.gap >= gap else replace(self, gap=gap, spread=0.0)

    def _uneven(self, moment: float) -> Iterator[float]:
        rng = Random(self.seed)
        middle = -self.spread * self.spread / 2  # where the mean of the distribution is 1
        while True:
            yield moment
            moment += self.gap * rng.lognormvariate(middle, self.spread)


@dataclass(frozen=True, slots=True)
class Busy:
    """Hours of the day in China, from `start` to before `end`, in which the first token takes `times` as long."""

    start: float
    end: float
    times: float

    def holds(self, hour: float) -> bool:
        """Say whether an hour of the day is one of these; they may reach over midnight."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """A server's delays in seconds, as ranges (lowest, highest), and where the figures are from.

    `spread` is how uneven the gaps of one stream are, `thinking_pieces` the range of how long it thinks; None leaves
    that to the mind. Beyond `full_speed` streams at once, which None never reaches, all of them slow down by as much.
    `note` says what of it is assumed.
    """

    name: str
    first_token: tuple[float, float]
    gap: tuple[float, float]
    spread: float = 0.0
    thinking_pieces: tuple[int, int] | None = None
    full_speed: int | None = None
    busy: tuple[Busy, ...] = ()
    evidence: str
    note: str = ""

    def draw(self, seed: int, prompt: str, *, hour: float = 0.0, streams: int = 1) -> Wait:
        """Give the delays of one request, uniform in their ranges: the same for the same arguments.

        `hour` is the hour of the day in China, `streams` how many there are at once, with this one.
        """
        crowd = max(1.0, streams / self.full_speed) if self.full_speed else 1.0
        times = next((busy.times for busy in self.busy if busy.holds(hour)), 1.0)
        if self._is_sure:  # chance is not asked, which costs more than all the rest
            return Wait(self.first_token[0] * crowd * times, self.gap[0] * crowd)
        rng = Random(f"{seed}\n{prompt}".encode("utf-8", "surrogatepass"))
        first_token, gap = rng.uniform(*self.first_token), rng.uniform(*self.gap)
        pieces = rng.randint(*self.thinking_pieces) if self.thinking_pieces else 0
        gaps_from = rng.getrandbits(32) if self.spread else 0
        return Wait(first_token * crowd * times, gap * crowd, self.spread, pieces, gaps_from)

    @property
    def _is_sure(self) -> bool:
        (first, last), (low, high) = self.first_token, self.gap
        return first == last and low == high and not self.spread and not self.thinking_pieces

    def scaled(self, factor: float) -> Latency:
        """Give the same server with all its delays multiplied by a factor."""
        first, gap = ((low * factor, high * factor) for low, high in (self.first_token, self.gap))
        return replace(self, name=f"{self.name}*{factor:g}", first_token=first, gap=gap)


NONE = Latency(name="none", first_token=(0.0, 0.0), gap=(0.0, 0.0), evidence="assumed")
"""No waiting at all."""
