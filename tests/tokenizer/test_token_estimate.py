"""The guess follows DeepSeek's published rule and is near the exact count for ordinary text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.token_estimate import estimate
from simulator.tokenizer.deepseek import DeepSeekTokenizer


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0.0), ("hello", 1.5), ("天气", 1.2), ("R1 很聪明", 2.7), ("\ud800", 0.6)]
)
def test_english_characters_are_three_tenths_and_chinese_six(text: str, tokens: float) -> None:
    assert estimate(text) == pytest.approx(tokens)


@given(left=st.text(st.characters()), right=st.text(st.characters()))
def test_parts_have_together_the_estimate_of_the_whole(left: str, right: str) -> None:
    assert estimate(left) + estimate(right) == pytest.approx(estimate(left + right))


@pytest.mark.parametrize(
    "text",
    [
        "深度求索的推理模型会先思考，再给出答案。用户可以看到它的思考过程，也可以把它折叠起来。",
        "The model thinks before it answers, and people can read its thoughts while they wait for the answer.",
    ],
)
def test_ordinary_text_is_within_half_of_the_exact_count(text: str, tokenizer: DeepSeekTokenizer) -> None:
    assert 0.5 <= estimate(text) / tokenizer.count(text) <= 1.5
