"""Figures that were hidden in phones are found in their recordings: caps and windows exactly, pacing within a tenth."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from simulator.domain.release import ThinkingTimes
from tests.calibrate.hidden_phones import NEW, fitted, fitted_table, jittered, recorded, table
from tests.fakes import pacing

CHAT = ("我叫小明", "今天天气", "讲个故事", "再讲一个")
EASY, HARD = "你好", "5 个人排成一排，甲不站两端，有多少种排法？"
PHONES = settings(max_examples=3, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
"""The same phones each time: a figure of chance may be off by more than a tenth on one phone of many."""


@PHONES
@given(cap=st.integers(1, 15), window=st.integers(0, 6))
def test_turn_cap_and_remembered_turns_are_exact(cap: int, window: int) -> None:
    events = recorded(CHAT * 4, turns_per_conversation=cap, memory_turns=window)
    fit = fitted(events)
    assert fit.of("turns_per_conversation").value == cap
    if cap > window + 1:
        assert fit.of("memory_turns").value == window
    else:
        assert fit.of("memory_turns").value is None


@PHONES
@given(window=st.integers(100, 900))
def test_a_window_of_tokens_is_enclosed_by_what_was_recorded(window: int) -> None:
    found = fitted(recorded(CHAT * 4, prompt_tokens=window)).of("prompt_tokens")
    assert found.low is not None and found.high is not None
    assert found.low <= window <= found.high


@PHONES
@given(quota=st.integers(1, 20))
def test_the_questions_of_a_day_are_exact_over_conversations(quota: int) -> None:
    events = recorded([*CHAT, NEW] * 6, daily_questions=quota)
    assert fitted(events).of("daily_questions").value == quota


@PHONES
@given(
    first=st.floats(0.3, 9),
    rate=st.floats(5, 60),
    chance=st.floats(0.02, 0.08),
    halt=st.floats(0.5, 3),
    seed=st.integers(0, 99),
)
def test_pacing_is_found_within_a_tenth(first: float, rate: float, chance: float, halt: float, seed: int) -> None:
    events = recorded(CHAT * 5, seed=seed, pacing=pacing(first, rate, chance=chance, seconds=halt))
    for seen in ((events,), (jittered(events, 0.01),), (events, jittered(events, 0.01))):
        fit = fitted(*seen)
        assert fit.of("first_token").value == pytest.approx(first, rel=0.1)
        assert fit.of("tokens_per_second").value == pytest.approx(rate, rel=0.1)
        assert fit.of("stutter.seconds").value == pytest.approx(halt, rel=0.1)
        told = fit.of("stutter.chance")
        halts = fit.of("stutter.seconds").n
        assert told.value == pytest.approx(chance, rel=max(0.1, 4 / halts**0.5))


@PHONES
@given(rate=st.floats(5, 30), chance=st.floats(0.01, 0.04), halt=st.floats(0.8, 3), seed=st.integers(0, 99))
def test_a_table_in_tenths_of_a_second_tells_the_pace(rate: float, chance: float, halt: float, seed: int) -> None:
    events = recorded(CHAT * 8, seed=seed, pacing=pacing(2.3, rate, chance=chance, seconds=halt))
    for token_times in (True, False):
        fit = fitted_table(table(events, token_times=token_times))
        assert fit.of("first_token").value == pytest.approx(2.3, rel=0.1)
        assert fit.of("tokens_per_second").value == pytest.approx(rate, rel=0.1)


@PHONES
@given(easy=st.floats(4, 9), hard=st.floats(12, 60))
def test_the_least_thinking_is_found_for_each_difficulty(easy: float, hard: float) -> None:
    times = ThinkingTimes(easy, (easy + hard) / 2, hard)
    events = recorded((EASY, HARD) * 4, thinks=True, pacing=pacing(1, 20, thinking=times))
    for fit in (fitted(events), fitted_table(table(events))):
        assert fit.of("thinking.easy").value == pytest.approx(easy, rel=0.1)
        assert fit.of("thinking.hard").value == pytest.approx(hard, rel=0.1)
        assert fit.of("thinking.medium").value is None and fit.of("thinking.medium").advice is not None


@PHONES
@given(rate=st.floats(5, 30), halts=st.booleans(), seed=st.integers(0, 99))
def test_whole_seconds_of_thinking_as_phones_show_them_do_not_look_like_halts(
    rate: float, halts: bool, seed: int
) -> None:
    stutter = {"chance": 0.02, "seconds": 2.0} if halts else {}
    events = recorded(CHAT * 8, thinks=True, seed=seed, pacing=pacing(2.3, rate, **stutter))
    rows = [row.split(",") for row in table(events).decode().splitlines()]
    whole = [[*row[:3], str(round(float(row[3]))), *row[4:]] for row in rows[1:]]
    fit = fitted_table("\n".join(",".join(row) for row in [rows[0], *whole]).encode())
    assert fit.of("tokens_per_second").value == pytest.approx(rate, rel=0.1)
    assert halts or fit.of("stutter.chance").value is None


def test_thinking_that_lasts_as_long_as_its_text_is_no_least_one() -> None:
    fit = fitted(recorded((EASY, HARD) * 4, thinks=True, pacing=pacing(1, 20)))
    assert fit.of("thinking.easy").value is None
    assert fit.of("thinking.easy").high == pytest.approx(0.5, abs=0.5)


def test_a_phone_that_never_halts_is_told_to_have_no_stutter() -> None:
    events = recorded(CHAT * 5, pacing=pacing(1, 20))
    for fit in (fitted(events), fitted(jittered(events, 0.02)), fitted_table(table(events))):
        assert fit.of("stutter.chance").is_none
        assert fit.of("tokens_per_second").value == pytest.approx(20, rel=0.1)


@PHONES
@given(window=st.integers(1, 3))
def test_asking_for_a_name_at_each_distance_tells_the_turns_remembered(window: int) -> None:
    tries = [step for far in range(5) for step in ("我叫小明", *["讲个故事"] * far, "我叫什么？", NEW)]
    rows = table(recorded(tries, memory_turns=window)).decode().splitlines()
    # A table knows conversations by their column only, so that each try is one of its own.
    parts, part = [], [rows[0]]
    for row in rows[1:]:
        part.append(row)
        if "叫什么" in row:
            parts.append("\n".join(part).encode())
            part = [rows[0]]
    assert fitted_table(*parts).of("memory_turns").value == window
