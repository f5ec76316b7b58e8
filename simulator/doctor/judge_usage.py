"""Judges the token counts of a turn, and gives them to those who judge its pace. What they cost is `domain.cost`'s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.dialects.plain import line
from simulator.doctor.events import raw_stream
from simulator.doctor.exchange import Exchange
from simulator.doctor.finding import Finding
from simulator.doctor.habits import habits_of
from simulator.doctor.wording import joined
from simulator.texts import Texts

_TEXTS = Texts("doctor")

_MOST = 10**12
"""A count above this is no count."""


def usage(exchange: Exchange) -> Finding:
    """Judge the token counts and their arithmetic."""
    counts = counts_of(exchange)
    if counts is None:
        detail = _TEXTS["usage.none"]
        remedy = _TEXTS["usage.no_costs"]
        return Finding(id="usage", status="warn", detail=detail, remedy=remedy, facts={"present": False})
    numbers = {line(key, cap=60): value for key, value in _flat(counts) if type(value) is int and 0 <= value <= _MOST}
    shown = _TEXTS["usage.counts"].filled(
        asked=numbers.get("prompt_tokens", "?"), answered=numbers.get("completion_tokens", "?")
    )
    wrong = list(_wrong_sums(numbers))
    facts = {"present": True, "counts": numbers, "wrong": wrong}
    if wrong:
        detail = joined([shown, _TEXTS["usage.wrong"].filled(wrong=", ".join(wrong))])
        remedy = _TEXTS["usage.doubt"]
        return Finding(id="usage", status="warn", detail=detail, remedy=remedy, facts=facts)
    return Finding(id="usage", status="ok", detail=joined([shown, _TEXTS["usage.adds_up"]]), facts=facts)


def counts_of(exchange: Exchange) -> Mapping[str, Any] | None:
    """Give the usage object of a turn as it was sent; None where there is none."""
    if exchange.fault is not None:
        return None
    streamed = habits_of(raw_stream(exchange.body)).counts
    if streamed is not None:
        return streamed
    whole = exchange.json
    counts = whole.get("usage") if isinstance(whole, dict) else None
    return counts if isinstance(counts, dict) else None


def _flat(counts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in counts.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield key, value


def _wrong_sums(counts: Mapping[str, int]) -> Iterator[str]:
    """Give the sums of part 3 of the wire reference that do not hold; a count that is missing proves nothing."""

    def all_of(*keys: str) -> list[int] | None:
        return [counts[key] for key in keys] if all(key in counts for key in keys) else None

    if (sums := all_of("total_tokens", "prompt_tokens", "completion_tokens")) and sums[0] != sums[1] + sums[2]:
        yield "total_tokens"
    if (sums := all_of("reasoning_tokens", "completion_tokens")) and sums[0] > sums[1]:
        yield "reasoning_tokens"
    hits = all_of("prompt_cache_hit_tokens", "prompt_cache_miss_tokens", "prompt_tokens")
    if hits and hits[0] + hits[1] != hits[2]:
        yield "prompt_cache_hit_tokens"
