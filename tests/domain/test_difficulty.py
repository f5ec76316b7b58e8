"""How hard a question is follows from its words, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.difficulty import difficulty, signals


@pytest.mark.parametrize(
    "question",
    [
        "",
        "你好",
        "我叫什么？",
        "讲个笑话",
        "12 乘以 34 等于多少？",
        "12*34+56",
        "法国的首都是哪里？",
        "天气如何",
        "今天天气怎么样？",
        "硬控是什么意思",
        "帮我定一个明天早上7点的闹钟",
        "我的程序员朋友说了什么",
        "什么是组合拳",
        "2025-02-10 到 2025-02-12",
        "What is the capital of France?",
        "what's 3 plus 5",
        "Tell me a joke",
    ],
)
def test_a_greeting_a_fact_or_one_sum_is_easy(question):
    assert difficulty(question) == "easy"


@pytest.mark.parametrize(
    ("question", "signal"),
    [
        ("（1+2）*3-4/5", "steps"),
        ("9.8 和 9.11 哪个大？", "choice"),
        ("为什么天空是蓝色的？", "why"),
        ("怎么学好英语", "how"),
        ("写一封请假条", "writing"),
        ("如果下雨就不去，同时要求有人看家，怎么安排", "several"),
        ("Why do cats purr?", "why"),
        ("Is 9.11 bigger than 9.8?", "choice"),
        ("How do I learn the piano?", "how"),
    ],
)
def test_what_wants_reasons_steps_or_a_text_is_medium(question, signal):
    assert difficulty(question) == "medium"
    assert signal in signals(question)


@pytest.mark.parametrize(
    ("question", "signal"),
    [
        ("证明根号2是无理数", "proof"),
        ("甲乙丙丁戊5人站成一排，甲不站两端，有多少种站法？", "counting"),
        ("直角边是5和12，求斜边上的高", "geometry"),
        ("鸡兔同笼，10个头28只脚，各几只", "algebra"),
        ("用 Python 写一个快速排序", "code"),
        ("三个人中只有一个说真话，谁在说谎？", "logic"),
        ("Prove that there are infinitely many primes.", "proof"),
        ("Write a function that reverses a list", "code"),
    ],
)
def test_mathematics_code_and_logic_are_hard(question, signal):
    assert difficulty(question) == "hard"
    assert signals(question)[0] == signal


def test_three_signals_together_are_hard():
    assert difficulty("比较一下安卓和苹果的优缺点，分析为什么价格差这么多，再给个购买方案") == "hard"


def test_length_alone_makes_a_question_harder():
    assert [difficulty("看" * count) for count in (30, 31, 150, 151)] == ["easy", "medium", "medium", "medium"]
    assert [difficulty("为什么" + "看" * count) for count in (10, 100, 200)] == ["medium", "medium", "hard"]
    assert difficulty("a" * 60) == "easy"


@given(st.text(max_size=200))
def test_any_text_has_one_difficulty(text):
    assert difficulty(text) in ("easy", "medium", "hard")
    assert difficulty(text) == difficulty(text)


@pytest.mark.parametrize("piece", ["写", "翻译", "函数", "1+", "甲乙", "how ", "？", "which "])
def test_a_megabyte_costs_no_more_than_its_beginning(piece):
    # The square of this length would take hours: that the answer comes is the proof.
    assert difficulty(piece * 1_000_000) == difficulty(piece * 2_000)
