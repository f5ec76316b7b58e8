"""What a change of release changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.memory import RememberedTurn, Window, fit
from simulator.domain.release import Busy, BusyHours, Limits, ThinkingTimes
from simulator.domain.upgrade import ChangedFigure, changed_figures, changed_memory, written
from tests.fakes import assumed, capabilities, pacing, release

TURNS = [RememberedTurn(number, "问", "答", 10) for number in (5, 4, 3, 2, 1)]
WINDOWS = st.builds(Window, st.none() | st.integers(0, 6).map(assumed), st.none() | st.integers(1, 70).map(assumed))


def test_an_upgrade_tells_each_figure_that_is_another_one():
    before = release(turns_per_conversation=5, memory_turns=3, pacing=pacing(2.3, 8.0, chance=0.03, seconds=1.2))
    after = release(turns_per_conversation=30, pacing=pacing(2.3, 16.0), capabilities=capabilities(web_search=True))
    assert changed_figures(before, after) == (
        ChangedFigure("turns_per_conversation", "5", "30", "assumed"),
        ChangedFigure("memory_turns", "3", None, "assumed"),
        ChangedFigure("tokens_per_second", "8", "16", "assumed"),
        ChangedFigure("stutter", "3% × 1.2 s", None, "assumed"),
        ChangedFigure("web_search", "✕", "✓", "assumed"),
    )


def test_a_release_changes_nothing_of_itself():
    assert changed_figures(release(memory_turns=3), release("2.0.0", memory_turns=3)) == ()


def test_every_kind_of_figure_is_written_in_a_few_signs():
    assert written(assumed(ThinkingTimes(6.0, 15.0, 30.0))) == "≥ 6 / 15 / 30 s"
    assert written(assumed(Busy((BusyHours(20, 23, 0.4),), 8.0))) == "20–23 h 40%"
    assert written(assumed(("A1", "A1 Pro"))) == "A1 / A1 Pro"
    assert written(None) is None
    assert all(written(limit) for _, limit in Limits(memory_turns=assumed(0)).stated())


def test_a_wider_window_brings_turns_back_and_a_narrower_one_loses_them():
    narrow, wide = Window(assumed(3), None), Window(None, None)
    assert changed_memory(TURNS, narrow, wide).regained == (1, 2)
    assert changed_memory(TURNS, wide, narrow).lost == (1, 2)


@given(WINDOWS, WINDOWS)
def test_what_comes_back_was_not_held_and_what_is_lost_was(before, after):
    change = changed_memory(TURNS, before, after)
    was, now = ({turn.number for turn in fit(TURNS, 5, 0, window).kept} for window in (before, after))
    assert (was | set(change.regained)) - set(change.lost) == now
    assert not set(change.regained) & was
    assert set(change.lost) <= was
