"""The test of latencies gives the probability that counting gives, and many tests are corrected for."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.replay.reports.comparing.latency import Latencies
from simulator.replay.reports.comparing.said import Said
from simulator.replay.reports.comparing.signed_rank import EXACT, holm, signed_rank

DIFFERENCES = st.lists(st.integers(-5, 5), min_size=1, max_size=8)


def counted(differences: list[int]) -> float:
    """Count all ways in which the signs could have fallen: slow, and from the definition."""
    sizes = sorted(abs(it) for it in differences if it)
    ranks = {size: sum(at for at, it in enumerate(sizes, 1) if it == size) / sizes.count(size) for size in sizes}
    seen = sum(ranks[it] for it in differences if it > 0)
    sums = [
        sum(ranks[size] for size, up in zip(sizes, ups, strict=True) if up)
        for ups in product((0, 1), repeat=len(sizes))
    ]
    low, high = sum(it <= seen for it in sums), sum(it >= seen for it in sums)
    return min(1.0, 2 * min(low, high) / len(sums))


@given(DIFFERENCES)
def test_the_probability_is_that_of_all_ways_the_signs_could_fall(differences):
    assume(any(differences))
    assert signed_rank(differences) == pytest.approx(counted(differences))


@given(DIFFERENCES)
def test_which_run_is_the_older_does_not_matter(differences):
    assert signed_rank(differences) == pytest.approx(signed_rank([-it for it in differences]))


def test_the_published_example_of_depression_scores_is_met():
    # Hollander and Wolfe, example 3.1 (nine patients before and after a tranquilizer): T+ = 5, one-sided P = 0.020
    before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    differences = [other - one for one, other in zip(before, after, strict=True)]
    assert signed_rank(differences) == pytest.approx(0.0390625)


def test_many_pairs_are_approximated_as_they_would_be_counted():
    few = [(-1) ** at * at * 1.0 + 4 for at in range(1, EXACT + 1)]
    assert signed_rank([*few, 0.001]) == pytest.approx(signed_rank(few), abs=0.01)


def test_what_is_the_same_in_both_runs_is_no_shift():
    assert signed_rank([0.0, 0.0]) == 1.0
    assert signed_rank([]) == 1.0


def test_holm_corrects_the_smallest_most_and_keeps_their_order():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def said(turn: int, first_token: float | None, seconds: float) -> dict[tuple[str, int], Said]:
    end = Said(session="phone", turn=turn, outcome="completed", answer="", first_token=first_token, seconds=seconds)
    return {("phone", turn): end}


def test_a_release_that_got_slower_is_told_with_its_median_shift():
    latencies = Latencies()
    for number in range(10):
        for vendor, slower in (("acme", 0.5), ("other", 0.0)):
            before, after = said(1, 1.0, 5.0 + number), said(1, 1.0 + slower, 5.0 + number)
            latencies.add({"vendor": vendor, "release": "1.0"}, before, after)
    told = {(it.vendor, it.figure): it for it in latencies.shifts()}
    acme = told["acme", "first_token"]
    assert (acme.pairs, acme.moved, acme.before, acme.after, acme.shift) == (10, 10, 1.0, 1.5, 0.5)
    assert acme.p == pytest.approx(4 * 2 / 2**10)
    assert [key for key, it in told.items() if it.is_significant] == [("acme", "first_token")]


def test_turns_that_only_one_run_has_are_no_pair():
    latencies = Latencies()
    latencies.add({"vendor": "acme", "release": "1.0"}, said(1, None, 5.0), said(1, 1.0, 6.0) | said(2, 1.0, 60.0))
    assert [(it.figure, it.before, it.after) for it in latencies.shifts()] == [("turn", 5.0, 6.0)]
