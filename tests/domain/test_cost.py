"""What a turn costs, and what it would have cost on o1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Usage
from simulator.domain.cost import O1_USD, R1_CNY, R1_USD, Cost, charge, cost_of
from simulator.domain.limit import is_evidence

TOKENS = st.integers(0, 1_000_000)
USED = st.builds(lambda prompt, completion: Usage(prompt, completion, None, 0), TOKENS, TOKENS)


@given(USED.filter(lambda usage: usage.prompt_tokens or usage.completion_tokens))
def test_r1_costs_about_three_and_a_half_per_cent_of_o1(usage):
    assert 0.0365 - 1e-9 <= cost_of(usage).o1_share <= 0.0367


@given(USED, st.data())
def test_a_cached_prompt_is_cheaper(usage, data):
    hits = data.draw(st.integers(0, usage.prompt_tokens))
    cached = Usage(usage.prompt_tokens, usage.completion_tokens, None, hits)
    saved = cost_of(usage).yuan - cost_of(cached).yuan
    assert saved == pytest.approx(hits * 3 / 1_000_000)


@given(USED, st.integers(1, 10**9))
def test_no_more_is_cached_than_was_sent(usage, more):
    lying = Usage(usage.prompt_tokens, usage.completion_tokens, None, usage.prompt_tokens + more)
    assert cost_of(lying) == cost_of(Usage(usage.prompt_tokens, usage.completion_tokens, None, usage.prompt_tokens))


def test_prices_are_for_a_million_tokens():
    assert cost_of(Usage(1_000_000, 1_000_000)) == Cost(yuan=20.0, o1_share=pytest.approx(2.74 / 75))
    assert charge(Usage(1_000_000, 0, None, 1_000_000), R1_CNY) == 1.0


def test_thinking_is_part_of_the_completion_and_billed_once():
    assert cost_of(Usage(10, 1000, 900)) == cost_of(Usage(10, 1000, 0)) == cost_of(Usage(10, 1000))


@pytest.mark.parametrize("usage", [None, Usage(), Usage(prompt_tokens=5), Usage(completion_tokens=5)])
def test_unknown_counts_cost_nothing_known(usage):
    assert cost_of(usage) is None


def test_nothing_used_has_no_share():
    assert cost_of(Usage(0, 0)) == Cost(yuan=0.0, o1_share=None)


@pytest.mark.parametrize("price", [R1_CNY, R1_USD, O1_USD])
def test_every_price_has_its_page(price):
    assert is_evidence(price.evidence)
    assert price.input_hit <= price.input_miss <= price.output
