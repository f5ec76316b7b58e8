"""Reads the token counts that a server reports. What they cost is `domain.cost`."""

from __future__ import annotations

from typing import Any

from simulator.domain.completion import Usage


def read_usage(shape: dict[str, Any]) -> Usage:
    """Give the counts of a `usage` object; what is missing or no count stays None (W47, W48)."""
    details = _inside(shape, "completion_tokens_details")
    hits = _count(shape, "prompt_cache_hit_tokens")
    return Usage(
        prompt_tokens=_count(shape, "prompt_tokens"),
        completion_tokens=_count(shape, "completion_tokens"),
        reasoning_tokens=_count(details, "reasoning_tokens"),
        cache_hit_tokens=_count(_inside(shape, "prompt_tokens_details"), "cached_tokens") if hits is None else hits,
    )


def _inside(shape: dict[str, Any], key: str) -> dict[str, Any]:
    value = shape.get(key)
    return value if isinstance(value, dict) else {}


def _count(shape: dict[str, Any], key: str) -> int | None:
    value = shape.get(key)
    return value if type(value) is int and value >= 0 else None
