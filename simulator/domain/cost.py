"""What a turn costs, in yuan, and what the same tokens would have cost on o1. Who counts the tokens is the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

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
    """A turn's price in yuan, and beside it in dollars R1's and o1's for the same tokens, at the prices of the day.

    `o1_share` is R1's over o1's (0.0365 is 3.65 %), None where nothing was used; `claimed_share` is what the seed
    article says of it. `sources` are where the prices and the claim are from.
    """

    yuan: float
    o1_share: float | None
    r1_usd: float = 0.0
    o1_usd: float = 0.0
    claimed_share: float = 0.0
    sources: tuple[str, ...] = ()


_CNY_PAGE = "url:https://unpkg.com/@lobehub/chat@1.94.11/src/config/modelProviders/deepseek.ts"
_USD_PAGE = "url:https://api-docs.deepseek.com/quick_start/pricing-details-usd"

R1_CNY = Price("CNY", 1.0, 4.0, 16.0, _CNY_PAGE)
R1_USD = Price("USD", 0.14, 0.55, 2.19, _USD_PAGE)
O1_USD = Price(
    "USD",
    7.5,
    15.0,
    60.0,
    "url:https://community.openai.com/t/how-to-correct-compute-the-cost-of-an-o1-model-api-call/1099176/2",
)

CLAIMED_SHARE = 0.03
"""The seed article says that R1 costs 约3% of o1. At the list prices it is 3.65 to 3.67 %; of a cache hit, 1.87 %."""

_NIGHT_SINCE = datetime.fromisoformat("2025-02-26T16:30:00+00:00")
_NIGHT_LASTS = timedelta(hours=8)
_R1_CNY_AT_NIGHT = Price("CNY", 0.25, 1.0, 4.0, "assumed")
"""A quarter of the day's price, as in dollars; the page with the discount in yuan was not seen."""
_R1_USD_AT_NIGHT = Price("USD", 0.035, 0.135, 0.55, "url:https://api-docs.deepseek.com/quick_start/pricing")


def is_cheap_hour(moment: datetime) -> bool:
    """Say whether DeepSeek's off-peak discount holds at `moment` (aware): 00:30 to 08:30 in Beijing from 2025-02-27.

    Source: a copy of the pricing page of 2025 (16:30 to 00:30 UTC, from 2025-02-26).
    """
    return moment >= _NIGHT_SINCE and (moment - _NIGHT_SINCE) % timedelta(days=1) < _NIGHT_LASTS


def charge(usage: Usage, price: Price) -> float | None:
    """Give the price of `usage` in the currency of `price`; None where the counts are unknown.

    Thinking is billed as output (footnote of DeepSeek's pricing page), and is part of `completion_tokens`.
    """
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    hits = min(usage.cache_hit_tokens or 0, usage.prompt_tokens)
    misses = usage.prompt_tokens - hits
    return (hits * price.input_hit + misses * price.input_miss + usage.completion_tokens * price.output) / PER_TOKENS


def cost_of(usage: Usage | None, moment: datetime) -> Cost | None:
    """Give what R1 cost for these tokens at `moment`, and o1; None where the counts are unknown."""
    if usage is None:
        return None
    cny, usd = (_R1_CNY_AT_NIGHT, _R1_USD_AT_NIGHT) if is_cheap_hour(moment) else (R1_CNY, R1_USD)
    yuan, r1, o1 = (charge(usage, price) for price in (cny, usd, O1_USD))
    if yuan is None or r1 is None or o1 is None:
        return None
    return Cost(
        yuan=yuan,
        o1_share=r1 / o1 if o1 else None,
        r1_usd=r1,
        o1_usd=o1,
        claimed_share=CLAIMED_SHARE,
        sources=(cny.evidence, usd.evidence, O1_USD.evidence, "seed"),
    )
