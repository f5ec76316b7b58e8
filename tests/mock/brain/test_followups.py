"""What is said about earlier messages and answers is understood as such, and never made up once they are forgotten."""

from __future__ import annotations

import pytest

from simulator.domain.completion import Message
from simulator.mock.brain.shallow import shallow

SKY = "为什么天空是蓝色的？"


def last(talk, *utterances: str) -> str:
    return talk(*utterances)[-1].answer


@pytest.mark.parametrize("asked", ["再短一点", "简单点", "一句话总结", "太长了", "请说得短一些"])
def test_a_shorter_answer_is_the_first_sentence_of_the_last(talk, asked):
    long, short = (thought.answer for thought in talk(SKY, asked))
    assert len(short) < len(long) / 4 and short.rstrip("。") in long


@pytest.mark.parametrize("asked", ["详细一点", "展开说说", "继续", "为什么"])
def test_more_stays_with_the_topic(talk, asked):
    assert "学英语" in last(talk, "怎么学英语", asked)


def test_the_second_point_is_the_second_of_the_list(talk):
    first, second = (thought.answer for thought in talk("怎么学英语", "第二个呢"))
    item = next(line for line in first.splitlines() if line.startswith("2. "))
    assert item.removeprefix("2. ") in second


def test_a_point_that_was_not_made_is_not_invented(talk):
    assert "没有第 9 条" in last(talk, "怎么学英语", "第九点呢")


@pytest.mark.parametrize(
    ("utterances", "result"),
    [
        (("1+1等于几", "再加5呢"), "= 7"),
        (("1+1等于几", "再加5呢", "那乘以2呢", "平方呢"), "= 196"),
        (("what is 3+4", "and plus 5?"), "= 12"),
        (("5公里是多少米", "除以2呢"), "= 2500"),
    ],
)
def test_a_sum_goes_on_from_the_last_result(talk, utterances, result):
    assert result in last(talk, *utterances)


@pytest.mark.parametrize("doubt", ["你确定吗？", "不对", "不对，等于3", "算错了吧"])
def test_a_right_result_is_kept_when_doubted(talk, doubt):
    answer = last(talk, "1+1等于几", doubt, doubt)
    assert "1 + 1 = 2" in answer and answer.count("检查") == 1


def test_the_last_answer_is_said_again(talk):
    joke, again = (thought.answer for thought in talk("讲个笑话", "你刚才说了什么"))
    assert joke in again


@pytest.mark.parametrize("asked", ["再短一点", "你确定吗", "第二个呢", "你刚才说了什么", "翻译成英文"])
def test_without_an_earlier_answer_it_says_so(talk, asked):
    assert "看不到" in last(talk, asked)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("我问了几个问题", "**3** 条消息，其中 **1** 条是提问"),
        ("我第一句说了什么", "“你好”"),
        ("我说的第二句是什么", "“讲个笑话”"),
        ("三轮之前我说了什么", "“你好”"),
        ("我上一个问题是什么", "“1+1等于几”"),
        ("我的第八个问题是什么", "只能看到 3 条"),
    ],
)
def test_earlier_messages_are_counted_and_quoted(talk, asked, answer):
    assert answer in last(talk, "你好", "讲个笑话", "1+1等于几", asked)


def test_english_messages_are_counted_and_quoted(talk):
    assert "“hi”" in last(talk, "hi", "tell me a joke", "what was my first message?")
    assert "**2** messages" in last(talk, "hi", "tell me a joke", "how many questions did I ask?")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("你好用英语怎么说", "Hello."),
        ("翻译成英文：我爱你", "I love you."),
        ("把“今天天气很好”翻译成英文", "The weather is nice today."),
        ("翻译成英文：你好，很高兴认识你", "Hello, nice to meet you."),
        ("“Good morning”用中文怎么说", "早上好"),
        ("translate 'thank you' into Chinese", "谢谢"),
        ("Translate to Chinese: I love programming", "我爱编程"),
        ("翻译成英文：量子引力圈变量", "没有把握"),
    ],
)
def test_a_known_phrase_is_translated_and_no_other(talk, asked, answer):
    assert answer in last(talk, asked)


def test_an_answer_that_exists_in_both_languages_is_translated(talk):
    assert "Rayleigh" in last(talk, SKY, "翻译成英文")
    assert "瑞利散射" in last(talk, "Why is the sky blue?", "translate that into Chinese")


def test_a_text_to_translate_tells_nothing_of_its_writer(brain):
    messages = [Message("user", "Translate to Chinese: my name is Tom")]
    assert "Nice to meet" not in brain.answer(messages, 1).answer


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("重复我说的话：香蕉", "香蕉"),
        ("把hello反过来", "**olleh**"),
        ("'abc'大写", "**ABC**"),
        ("从1数到5", "1，2，3，4，5"),
        ("count from 5 to 3", "5, 4, 3"),
        ("repeat after me: hello world", "hello world"),
        ("数一数这句话有几个字：我爱北京天安门", "一共 **7** 个字符，其中汉字 **7** 个。"),
    ],
)
def test_small_tasks_with_a_text_are_done_to_the_letter(talk, asked, answer):
    assert last(talk, asked) == answer


def test_shallow_keeps_what_shorter_needs():
    assert shallow("**一**。\n\n- 二", "zh") == "一。二。"
