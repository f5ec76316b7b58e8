"""How turns, days and silence are counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.quota import DEFAULT_SILENCE_SECONDS, day_of, is_used_up, moment_at, silence_left
from tests.fakes import assumed, shanghai

ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("used", "cap", "expected"), [(0, 1, False), (1, 1, True), (2, 1, True), (0, 0, True), (9, 10, False)]
)
def test_a_cap_is_reached_when_it_is_used_up(used, cap, expected):
    assert is_used_up(used, assumed(cap)) is expected


@given(st.integers(min_value=0))
def test_without_a_cap_nothing_is_used_up(used):
    assert not is_used_up(used, None)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (shanghai(2025, 2, 5, 23, 59, 59), "2025-02-05"),
        (shanghai(2025, 2, 6), "2025-02-06"),
        (datetime(2025, 2, 5, 15, 59, 59, tzinfo=UTC), "2025-02-05"),
        (datetime(2025, 2, 5, 16, tzinfo=UTC), "2025-02-06"),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai(moment, day):
    assert day_of(moment) == day


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=ZONES), ZONES)
def test_a_day_is_the_same_seen_from_any_zone(moment, zone):
    assert day_of(moment) == day_of(moment.astimezone(zone))


def test_a_session_crosses_midnight_as_its_clock_does():
    started = shanghai(2025, 2, 5, 23, 59)
    assert [day_of(moment_at(started, seconds)) for seconds in (0, 59.999, 60)] == [
        "2025-02-05",
        "2025-02-05",
        "2025-02-06",
    ]


@pytest.mark.parametrize(("now", "expected"), [(100.0, False), (104.99, False), (105.0, True), (1e6, True)])
def test_silence_is_over_at_its_last_second(now, expected):
    assert (silence_left(100.0, now, assumed(5.0)) == 0) is expected


def test_a_profile_that_says_nothing_of_silence_waits_as_long_as_others():
    assert silence_left(0.0, DEFAULT_SILENCE_SECONDS - 0.25, None) == 0.25
    assert silence_left(0.0, DEFAULT_SILENCE_SECONDS, None) == 0
