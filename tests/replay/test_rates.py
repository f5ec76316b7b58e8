"""The interval of a pass rate, against published values and its own promise."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.replay.rates import enough, fewest, interval


@pytest.mark.parametrize(
    ("passed", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (0, 20, 0.0, 0.1684),
        (17, 20, 0.6211, 0.9679),
        (20, 20, 0.8316, 1.0),
        (81, 263, 0.2527, 0.3676),  # NIST/SEMATECH and Newcombe 1998, table I
        (15, 148, 0.0578, 0.1617),
    ],
)
def test_intervals_are_those_of_published_tables(passed, of, low, high):
    found = interval(passed, of, 0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@settings(max_examples=25)
@given(of=st.integers(1, 25), rate=st.floats(0.01, 0.99), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_hold_the_true_rate_as_often_as_they_promise(of, rate, confidence):
    chances = [comb(of, passed) * rate**passed * (1 - rate) ** (of - passed) for passed in range(of + 1)]
    held = [interval(passed, of, confidence) for passed in range(of + 1)]
    covered = sum(chance for chance, found in zip(chances, held, strict=True) if found.low <= rate <= found.high)
    assert covered >= confidence - 1e-9


@settings(max_examples=40)
@given(st.integers(1, 80), st.data())
def test_an_interval_holds_its_share_and_mirrors_its_complement(of, data):
    passed = data.draw(st.integers(0, of))
    found, mirrored = interval(passed, of, 0.9), interval(of - passed, of, 0.9)
    assert found.low <= passed / of <= found.high
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)


@given(rate=st.floats(0.05, 0.995), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_the_fewest_samples_show_a_rate_and_one_less_does_not(rate, confidence):
    count = fewest(rate, confidence)
    assert interval(count, count, confidence).low >= rate - 1e-9
    assert count == 1 or interval(count - 1, count - 1, confidence).low < rate


def test_more_samples_are_told_only_where_they_would_help():
    assert enough(18, 20, 0.9, 0.95) is None
    assert enough(20, 20, 0.9, 0.95) == fewest(0.9, 0.95) == 36
    more = enough(19, 20, 0.9, 0.95)
    assert more is not None
    assert interval(round(more * 0.95), more, 0.95).low == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize(("passed", "of", "confidence"), [(2, 1, 0.9), (-1, 3, 0.9), (0, 0, 0.9), (1, 2, 1.0)])
def test_what_is_no_count_has_no_interval(passed, of, confidence):
    with pytest.raises(ValueError, match="no interval"):
        interval(passed, of, confidence)
