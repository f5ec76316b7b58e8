"""What no kind of fact covers is recalled in the words it was told in, and only while the prompt holds it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("told", "asked", "answer"),
    [
        ("我明天下午三点要开会", "我什么时候开会", "明天下午三点"),
        ("明天下午3点提醒我开会", "我几点开会", "下午3点"),
        ("我妹妹叫小芳，今年12岁", "我妹妹多大了", "12岁"),
        ("我有三个孩子", "我有几个孩子", "三个"),
        ("我下周三去上海出差", "我什么时候去上海", "下周三"),
        ("我的车是红色的", "我的车是什么颜色", "红色"),
        ("我对花生过敏", "我对什么过敏", "花生"),
        ("我养了一只猫叫咪咪", "我有什么宠物", "咪咪"),
        ("我搬到北京了", "我住在哪", "北京"),
        ("记住数字 4 8 15 16", "我让你记住的数字是什么", "4 8 15 16"),
        ("I have a meeting at 3pm tomorrow", "When is my meeting?", "3pm tomorrow"),
        ("I am allergic to nuts", "What am I allergic to?", "nuts"),
    ],
)
def test_a_statement_is_recalled_in_the_second_person(talk, told, asked, answer):
    first, second = (thought.answer for thought in talk(told, asked))
    assert answer in second and "我" not in second.replace("告诉过我", "").replace("让我", "")
    assert "一点余地" not in first
    assert answer not in talk(asked)[-1].answer


def test_the_newest_of_two_statements_is_recalled(talk):
    assert "四点" in talk("我明天三点开会", "不对，我明天四点开会", "我什么时候开会")[-1].answer


def test_a_question_for_advice_is_not_answered_with_a_statement(talk):
    assert "说过" not in talk("我明天要面试", "我该怎么准备面试")[-1].answer
