"""The brain as a whole: deterministic, bilingual, never empty, never at a loss for hostile input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.question import language
from simulator.mock.brain.think import Brain

BRAIN = Brain(bundled_replies())
WORDS = st.sampled_from(
    [
        "我叫",
        "我的",
        "记住",
        "叫我",
        "小明",
        "什么",
        "再讲一个",
        "笑话",
        "等于",
        "多少",
        "3",
        "+",
        "(",
        "9.8",
        "和",
        "哪个大",
        "my name is ",
        "Tom ",
        "?",
    ]
)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
TEXTS = st.one_of(ANY, st.lists(st.one_of(WORDS, ANY), max_size=8).map("".join))
MESSAGES = st.lists(st.builds(Message, st.sampled_from(["system", "user", "assistant"]), TEXTS), max_size=6)


def one(text: str, seed: int = 1) -> str:
    return BRAIN.answer([Message("user", text)], seed).answer


@given(MESSAGES, st.integers())
def test_any_prompt_gets_an_answer_that_can_be_sent(messages, seed):
    thought = BRAIN.answer(messages, seed)
    assert thought.answer.strip() and thought.thinking.strip()
    sent = thought.answer + thought.thinking
    sent.encode("utf-8")
    assert not any((ord(mark) < 32 and mark != "\n") or 127 <= ord(mark) < 160 for mark in sent)


@given(MESSAGES, st.integers())
def test_the_same_prompt_and_seed_give_the_same_thought(messages, seed):
    assert BRAIN.answer(messages, seed) == BRAIN.answer(list(messages), seed)


@given(MESSAGES, st.integers())
def test_not_thinking_changes_the_thinking_only(messages, seed):
    quiet = BRAIN.answer(messages, seed, thinks=False)
    assert quiet.thinking == ""
    assert quiet.answer == BRAIN.answer(messages, seed).answer


def test_the_answer_is_the_same_in_another_process():
    code = (
        "from simulator.mock.brain.think import Brain\nfrom simulator.mock.brain.fixtures import bundled_replies\n"
        "from simulator.domain.completion import Message\n"
        "print(ascii(Brain(bundled_replies()).answer([Message('user', '怎么养多肉')], 5).answer))"
    )
    root = Path(__file__).parents[3]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for salt in ("1", "2")
    ]
    assert runs == [ascii(one("怎么养多肉", 5))] * 2


def test_the_rest_is_answered_in_its_own_words_and_differently_for_each_seed():
    answers = {one("怎么养好一盆多肉植物？", seed) for seed in range(20)}
    assert len(answers) >= 10
    assert all("多肉植物" in answer for answer in answers)


def test_the_answer_depends_on_what_came_before():
    last = Message("user", "怎么养好一盆多肉植物？")
    answers = {
        BRAIN.answer([Message("user", f"聊聊第{n}件事"), Message("assistant", "好"), last], 1).answer for n in range(20)
    }
    assert len(answers) >= 5


@pytest.mark.parametrize(
    "text", ["怎么养多肉", "为什么猫怕水？", "推荐一款相机", "写一封请假条", "聊聊人生", "黑洞是什么"]
)
def test_a_chinese_question_is_answered_in_chinese(text):
    answer = one(text)
    assert sum("\u4e00" <= mark <= "\u9fff" for mark in answer) > len(answer) // 2
    assert "\n- " in answer or "\n1. " in answer


@pytest.mark.parametrize(
    "text", ["How do I learn the piano?", "Why do cats purr?", "What is a black hole?", "Life is strange", "Mac or PC?"]
)
def test_an_english_question_is_answered_in_english(text):
    thought = BRAIN.answer([Message("user", text)], 1)
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in thought.answer + thought.thinking)


def test_the_language_of_a_bare_sum_is_that_of_the_conversation():
    before = [Message("user", "Hello there"), Message("assistant", "Hi")]
    assert "Working" in BRAIN.answer([*before, Message("user", "1+2*3")], 1).answer
    assert "计算过程" in one("1+2*3")


def test_foreign_markup_in_a_question_does_not_become_markup_of_the_answer():
    assert "[点我](ssh://x)" not in one("怎么看待[点我](ssh://x)这件事`rm`**粗**")


@pytest.mark.parametrize(
    "messages", [[], [Message("system", "你是助手")], [Message("user", "")], [Message("user", " \x00\ud800 ")]]
)
def test_a_prompt_without_words_is_answered_with_a_question(messages):
    assert "没有收到文字" in BRAIN.answer(messages, 1).answer


@pytest.mark.parametrize(
    "piece",
    ["我叫", "我的猫的", "my ", "1+", "(", "1,", "记住", "今年", "请", " ", "甲乙丙丁戊5", "我家有一只猫，", "哈", "a"],
)
def test_a_very_long_run_of_one_piece_is_answered(piece):
    # The square of this length would take very long: that the answer comes is the proof.
    text = piece * (150_000 // len(piece))
    assert BRAIN.answer([Message("user", text), Message("assistant", "好"), Message("user", "我叫什么？")], 1).answer
    assert BRAIN.answer([Message("user", text)], 1).answer


@settings(max_examples=20)
@given(st.text(st.sampled_from("我你他叫是的记住名字猫在 1+-*(),，。ab?？"), min_size=200, max_size=3000))
def test_long_nonsense_is_survived(text):
    assert one(text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("求导 sin(x)*x", "zh"), ("x + y = 3", "zh"), ("I am Ann", "en"), ("解释 DeepSeek", "zh"), ("hi", "en")],
)
def test_a_formula_is_no_english(text, lang):
    assert language([text]) == lang
