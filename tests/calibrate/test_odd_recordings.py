"""Recordings that are cut short, contradict each other or tell nothing: what is said of them, and no wrong figure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.bundled import folder
from simulator.calibrate.captures.from_cassette import talks_of_cassette
from simulator.calibrate.finding import Finding
from simulator.calibrate.fit import fit
from simulator.calibrate.hidden import unmixed
from simulator.calibrate.interval import drawn, share
from simulator.calibrate.probe import prompt_sizes, question
from simulator.calibrate.recall import asks_name, name_told
from simulator.calibrate.window import roundest
from simulator.domain.memory import question_tokens
from simulator.tokenizer.deepseek import LazyTokenizer
from tests.calibrate.hidden_phones import fitted, fitted_table, recorded, table

COUNT = LazyTokenizer().count


def test_a_conversation_that_ended_early_gives_a_lower_bound_and_advice() -> None:
    found = fitted(recorded(["你好"] * 5, turns_per_conversation=9)).of("turns_per_conversation")
    assert (found.value, found.low, found.high) == (None, 5, None)
    assert found.advice is not None and "≥ 12 turns" in found.advice.en


def test_a_cap_that_is_contradicted_is_told_and_left_out() -> None:
    capped, longer = recorded(["你好"] * 5, turns_per_conversation=3), recorded(["你好"] * 8)
    found = fitted(capped, longer).of("turns_per_conversation")
    assert found.value is None
    assert any("c1.jsonl" in remark.en and "answered at 8" in remark.en for remark in found.remarks)


def test_one_odd_recording_of_many_is_told_and_outvoted() -> None:
    many = [recorded(["你好"] * 5, turns_per_conversation=3) for _ in range(3)]
    found = fitted(*many, recorded(["你好"] * 5, turns_per_conversation=2)).of("turns_per_conversation")
    assert (found.value, found.n, len(found.remarks)) == (3, 3, 1)


def test_windows_that_contradict_each_other_are_told_with_both_places() -> None:
    found = fitted(recorded(["你好"] * 6, memory_turns=2), recorded(["你好"] * 6, memory_turns=4)).of("memory_turns")
    assert found.value is None
    assert "c1.jsonl" in found.remarks[0].en and "c0.jsonl" in found.remarks[0].en


def test_a_table_without_times_tells_caps_and_asks_for_times() -> None:
    events = recorded(["你好"] * 5, turns_per_conversation=3)
    bare = "\n".join(
        ",".join([*row.split(",")[:2], "", "", "", *row.split(",")[5:6]])
        for row in table(events).decode().split("\r\n")
    )
    fit = fitted_table(bare.replace("用户,回答,,,,结果", "用户,回答,首字,思考用时,用时,结果").encode())
    assert fit.of("turns_per_conversation").value == 3
    assert all(fit.of(name).advice for name in ("first_token", "tokens_per_second", "stutter.chance"))


def test_a_cassette_shows_what_was_sent_and_the_pace_of_its_server() -> None:
    tape = folder("fixtures") / "cassettes" / "name.jsonl"
    found = fit(talks_of_cassette("name.jsonl", tape, COUNT), COUNT)
    assert found.of("prompt_tokens").low == 5
    assert found.of("tokens_per_second").value == pytest.approx(16, rel=0.1)


@settings(max_examples=30, deadline=None)
@given(size=st.integers(20, 5000))
def test_a_probing_question_has_its_tokens_exactly(size: int) -> None:
    assert question_tokens(question(size, COUNT), COUNT) == size


@given(low=st.integers(1, 10**5), width=st.integers(1, 10**5))
def test_a_probe_narrows_the_bracket_whatever_is_answered(low: int, width: int) -> None:
    sizes = prompt_sizes(Finding(name="prompt_tokens", low=low, high=low + width))
    assert all(low < size <= low + width for size in sizes) and len(sizes) <= 16


@given(low=st.integers(1, 10**6), width=st.integers(0, 10**6))
def test_the_roundest_number_of_a_bracket_is_in_it(low: int, width: int) -> None:
    assert low <= roundest(low, low + width) <= low + width


def test_the_roundest_number_is_the_one_that_makers_like() -> None:
    assert roundest(3901, 4700) == 4096


def test_an_exact_interval_is_that_of_the_tables() -> None:
    assert share(1, 10) == pytest.approx((0.0025, 0.4450), abs=1e-4)
    assert share(0, 10) == pytest.approx((0.0, 0.3085), abs=1e-4)


def test_the_same_data_have_the_same_interval() -> None:
    seen = [1.0, 2.0, 3.0, 4.0]
    assert drawn(seen, max) == drawn(seen, max)


def test_answers_too_few_to_part_are_all_pace() -> None:
    assert unmixed([(1.0, 10.0, 0.0), (5.0, 10.0, 0.0)]) == (0.3, ((), ()))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("我叫小明", "小明"),
        ("My name is Ann", "Ann"),
        ("我的名字是李雷，你好", "李雷"),
        ("我叫什么？", None),
        ("讲个笑话", None),
    ],
)
def test_a_told_name_is_known(said: str, name: str | None) -> None:
    assert name_told(said) == name


def test_asking_for_a_name_is_no_telling() -> None:
    assert asks_name("我叫什么？") and asks_name("What's my name?") and not asks_name("我叫小明")
