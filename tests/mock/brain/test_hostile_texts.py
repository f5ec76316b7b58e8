"""Texts made to cost time get a short answer that can be sent, whatever ability they aim at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain

BRAIN = Brain(bundled_replies())
LONGEST = 4_000
PIECES = st.sampled_from(
    [
        *(
            "从",
            "选",
            "3",
            "个",
            "甲",
            "乙",
            "相邻",
            "排成一排",
            "有5个",
            "给了",
            "还剩",
            "公里",
            "是多少",
            "米",
            "面积",
        ),
        *(
            "半径",
            "x=",
            "求导",
            "(",
            "^9",
            "翻译成英文",
            "“",
            "用英语怎么说",
            "再短一点",
            "第二个呢",
            "重复",
            "：",
            "json",
        ),
        *("我的", "几点", "how many ", "in a ", "day"),
    ]
)


def said(text: str) -> str:
    messages = [Message("user", "我" * 300), Message("assistant", "1. 一\n2. 二"), Message("user", text)]
    return BRAIN.answer(messages, 1).answer


@pytest.mark.parametrize(
    "text",
    [
        *("从" + "1" * 2000, "(" * 2000 + "1+1", "把" * 2000 + "翻译成英文", "“" * 2000 + "用英文怎么说"),
        *("甲乙" * 2000 + "相邻", "5个人" * 500 + "排成一排", "有5" * 700 + "给了3" * 300 + "还剩几个"),
        *("1米" * 600 + "是多少厘米", "求极限 " + "x->" * 600, "重复" + "：" * 1900, "圆半径" + "5" * 1900 + "面积"),
        *("how many " * 250 + "seconds in a day", "\ud800" * 100_000, "json" * 1000, "9**" * 600 + "9"),
    ],
)
def test_a_text_that_aims_at_one_ability_is_answered_briefly(text):
    answer = said(text)
    assert answer and len(answer.encode()) < 3 * LONGEST


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_trigger_words_is_answered_briefly(text):
    answer = said(text)
    assert answer.strip() and len(answer) < LONGEST
