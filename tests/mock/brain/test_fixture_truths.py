"""What the bundled fixtures claim is true, and they are reached by the questions they are for."""

from __future__ import annotations

import math
from itertools import permutations

import pytest

LONG = [
    ("直角三角形的两条直角边长分别是6和8，求斜边上的高和内切圆半径", ["4.8", "半径是 2"]),
    ("来一道几何题", ["4.8"]),
    ("甲乙丙丁戊5人站成一排，甲不站两端，乙和丙相邻，有多少种站法？", ["24 种"]),
    ("5个人排成一排有多少种排法", ["120"]),
    ("鸡兔同笼，35个头94只脚，鸡兔各几只", ["鸡 23 只，兔 12 只"]),
    ("硬控是什么意思", ["移不开"]),
    ("city不city是什么梗", ["洋不洋气"]),
    ("解释一下班味", ["疲惫"]),
    ("介绍一下DeepSeek-R1", ["6710 亿", "MIT"]),
    ("写一首元宵节的诗", ["月圆"]),
    ("为什么天空是蓝色的？", ["瑞利散射"]),
    ("A right triangle has legs 6 and 8. Find the height on the hypotenuse.", ["4.8"]),
    ("Five people A, B, C, D, E stand in a row; A is not at an end and B and C are adjacent. How many ways?", ["24"]),
    ("What is DeepSeek-R1?", ["671 billion"]),
    ("What does city bu city mean?", ["stylish"]),
    ("Why is the sky blue?", ["Rayleigh"]),
]


@pytest.mark.parametrize(("question", "claims"), LONG)
def test_a_hard_question_is_thought_about_long_and_answered(talk, question, claims):
    thought = talk(question)[-1]
    assert 400 <= len(thought.thinking) <= 1300
    assert all(claim in thought.answer for claim in claims)


def test_the_geometry_is_right():
    hypotenuse = math.hypot(6, 8)
    assert hypotenuse == 10
    assert 6 * 8 / hypotenuse == 4.8
    assert 6 * 8 / (6 + 8 + hypotenuse) == 2


def test_the_counting_is_right():
    rows = list(permutations("甲乙丙丁戊"))
    fitting = [row for row in rows if row.index("甲") not in (0, 4) and abs(row.index("乙") - row.index("丙")) == 1]
    assert len(rows) == 120 and len(fitting) == 24
    assert [sum(row.index("甲") == place for row in fitting) for place in (1, 2, 3)] == [8, 8, 8]


def test_the_chickens_and_rabbits_are_right():
    assert [(c, 35 - c) for c in range(36) if 2 * c + 4 * (35 - c) == 94] == [(23, 12)]


def test_blue_scatters_more_than_four_times_as_strongly():
    assert 4 < (650 / 450) ** 4 < 4.5


@pytest.mark.parametrize(
    "question",
    ["6个人站成一排，甲不站两端，有多少种站法", "鸡兔同笼，10个头28只脚，各几只", "直角边是5和12，求斜边上的高"],
)
def test_a_problem_with_other_numbers_does_not_get_the_prepared_answer(talk, replies, question):
    thought = talk(question)[-1]
    assert thought.answer not in {reply.answer for reply in replies}
    assert not thought.is_prepared


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("你好", "你好"),
        ("hello", "Hello"),
        ("谢谢！", "不客气"),
        ("你是谁？", "深度求索"),
        ("Who are you?", "DeepSeek"),
        ("今天几号", "不知道"),
        ("现在几点了？", "不知道"),
        ("今天天气怎么样？", "没有联网"),
        ("What's the weather like?", "no web access"),
        ("今天有什么新闻", "没有联网"),
        ("帮我定一个明天早上7点的闹钟", "不能操作手机"),
        ("打开微信", "不能操作手机"),
        ("帮我拍张照片", "不能操作手机"),
        ("set an alarm for 7", "cannot operate"),
        ("open the camera", "cannot operate"),
        ("你会做什么", "不能"),
    ],
)
def test_small_talk_is_honest_about_what_it_cannot_do(talk, question, words):
    assert words in talk(question)[-1].answer


def test_easy_thinking_is_short(talk):
    for question in ("你好", "我叫小明", "讲个笑话", "3加5等于几", "我叫什么？", "谢谢", "打开微信"):
        assert 40 <= len(talk(question)[-1].thinking) <= 160
