"""When something happens again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.release import SHANGHAI
from simulator.domain.times.repetition import (
    ALL_DAYS,
    DAILY,
    WORKDAYS,
    Repetition,
    next_time,
    occurrences,
    repetition_of,
    say_repetition,
)
from tests.fakes import shanghai

FIRST = shanghai(2025, 2, 10, 7, 0)  # a Monday
WEEKLY = st.sets(st.sampled_from(ALL_DAYS), min_size=1).map(lambda days: Repetition("week", tuple(sorted(days))))
REPETITIONS = WEEKLY | st.sampled_from([Repetition("month"), Repetition("year")])


def days(repetition: Repetition | None, after: datetime, until: datetime) -> list[str]:
    return [f"{moment:%m-%d}" for moment in occurrences(FIRST, repetition, after, until)]


def test_what_does_not_repeat_happens_once():
    assert days(None, FIRST - timedelta(days=1), FIRST + timedelta(days=9)) == ["02-10"]
    assert next_time(FIRST, None, FIRST) is None


@pytest.mark.parametrize(
    ("repetition", "expected"),
    [
        (DAILY, ["02-13", "02-14", "02-15", "02-16", "02-17"]),
        (Repetition("week", WORKDAYS), ["02-13", "02-14", "02-17"]),
        (Repetition("week", (0,)), ["02-17"]),
        (Repetition("month"), []),
    ],
)
def test_the_stretch_between_two_moments_is_open_before_and_closed_after(repetition, expected):
    assert days(repetition, shanghai(2025, 2, 12, 7, 0), shanghai(2025, 2, 17, 7, 0)) == expected


def test_nothing_happens_before_the_first_time():
    assert days(DAILY, shanghai(2025, 1, 1), shanghai(2025, 2, 11, 12)) == ["02-10", "02-11"]


def test_a_month_without_the_day_is_left_out():
    first = shanghai(2025, 1, 31, 9, 0)
    again = occurrences(first, Repetition("month"), first, shanghai(2025, 6, 1))
    assert [moment.month for moment in again] == [3, 5]


def test_a_leap_day_comes_again_in_four_years():
    assert next_time(shanghai(2024, 2, 29), Repetition("year"), shanghai(2025, 1, 1)) == shanghai(2028, 2, 29)


@given(REPETITIONS, st.datetimes(timezones=st.just(SHANGHAI)))
def test_the_next_time_is_later_or_beyond_the_calendar(repetition, after):
    again = next_time(FIRST, repetition, after)
    assert (again is None and after.year > 9990) or again > after


@given(REPETITIONS)
def test_a_rule_is_read_back(repetition):
    assert repetition_of(repetition.rule) == repetition


@pytest.mark.parametrize(
    "rule", ["", "FREQ=HOURLY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;COUNT=3", "每天"]
)
def test_an_unknown_rule_is_no_repetition(rule):
    assert repetition_of(rule) is None


@pytest.mark.parametrize(
    ("repetition", "zh", "en"),
    [
        (DAILY, "每天", "every day"),
        (Repetition("week", WORKDAYS), "工作日", "on workdays"),
        (Repetition("week", (0, 2)), "每周一、周三", "every Mon, Wed"),
        (Repetition("month"), "每月10日", "every month on day 10"),
        (Repetition("year"), "每年2月10日", "every year on 10 Feb"),
    ],
)
def test_a_repetition_is_said_in_both_languages(repetition, zh, en):
    assert (say_repetition(repetition, FIRST, "zh"), say_repetition(repetition, FIRST, "en")) == (zh, en)
