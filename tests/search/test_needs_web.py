"""Which questions are searched for, and with which words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.search import LONGEST_QUERY, needs_web, query_of, search_terms

SEARCHED = """
今天有什么新闻？
元宵节是哪天
今天几号
哪吒2票房多少了
帮我搜一下小艺接入DeepSeek
搜索：亚冬会
iPhone 16多少钱
OPPO Find N5什么时候发布
荣耀YOYO接入DeepSeek了吗
联网搜索一下魅族
今天天气怎么样
查一下小米15的价格
华为小艺什么时候接入DeepSeek
谁赢了
小艺最近有什么更新
请你上网查讲笑话的技巧
search for nubia DeepSeek
who won the game today?
what's the latest news on Apple and Alibaba
what is the date today
look up the Asian Winter Games
How much is the Mate 70?
""".strip().splitlines()
PLAIN = """
讲个笑话
我叫小明
现在我叫什么？
你能联网搜索吗？
二分搜索怎么写
9.8和9.11哪个大
我今天很累
3+4等于多少
什么是向量
你好
写一首关于今天的诗
binary search for loops
How does quicksort work
how much is 3+4
讲一下春节的由来
怎么用搜索引擎
今晚吃什么好呢？
5 个人排成一排，甲不站两端，有多少种排法？
现在几点了？
What is my name?
Tell me a joke about today
搜索引擎的原理
你是谁
""".strip().splitlines()


@pytest.mark.parametrize("question", SEARCHED)
def test_a_question_about_current_things_or_for_a_search_is_searched(question):
    assert needs_web(question)


@pytest.mark.parametrize("question", PLAIN)
def test_a_question_that_the_model_can_answer_itself_is_not_searched(question):
    assert not needs_web(question)


def test_a_pasted_novel_is_not_searched():
    assert needs_web("今天有什么新闻？" + "啊" * 1_900) and not needs_web("今天有什么新闻？" + "啊" * 2_000)


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("请帮我联网搜一下小艺接入DeepSeek的新闻", "小艺接入DeepSeek的新闻"),
        ("搜索：亚冬会。", "亚冬会"),
        ("please search for nubia DeepSeek", "nubia DeepSeek"),
        ("元宵节\n是哪天？", "元宵节 是哪天？"),
        ("搜一下", "搜一下"),
    ],
)
def test_the_query_is_the_question_without_the_asking(question, query):
    assert query_of(question) == query


@given(st.text())
def test_a_query_is_one_short_line_with_as_many_words_as_the_question_has(question):
    query = query_of(question)
    assert len(query) <= LONGEST_QUERY and "\n" not in query
    assert bool(query) is bool(question.split()) or len(question) > LONGEST_QUERY


def test_words_of_every_question_are_not_looked_for():
    assert search_terms("元宵节是哪天？") == ("元宵", "宵节")
    assert search_terms("What is the latest news on Apple today?") == ("apple",)
    assert search_terms("今天有什么新闻？") == ()


@pytest.mark.parametrize("part", ["今天", "请帮我", "搜一下", "what is ", "我", "search ", "， "])
def test_a_hostile_question_takes_no_time(part):
    start = time.perf_counter()
    needs_web(part * 1_000)
    query_of(part * 1_000)
    search_terms(part * 1_000)
    assert time.perf_counter() - start < 0.5
