"""What is noted of each exchange: counts, and a line of the access log. It never sees what anybody said."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0)
"""Seconds; the first tokens of early 2025 came after 0.35 to 30 s, and a mock without latency takes milliseconds."""

_LONGEST_PATH = 100


@dataclass(slots=True)
class Seen:
    """An exchange so far. `status` is 0 until it has one; `began` is on the clock of `time.monotonic`.

    It `is_heard` once those behind the door know of it: what is too large, too slow or too late they never do.
    """

    method: str
    path: str
    name: str
    began: float
    status: int = 0
    is_stream: bool = False
    is_endless: bool = False
    is_heard: bool = False
    size: int = 0
    pieces: int = 0


@dataclass(slots=True)
class Counts:
    """The sums of one process. `requests` is by path and status, `first` how many first pieces came by which bound."""

    requests: Counter[tuple[str, str]] = field(default_factory=Counter)
    in_flight: int = 0
    pieces: int = 0
    first: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    first_seconds: float = 0.0


class Watch:
    """Notes exchanges from their head to their last byte."""

    def __init__(self, log: Callable[[str], None] | None = None, unheard: Callable[[Seen], None] | None = None) -> None:
        """Count from zero; `log` takes a line an exchange, None keeps none.

        `unheard` is told of those that the door answered alone.
        """
        self.counts = Counts()
        self._log, self._unheard = log, unheard

    def begin(self, method: str, path: str, name: str) -> Seen:
        """Note that a request has come; `name` is the server's own for its path, so that no stranger makes series."""
        self.counts.in_flight += 1
        return Seen(method, path, name, time.monotonic())

    def first(self, seen: Seen) -> None:
        """Note the first piece of a stream."""
        taken = time.monotonic() - seen.began
        self.counts.first[bisect_left(BOUNDS, taken)] += 1
        self.counts.first_seconds += taken

    def end(self, seen: Seen) -> None:
        """Note the end of an exchange, whoever ended it; one without a status was left by its client."""
        self.counts.in_flight -= 1
        self.counts.pieces += seen.pieces if seen.is_stream else 0
        status = str(seen.status) if seen.status else "none"
        self.counts.requests[seen.name, status] += 1
        if self._unheard is not None and seen.status and not seen.is_heard:
            self._unheard(seen)
        if self._log is not None:
            path = quote(seen.path[:_LONGEST_PATH], safe="/@:+-.,~_")
            taken = time.monotonic() - seen.began
            self._log(f"{seen.method} {path} {status} {taken:.3f}s {seen.size}B\n")
