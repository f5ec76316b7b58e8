from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.domain.limit import Limit
from simulator.domain.release import Limits, Stutter
from simulator.domain.what_if import figures_of, given, turned
from tests.faces.tui.phones import RELEASE

CAPPED = replace(RELEASE, limits=Limits(turns_per_conversation=Limit(5, "seed"), prompt_tokens=Limit(4096, "assumed")))


def test_a_small_limit_is_turned_by_one_and_a_large_one_by_a_quarter():
    assert turned(CAPPED, "turns_per_conversation", "less").limits.turns_per_conversation == Limit(4, "config")
    assert turned(CAPPED, "prompt_tokens", "more").limits.prompt_tokens == Limit(5120, "config")


def test_no_limit_falls_below_one():
    release = CAPPED
    for _ in range(20):
        release = turned(release, "turns_per_conversation", "less")
    assert release.limits.turns_per_conversation == Limit(1, "config")


@pytest.mark.parametrize("direction", ["less", "more"])
def test_a_limit_that_a_release_does_not_have_can_be_given_to_it(direction):
    assert turned(CAPPED, "daily_questions", direction).limits.daily_questions == Limit(20, "config")


def test_a_pace_is_turned_by_a_quarter():
    assert turned(RELEASE, "tokens_per_second", "more").pacing.tokens_per_second == Limit(25.0, "config")


def test_what_can_only_be_looked_at_stays_as_it_is():
    assert turned(CAPPED, "web_search", "more") is CAPPED
    assert not next(figure for figure in figures_of(CAPPED) if figure.name == "web_search").is_turnable


def test_every_figure_that_is_said_to_be_turnable_turns():
    for figure in figures_of(CAPPED):
        if figure.is_turnable:
            assert turned(CAPPED, figure.name, "more") != CAPPED


def test_a_stutter_is_turned_by_its_chance_and_given_to_a_release_without_one():
    halting = turned(RELEASE, "stutter", "more")
    assert halting.pacing.stutter == Limit(Stutter(0.04, 1.5), "config")
    assert turned(halting, "stutter", "more").pacing.stutter == Limit(Stutter(0.08, 1.5), "config")


def test_a_figure_is_given_as_it_is_written_and_none_takes_a_limit_away():
    assert given(CAPPED, "turns_per_conversation", "3").limits.turns_per_conversation == Limit(3, "config")
    assert given(CAPPED, "turns_per_conversation", "none").limits.turns_per_conversation is None
    assert given(CAPPED, "first_token", "9.5").pacing.first_token == Limit(9.5, "config")
    assert given(CAPPED, "stutter", "0.2").pacing.stutter == Limit(Stutter(0.2, 1.5), "config")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("turns_per_conversation", "2.5"),
        ("turns_per_conversation", "0"),
        ("turns_per_conversation", "many"),
        ("turns_per_conversation", "nan"),
        ("first_token", "none"),
        ("stutter", "2"),
        ("web_search", "1"),
        ("no_such", "1"),
    ],
)
def test_what_a_figure_cannot_be_is_not_given(name, value):
    assert given(CAPPED, name, value) is None
