"""Which earlier turns fit into a prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.domain.memory import Fitted, RememberedTurn, Window, fit, prompt, prompt_tokens, question_tokens, weigh
from tests.fakes import assumed

TEXT = st.text("我叫小明ab，。", max_size=12)
SAID = st.lists(st.tuples(TEXT, TEXT), max_size=8)
WINDOWS = st.builds(
    lambda turns, tokens: Window(turns and assumed(turns - 1), tokens and assumed(tokens - 1)),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 150),
)


def weighed(said: list[tuple[str, str]]) -> list[RememberedTurn]:
    """Weigh turns, oldest first, a token a character."""
    return [weigh(number, utterance, answer, len) for number, (utterance, answer) in enumerate(said, 1)]


def fitted(said: list[tuple[str, str]], question: str, window: Window) -> Fitted:
    return fit(reversed(weighed(said)), len(said), question_tokens(question, len), window)


@given(SAID, TEXT, WINDOWS)
def test_memory_is_the_end_of_the_conversation(said, question, window):
    result = fitted(said, question, window)
    turns = weighed(said)
    assert list(result.kept) == turns[result.dropped_turns :]
    assert len(result.kept) + result.dropped_turns == len(turns)


@given(SAID, TEXT, WINDOWS)
def test_no_window_is_exceeded(said, question, window):
    result = fitted(said, question, window)
    assert window.turns is None or len(result.kept) <= window.turns.value
    if window.tokens is not None and result.kept:
        assert result.prompt_tokens <= window.tokens.value


@given(SAID, TEXT, WINDOWS)
def test_one_turn_more_would_not_fit(said, question, window):
    result = fitted(said, question, window)
    assert (result.bitten is None) == (result.dropped_turns == 0)
    if not result.dropped_turns:
        return
    left_out = weighed(said)[result.dropped_turns - 1]
    if result.bitten == "memory_turns":
        assert len(result.kept) == window.turns.value
    else:
        assert result.bitten == "prompt_tokens"
        assert result.prompt_tokens + left_out.tokens > window.tokens.value


@given(SAID, TEXT, WINDOWS)
def test_the_weight_that_is_told_is_that_of_the_prompt_that_is_sent(said, question, window):
    result = fitted(said, question, window)
    assert result.prompt_tokens == prompt_tokens(prompt(result.kept, question, None).messages, len)


@given(SAID, TEXT, WINDOWS)
def test_only_the_kept_turns_and_one_more_are_looked_at(said, question, window):
    looked_at = 0

    def newest_first():
        nonlocal looked_at
        for turn in reversed(weighed(said)):
            looked_at += 1
            yield turn

    result = fit(newest_first(), len(said), question_tokens(question, len), window)
    assert looked_at <= len(result.kept) + 1


def test_nothing_is_dropped_without_a_window():
    said = [(f"第{number}问", "好") for number in range(500)]
    assert fitted(said, "？", Window(None, None)).dropped_turns == 0


@pytest.mark.parametrize(
    ("tokens", "kept", "bitten"),
    [(22, 2, None), (21, 1, "prompt_tokens"), (13, 1, "prompt_tokens"), (12, 0, "prompt_tokens")],
)
def test_a_window_is_full_at_its_very_last_token(tokens, kept, bitten):
    said = [("我叫小", "你好啊"), ("讲笑话", "从前有")]
    result = fitted(said, "谁", Window(None, assumed(tokens)))
    assert (len(result.kept), result.bitten) == (kept, None if kept == 2 else "prompt_tokens")


def test_the_turn_window_is_named_where_both_bite():
    result = fitted([("一", "二"), ("三", "四")], "五", Window(assumed(1), assumed(14)))
    assert (len(result.kept), result.bitten) == (1, "memory_turns")


def test_no_remembered_turn_is_a_window_too():
    assert fitted([("一", "二")], "三", Window(assumed(0), None)) == Fitted((), 1, 4, "memory_turns")


def test_a_prompt_is_the_turns_in_order_and_then_the_question():
    built = prompt(weighed([("我叫小明", "你好"), ("讲个笑话", "从前")]), "我叫什么？", 512)
    assert built.messages == (
        Message("user", "我叫小明"),
        Message("assistant", "你好"),
        Message("user", "讲个笑话"),
        Message("assistant", "从前"),
        Message("user", "我叫什么？"),
    )
    assert built.max_tokens == 512


def test_a_message_weighs_its_text_and_its_place_in_the_template():
    assert prompt_tokens((Message("user", "四个字吗"),), len) == 2 + 1 + 4 == question_tokens("四个字吗", len)
    assert prompt_tokens((Message("user", "一"), Message("assistant", "二"), Message("user", "三")), len) == 9
    assert prompt_tokens((Message("system", "一二"),), len) == 4
