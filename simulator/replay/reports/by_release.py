"""What a saved run adds up to for each vendor and release: verdicts and latencies. Single cases are not told of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from simulator.domain.clean import clean
from simulator.replay.case import Result
from simulator.replay.reports.comparing.said import latencies_in

_HEADS = ("cases", "passed", "flaky", "failed", "error", "first token", "p95", "turn", "p95")


@dataclass(slots=True)
class _Group:
    counts: Counter[str] = field(default_factory=Counter)
    first_token: list[float] = field(default_factory=list)
    turn: list[float] = field(default_factory=list)


@dataclass(slots=True)
class ByRelease:
    """Takes results one by one, and keeps two figures of each turn."""

    _groups: dict[tuple[str, str], _Group] = field(default_factory=lambda: defaultdict(_Group))

    def add(self, result: Result) -> None:
        """Take a result. Raises: UserProblem if its events cannot be read."""
        group = self._groups[result.cell.get("vendor", ""), result.cell.get("release", "")]
        group.counts[result.verdict] += 1
        for first_token, whole in latencies_in(result):
            group.turn.append(whole)
            if first_token is not None:
                group.first_token.append(first_token)

    def close(self) -> None:
        """Do nothing: what it adds up to is asked for."""

    def lines(self) -> Iterator[str]:
        """Give a table; latencies are seconds, the median and the 95th percentile of all turns."""
        wide = max((len(_name(key)) for key in self._groups), default=0)
        yield " ".join([f"{'':{wide}}", *(f"{head:>11}" if head == "first token" else f"{head:>7}" for head in _HEADS)])
        for key, group in sorted(self._groups.items()):
            counts = [group.counts.total(), *(group.counts[kind] for kind in ("passed", "flaky", "failed", "error"))]
            first, turn = group.first_token, group.turn
            told = [f"{count:>7}" for count in counts]
            told += [
                f"{_seconds(first, 0.5):>11}",
                *(f"{it:>7}" for it in (_seconds(first, 0.95), _seconds(turn, 0.5))),
            ]
            yield " ".join([f"{_name(key):{wide}}", *told, f"{_seconds(turn, 0.95):>7}"])

    def as_json(self) -> list[dict[str, Any]]:
        """Give the same as objects."""
        return [
            {
                "vendor": vendor,
                "release": release,
                "counts": dict(group.counts),
                "first_token_seconds": _percentiles(group.first_token),
                "seconds": _percentiles(group.turn),
            }
            for (vendor, release), group in sorted(self._groups.items())
        ]


def _name(key: tuple[str, str]) -> str:
    return clean(" ".join(key))


def _percentiles(figures: Sequence[float]) -> dict[str, float | None]:
    return {"p50": percentile(figures, 0.5), "p95": percentile(figures, 0.95)}


def _seconds(figures: Sequence[float], part: float) -> str:
    value = percentile(figures, part)
    return "-" if value is None else f"{value:.2f}"


def percentile(figures: Sequence[float], part: float) -> float | None:
    """Give the smallest figure that at least this part of all are not above; None of nothing."""
    ordered = sorted(figures)
    return ordered[max(0, ceil(part * len(ordered)) - 1)] if ordered else None
