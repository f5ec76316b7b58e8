"""The named delays of a server, and how one request's are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mock.latencies import latency_named
from simulator.mock.latency import Wait

NAMES = ("none", "deepseek-2025-02", "third-party-2025-02")


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.integers(), prompt=st.text(st.characters()))
def test_a_draw_stays_in_its_ranges_and_repeats(name, seed, prompt):
    latency = latency_named(name)
    wait = latency.draw(seed, prompt)
    assert latency.first_token[0] <= wait.first_token <= latency.first_token[1]
    assert latency.gap[0] <= wait.gap <= latency.gap[1]
    assert latency.draw(seed, prompt) == wait


def test_no_latency_is_no_wait():
    assert latency_named("none").draw(7, "你好") == Wait(0.0, 0.0)


def test_seed_and_prompt_both_change_the_draw():
    latency = latency_named("deepseek-2025-02")
    draws = [latency.draw(1, "一"), latency.draw(2, "一"), latency.draw(1, "二")]
    assert len({wait.first_token for wait in draws}) == len({wait.gap for wait in draws}) == 3


def test_every_profile_says_where_it_is_from():
    assert [latency_named(name).evidence.partition(":")[0] for name in NAMES] == ["assumed", "url", "url"]


def test_an_unknown_name_is_answered_with_the_nearest_and_all():
    with pytest.raises(ValueError, match=r'did you mean "deepseek-2025-02"\?') as error:
        latency_named("deepseek-2025-2")
    assert all(name in str(error.value) for name in NAMES)


def test_a_name_like_none_of_them_gets_no_suggestion():
    with pytest.raises(ValueError, match=r'called "" \(known: none, '):
        latency_named("")
