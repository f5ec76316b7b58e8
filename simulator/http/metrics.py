"""Counts as Prometheus reads them. Counting is `watch`'s; what one server counts on top of it is that server's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from simulator.http.watch import BOUNDS, Counts

if TYPE_CHECKING:
    from prometheus_client.core import Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' text format, which every version of it reads."""


def page(counts: Counts) -> bytes:
    """Write what every server counts."""
    return _written(_families(counts))


def counter(name: str, what: str, label: str, values: Mapping[str, int]) -> bytes:
    """Write one counter more, with one label."""
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(f"simulator_{name}", what, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return _written([family])


def _families(counts: Counts) -> Iterable[Metric]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    requests = CounterMetricFamily(
        "simulator_http_requests", "HTTP requests by path and status.", labels=["path", "status"]
    )
    for (path, status), number in counts.requests.items():
        requests.add_metric([path, status], number)
    yield requests
    yield GaugeMetricFamily("simulator_http_requests_in_flight", "Requests under way.", counts.in_flight)
    yield CounterMetricFamily("simulator_streamed_pieces", "Pieces of event streams that were sent.", counts.pieces)
    first = HistogramMetricFamily("simulator_first_piece_seconds", "Real seconds until the first piece of a stream.")
    first.add_metric([], _cumulated(counts.first), counts.first_seconds)
    yield first


def _cumulated(numbers: list[int]) -> list[tuple[str, float]]:
    total, buckets = 0, list[tuple[str, float]]()
    for bound, number in zip((*map(str, BOUNDS), "+Inf"), numbers, strict=True):
        total += number
        buckets.append((bound, total))
    return buckets


def _written(families: Iterable[Metric]) -> bytes:
    """Write families in Prometheus' text format; its client is imported by the first who asks, since it takes 0.1 s."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    class Given(Collector):
        def collect(self) -> Iterable[Metric]:
            return list(families)

    registry = CollectorRegistry()
    registry.register(Given())
    return generate_latest(registry)
