"""The token counts that a server reports, read and written. What they cost is `domain.cost`."""

from __future__ import annotations

from typing import Any

from simulator.domain.completion import Usage

MOST_TOKENS = 10**12
"""The greatest count that is taken for one: beyond it no completion goes, and no price can be worked out."""


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


def usage_shape(usage: Usage) -> dict[str, object]:
    """Give the `usage` object; unknown counts are written as 0 and the sums hold (W47, part 3 of the reference)."""
    prompt = usage.prompt_tokens or 0
    completion = usage.completion_tokens or 0
    hits = usage.cache_hit_tokens or 0
    shape: dict[str, object] = {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": hits},
    }
    if usage.reasoning_tokens is not None:
        shape["completion_tokens_details"] = {"reasoning_tokens": usage.reasoning_tokens}
    return shape | {"prompt_cache_hit_tokens": hits, "prompt_cache_miss_tokens": prompt - hits}


def _inside(shape: dict[str, Any], key: str) -> dict[str, Any]:
    value = shape.get(key)
    return value if isinstance(value, dict) else {}


def _count(shape: dict[str, Any], key: str) -> int | None:
    value = shape.get(key)
    return value if type(value) is int and 0 <= value <= MOST_TOKENS else None
