"""When a maker's servers turn requests away."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.load import busy_rate, is_turned_away
from simulator.domain.release import SHANGHAI, Busy, BusyHours
from tests.fakes import assumed, shanghai

EVENING = assumed(Busy((BusyHours(20, 23, 0.4), BusyHours(22, 24, 0.9)), wait=8.0, until=shanghai(2025, 2, 10)))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31)).map(lambda at: at.replace(tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("moment", "rate"),
    [
        (shanghai(2025, 2, 8, 19, 59), 0.0),
        (shanghai(2025, 2, 8, 20, 0), 0.4),
        (shanghai(2025, 2, 8, 22, 0), 0.9),
        (shanghai(2025, 2, 8, 23, 59), 0.9),
        (shanghai(2025, 2, 9, 0, 0), 0.0),
        (datetime.fromisoformat("2025-02-08T12:30:00+00:00"), 0.4),
        (shanghai(2025, 2, 10, 20, 30), 0.0),
    ],
)
def test_the_hours_are_those_of_shanghai_and_end_with_the_last_day(moment, rate):
    assert busy_rate(EVENING, moment) == rate


@given(MOMENTS)
def test_servers_of_which_nobody_says_that_they_are_busy_never_are(moment):
    rng = Random(1)
    assert not is_turned_away(None, moment, rng)
    assert rng.random() == Random(1).random()


@given(MOMENTS, st.integers())
def test_the_same_draw_has_the_same_luck(moment, seed):
    assert is_turned_away(EVENING, moment, Random(seed)) == is_turned_away(EVENING, moment, Random(seed))


def test_about_as_many_are_turned_away_as_the_rate_says():
    turned = sum(is_turned_away(EVENING, shanghai(2025, 2, 8, 21), Random(seed)) for seed in range(2_000))
    assert 700 < turned < 900
