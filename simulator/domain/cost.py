"""What a turn costs, in yuan, and what the same tokens would have cost on o1. Prices come from outside."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.domain.completion import Usage

PER_TOKENS = 1_000_000
"""Prices are for a million tokens."""


@dataclass(frozen=True, slots=True)
class Price:
    """A model's list price for a million tokens, with its source."""

    currency: str
    input_hit: float
    input_miss: float
    output: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A turn's price in yuan; `o1_share` is its list price over that of o1 for the same tokens (0.0365 is 3.65 %)."""

    yuan: float
    o1_share: float | None


R1_CNY = Price(
    "CNY", 1.0, 4.0, 16.0, "url:https://unpkg.com/@lobehub/chat@1.94.11/src/config/modelProviders/deepseek.ts"
)
R1_USD = Price("USD", 0.14, 0.55, 2.19, "url:https://api-docs.deepseek.com/quick_start/pricing-details-usd")
O1_USD = Price(
    "USD",
    7.5,
    15.0,
    60.0,
    "url:https://community.openai.com/t/how-to-correct-compute-the-cost-of-an-o1-model-api-call/1099176/2",
)


def charge(usage: Usage, price: Price) -> float | None:
    """Give the price of `usage` in the currency of `price`; None where the counts are unknown.

    Thinking is billed as output (footnote of DeepSeek's pricing page), and is part of `completion_tokens`.
    """
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    hits = min(usage.cache_hit_tokens or 0, usage.prompt_tokens)
    misses = usage.prompt_tokens - hits
    return (hits * price.input_hit + misses * price.input_miss + usage.completion_tokens * price.output) / PER_TOKENS


def cost_of(usage: Usage | None) -> Cost | None:
    """Give R1's price of a turn in yuan and its share of o1's, both at the list prices of February 2025."""
    if usage is None:
        return None
    yuan, r1, o1 = (charge(usage, price) for price in (R1_CNY, R1_USD, O1_USD))
    if yuan is None:
        return None
    return Cost(yuan=yuan, o1_share=r1 / o1 if r1 is not None and o1 else None)
