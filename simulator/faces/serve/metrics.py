"""What phones do, counted for Prometheus; requests are counted by `simulator.http`. Nobody's words are in it."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from simulator.domain.events import Event, LimitReached, TurnEnded

_SECONDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
"""Bounds of the histograms: the first tokens of early 2025 came after 0.35 to 30 s, and answers took minutes."""


class Metrics:
    """The counters of one server; two servers in a process share none."""

    def __init__(self) -> None:
        """Count from zero."""
        self._registry = CollectorRegistry(auto_describe=True)
        self._turns = self._counter("turns", "Turns by vendor and outcome.", "vendor", "outcome")
        self._limits = self._counter("limits", "Limits that were reached, by vendor and limit.", "vendor", "limit")
        self._first = self._histogram("first_token_seconds", "Seconds on the phone's clock until the first text.")
        self._seconds = self._histogram("turn_seconds", "Seconds on the phone's clock that turns took.")

    def gauge(self, name: str, what: str, value: Callable[[], int]) -> None:
        """Add a number that is read when somebody asks."""
        Gauge(f"simulator_{name}", what, registry=self._registry).set_function(lambda: float(value()))

    def told(self, vendor: str, event: Event) -> None:
        """Count what happened on a phone."""
        match event:
            case LimitReached():
                self._limits.labels(vendor, event.limit).inc()
            case TurnEnded():
                self._turns.labels(vendor, event.outcome).inc()
                self._seconds.labels(vendor).observe(event.seconds)
                if event.first_token_seconds is not None:
                    self._first.labels(vendor).observe(event.first_token_seconds)

    def page(self) -> bytes:
        """Give all of it in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"simulator_{name}", what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str) -> Histogram:
        return Histogram(f"simulator_{name}", what, ["vendor"], buckets=_SECONDS, registry=self._registry)
