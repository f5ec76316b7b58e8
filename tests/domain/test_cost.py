"""What a turn costs, and what it would have cost on o1."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Usage
from simulator.domain.cost import CLAIMED_SHARE, O1_USD, R1_CNY, R1_USD, charge, cost_of, is_cheap_hour
from simulator.domain.limit import is_evidence
from tests.fakes import shanghai

DAY, NIGHT = shanghai(2025, 2, 9, 10), shanghai(2025, 2, 27, 3)
TOKENS = st.integers(0, 1_000_000)
USED = st.builds(lambda prompt, completion: Usage(prompt, completion, None, 0), TOKENS, TOKENS)


@given(USED.filter(lambda usage: usage.prompt_tokens or usage.completion_tokens))
def test_r1_costs_about_three_and_a_half_per_cent_of_o1(usage):
    assert 0.0365 - 1e-9 <= cost_of(usage, DAY).o1_share <= 0.0367


@given(USED, st.data())
def test_a_cached_prompt_is_cheaper(usage, data):
    hits = data.draw(st.integers(0, usage.prompt_tokens))
    cached = Usage(usage.prompt_tokens, usage.completion_tokens, None, hits)
    saved = cost_of(usage, DAY).yuan - cost_of(cached, DAY).yuan
    assert saved == pytest.approx(hits * 3 / 1_000_000)


@given(USED, st.integers(1, 10**9))
def test_no_more_is_cached_than_was_sent(usage, more):
    honest, lying = (replace(usage, cache_hit_tokens=usage.prompt_tokens + extra) for extra in (0, more))
    assert cost_of(lying, DAY) == cost_of(honest, DAY)


def test_prices_are_for_a_million_tokens():
    cost = cost_of(Usage(1_000_000, 1_000_000), DAY)
    assert (cost.yuan, cost.r1_usd, cost.o1_usd) == (20.0, pytest.approx(2.74), 75.0)
    assert cost.o1_share == pytest.approx(2.74 / 75)
    assert charge(Usage(1_000_000, 0, None, 1_000_000), R1_CNY) == 1.0


def test_thinking_is_part_of_the_completion_and_billed_once():
    assert cost_of(Usage(10, 1000, 900), DAY) == cost_of(Usage(10, 1000, 0), DAY) == cost_of(Usage(10, 1000), DAY)


@pytest.mark.parametrize("usage", [None, Usage(), Usage(prompt_tokens=5), Usage(completion_tokens=5)])
def test_unknown_counts_cost_nothing_known(usage):
    assert cost_of(usage, DAY) is None


def test_nothing_used_has_no_share():
    cost = cost_of(Usage(0, 0), DAY)
    assert (cost.yuan, cost.o1_share) == (0.0, None)


@pytest.mark.parametrize("price", [R1_CNY, R1_USD, O1_USD])
def test_every_price_has_its_page(price):
    assert is_evidence(price.evidence)
    assert price.input_hit <= price.input_miss <= price.output


def test_a_cost_tells_the_claim_beside_the_share_and_where_both_are_from():
    cost = cost_of(Usage(10, 20), DAY)
    assert cost.claimed_share == CLAIMED_SHARE == 0.03
    assert cost.sources == (R1_CNY.evidence, R1_USD.evidence, O1_USD.evidence, "seed")


@pytest.mark.parametrize(
    ("moment", "is_cheap"),
    [
        (shanghai(2025, 2, 26, 3), False),
        (shanghai(2025, 2, 27, 0, 29), False),
        (shanghai(2025, 2, 27, 0, 30), True),
        (shanghai(2025, 2, 27, 8, 29), True),
        (shanghai(2025, 2, 27, 8, 30), False),
        (shanghai(2025, 3, 1, 3), True),
    ],
)
def test_nights_are_cheap_from_the_end_of_february_on(moment, is_cheap):
    assert is_cheap_hour(moment) is is_cheap


def test_a_night_costs_a_quarter():
    used = Usage(1_000, 1_000, None, 500)
    assert cost_of(used, NIGHT).yuan == pytest.approx(cost_of(used, DAY).yuan / 4)
    assert cost_of(used, NIGHT).o1_share < 0.01
