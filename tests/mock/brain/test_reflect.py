"""Thinking is as long as its question is hard, about the question, and adds no result."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message, Tool
from simulator.domain.difficulty import difficulty
from simulator.mock.brain import reflections_en, reflections_zh
from simulator.mock.brain.fixtures import bundled_replies, load_replies
from simulator.mock.brain.question import read
from simulator.mock.brain.reflect import BANDS, deepen
from simulator.mock.brain.think import Brain, Thought
from simulator.tokenizer.deepseek import LazyTokenizer

BRAIN = Brain(bundled_replies())
COUNT = LazyTokenizer().count
SLACK = 1.1
"""How far from its band a length may be: it is estimated, not counted, while it grows."""

PREPARED = (
    '[[replies]]\nid = "own"\nlang = "zh"\npatterns = [{{ contains = "乌龙茶" }}]\nthinking = "{}"\nanswer = "对"\n'
)


def thought(text: str, seed: int = 1, **wishes: object) -> Thought:
    return BRAIN.answer([Message("user", text)], seed, **wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "我叫小明",
        "12 乘以 34 等于多少？",
        "what's 3 plus 5",
        "（1+2）*3-4/5",
        "怎么学好英语",
        "9.8 和 9.11 哪个大？",
        "写一封请假条",
        "How do I learn the piano?",
        "Is 9.11 bigger than 9.8?",
        "用 Python 写一个快速排序",
        "证明根号2是无理数",
        "6个人站成一排，甲不站两端，有多少种站法",
        "直角边是5和12，求斜边上的高",
        "三个人中只有一个说真话，谁在说谎？",
        "比较一下安卓和苹果的优缺点，并分析为什么价格差这么多，再给个购买方案",
        "Prove that there are infinitely many primes.",
        "Write a python function to reverse a list",
    ],
)
def test_thinking_is_as_long_as_the_question_is_hard(question):
    fewest, most = BANDS[difficulty(question)]
    lengths = [COUNT(thought(question, seed).thinking) for seed in range(8)]
    assert fewest * 0.75 / SLACK <= min(lengths)
    assert max(lengths) <= most * SLACK


@pytest.mark.parametrize(
    "question", ["怎么学好英语", "证明根号2是无理数", "Why do cats purr?", "Solve for x: the equation"]
)
def test_different_seeds_think_in_different_ways(question):
    assert len({thought(question, seed).thinking for seed in range(12)}) >= 8
    assert thought(question, 3) == thought(question, 3)


def test_what_is_thought_is_about_the_question():
    thinking = thought("6个人站成一排，甲不站两端，有多少种站法").thinking
    assert "“6个人站成一排”；“甲不站两端”；“有多少种站法”" in thinking
    assert reflections_zh.STEPS["counting"][0] in thinking
    thinking = thought("Prove that there are infinitely many primes.").thinking
    assert '"Prove that there are infinitely many primes."' in thinking
    assert reflections_en.STEPS["proof"][0] in thinking


def test_no_sentence_is_thought_twice():
    for question in ("证明根号2是无理数", "用 Python 写一个快速排序", "Write a python function to reverse a list"):
        for seed in range(8):
            lines = thought(question, seed).thinking.split("\n\n")
            assert len(lines) == len(set(lines))


def test_only_the_thinking_grows():
    question = read([Message("user", "证明根号2是无理数")], 1)
    short = Thought("想。", "答。")
    long = deepen(short, question)
    assert long.thinking.startswith("想。\n\n")
    assert (long.answer, long.calls) == (short.answer, short.calls)


def test_thinking_that_is_long_enough_is_left_alone():
    question = read([Message("user", "证明根号2是无理数")], 1)
    long = Thought("想" * 1_000, "答。")
    assert deepen(long, question) is long


def test_good_long_thinking_of_a_fixture_is_neither_shortened_nor_lengthened(replies):
    prepared = {reply.thinking for reply in replies}
    for question in ("来一道几何题", "鸡兔同笼，35个头94只脚，鸡兔各几只", "为什么天空是蓝色的？", "硬控是什么意思"):
        assert thought(question).thinking in prepared


@pytest.mark.parametrize(("question", "grows"), [("说说乌龙茶", False), ("证明乌龙茶好喝", True)])
def test_short_thinking_of_a_fixture_grows_for_a_hard_question_only(tmp_path, question, grows):
    (tmp_path / "own.toml").write_text(PREPARED.format("想"), "utf-8")
    thinking = Brain(load_replies(tmp_path)).answer([Message("user", question)], 1).thinking
    assert thinking.startswith("想")
    assert (thinking != "想") is grows


def test_a_call_is_not_thought_about_any_longer():
    tool = Tool("prove", "证明一个命题", {"type": "object", "properties": {"text": {"type": "string"}}})
    thinking = thought("证明一个命题：根号2是无理数", tools=(tool,)).thinking
    assert "prove" in thinking
    assert "\n\n" not in thinking


@pytest.mark.parametrize("frames", [reflections_zh, reflections_en])
def test_every_afterthought_is_said_once_and_holds_no_figure(frames):
    """What holds for any question cannot know its numbers."""
    texts = [text for steps in frames.STEPS.values() for text in steps] + [*frames.GENERAL]
    assert len(texts) == len(set(texts))
    assert not any(mark.isdigit() for text in texts for mark in text.replace("n + 1", ""))
    assert set(frames.STEPS) == set(reflections_zh.STEPS)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_any_question_is_thought_about_in_text_that_can_be_sent(text):
    thinking = thought("证明：" + text).thinking
    thinking.encode("utf-8")
    assert not any((ord(mark) < 32 and mark != "\n") or 127 <= ord(mark) < 160 for mark in thinking)
    assert "{asked}" not in thinking.replace(text, "")
