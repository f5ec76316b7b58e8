"""When each piece of a text appears."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.pacing import begin, schedule, step
from simulator.domain.release import Pacing
from simulator.domain.token_estimate import estimate
from tests.fakes import pacing

PIECES = st.lists(st.text("从前有座山 abc", min_size=1, max_size=9), min_size=1, max_size=30)


def due_times(
    pieces, style: Pacing, seed: int = 0, arrivals: list[float] | None = None
) -> tuple[list[float], list[float]]:
    """Give when each piece is due and the halt before it; pieces that have no arrival were there at once."""
    rng, pace, due, halts = Random(seed), begin(0.0, style), [], []
    for number, piece in enumerate(pieces):
        result = step(pace, piece, arrivals[number] if arrivals else 0.0, style, rng)
        pace = result.after
        due.append(result.due)
        halts.append(result.stutter)
    return due, halts


@given(PIECES, st.integers(), st.floats(0, 1), st.sampled_from((0.0, 1.5)))
def test_pieces_that_came_together_are_due_as_if_one_by_one(pieces, seed, chance, seconds):
    style = pacing(chance=chance, seconds=seconds)
    due, halts = due_times(pieces, style, seed)
    plan = schedule(begin(0.0, style), pieces, 0.0, style, Random(seed))
    assert plan.dues == due
    assert plan.halts == {place: halt for place, halt in enumerate(halts) if halt}


@given(PIECES, st.integers(), st.floats(0, 1), st.data())
def test_time_never_goes_back_and_nothing_appears_before_it_came(pieces, seed, chance, data):
    arrivals = sorted(data.draw(st.lists(st.floats(0, 60), min_size=len(pieces), max_size=len(pieces))))
    due, _ = due_times(pieces, pacing(chance=chance, seconds=1.5), seed, arrivals)
    assert due == sorted(due)
    assert all(moment >= arrival for moment, arrival in zip(due, arrivals, strict=True))


@given(PIECES, st.floats(0, 30), st.floats(0.5, 100))
def test_each_token_takes_its_share_of_a_second(pieces, first_token, rate):
    due, halts = due_times(pieces, pacing(first_token, rate))
    tokens = 0.0
    for piece, moment in zip(pieces, due, strict=True):
        assert moment == pytest.approx(first_token + tokens / rate)
        tokens += max(1.0, estimate(piece))
    assert set(halts) == {0.0}


def test_the_first_text_comes_one_delay_after_the_question():
    style = pacing(first_token=9.2)
    assert step(begin(100.0, style), "好", 100.5, style, Random(0)).due == pytest.approx(109.2)


def test_a_slow_backend_moves_the_schedule_and_is_not_made_up_for():
    due, _ = due_times(["字" * 5] * 4, pacing(1.0, 10.0), arrivals=[0.0, 50.0, 50.0, 50.0])
    assert due == pytest.approx([1.0, 50.0, 50.3, 50.6])


@given(PIECES, st.integers(), st.floats(0, 1))
def test_the_same_seed_stutters_at_the_same_places(pieces, seed, chance):
    style = pacing(chance=chance, seconds=2.0)
    assert due_times(pieces, style, seed) == due_times(pieces, style, seed)


@given(PIECES, st.integers())
def test_a_halt_delays_what_follows_by_its_length(pieces, seed):
    with_halts, halts = due_times(pieces, pacing(chance=0.3, seconds=2.0), seed)
    without, _ = due_times(pieces, pacing(), seed)
    halted = [sum(halts[: number + 1]) for number in range(len(halts))]
    assert with_halts == pytest.approx([plain + late for plain, late in zip(without, halted, strict=True)])


@pytest.mark.parametrize(("chance", "halts"), [(0.0, {0.0}), (1.0, {2.0})])
def test_chance_is_none_or_certain_at_its_ends(chance, halts):
    first, *rest = due_times(["从前有座山"] * 50, pacing(chance=chance, seconds=2.0))[1]
    assert first == 0.0, "what is not there yet cannot stutter"
    assert set(rest) == halts


def test_the_chance_of_a_halt_is_that_of_each_token():
    halts = due_times(["从前有座山"] * 4_000, pacing(chance=0.1, seconds=1.0), seed=7)[1]
    assert sum(halts) / 4_000 == pytest.approx(1 - 0.9**3, abs=0.03)


def test_a_stutter_leaves_the_rng_of_others_alone():
    rng = Random(3)
    style = pacing()
    step(begin(0.0, style), "好", 0.0, style, rng)
    assert rng.random() == Random(3).random()
