"""What the brain remembers is what the prompt holds, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.brain.told import facts_of

BRAIN = Brain(bundled_replies())
NAMES = st.builds(
    lambda family, given: family + given,
    st.sampled_from("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"),
    st.text(st.sampled_from("伟芳娜敏静丽强磊军洋艳勇杰娟涛超霞刚"), min_size=1, max_size=2),
)
TELLINGS = [
    "我叫{}",
    "我的名字是{}",
    "我的名字叫{}。",
    "叫我{}吧",
    "你好，我叫{}，很高兴认识你",
    "我是{}",
    "记住我叫{}",
    "我叫{}今年八岁",
]
ASKINGS = [
    "我叫什么？",
    "我叫什么名字",
    "你还记得我的名字吗？",
    "我是谁",
    "你知道我叫什么吗",
    "what's my name?",
    "Who am I?",
]
FILLERS = ["讲个笑话", "3加5等于几", "怎么学好英语", "为什么天空是蓝色的？", "再讲一个", "谢谢", "Tell me a story"]


def ask(*utterances: str, seed: int = 1) -> str:
    return BRAIN.answer([Message("user", text) for text in utterances], seed).answer


@given(NAMES, st.sampled_from(TELLINGS), st.lists(st.sampled_from(FILLERS), max_size=4), st.sampled_from(ASKINGS))
def test_a_name_in_the_prompt_is_recalled(name, telling, fillers, asking):
    assert name in ask(telling.format(name), *fillers, asking)


@given(
    NAMES,
    st.sampled_from(TELLINGS),
    st.lists(st.sampled_from(FILLERS), max_size=4),
    st.sampled_from(ASKINGS),
    st.integers(),
)
def test_a_name_is_never_invented(name, telling, fillers, asking, seed):
    messages = [Message("user", text) for text in (*fillers, asking)]
    thought = BRAIN.answer(messages, seed)
    assert name in ask(telling.format(name), asking)
    assert name not in thought.answer + thought.thinking
    assert "你叫" not in thought.answer and "Your name is" not in thought.answer


@given(NAMES, NAMES)
def test_the_latest_telling_wins(first, second):
    answer = ask(f"我叫{first}", f"不对，我叫{second}", "我叫什么？")
    assert second in answer
    assert first == second or first in second or first not in answer


@given(NAMES, st.sampled_from(["讲个笑话", "3加5等于几？", "9.8和9.11哪个大"]))
def test_a_telling_beside_a_question_is_greeted_answered_and_kept(name, question):
    told = f"我叫{name}。{question}"
    assert name in ask(told) and len(ask(told)) > len(name) + 15
    assert name in ask(told, "我叫什么？")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫小明，你好", "小明"),
        ("我叫张三丰吧", "张三丰"),
        ("我叫小明你好", "小明"),
        ("我叫Tom and I live in Paris", "Tom"),
        ("我叫小明请问1+1等于几", "小明"),
        ("My name is Mary Ann and I live in New York", "Mary Ann"),
        ("I'm Tom. What's 2+2?", "Tom"),
        ("my name is tom", "tom"),
        ("你可以叫我阿Q", "阿Q"),
        ("我叫阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("小艺小艺，我叫小明", "小明"),
        ("我是小王", "小王"),
        ("我不叫小红，我叫小兰", "小兰"),
        ("我叫“小明”", "小明"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text, name):
    assert [fact.value for fact in facts_of([text]) if fact.about == "name"] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "我叫什么",
        "我叫小明对吗？",
        "如果我叫小明呢",
        "我叫了一份外卖",
        "我叫不出他的名字",
        "明天早上七点叫我起床",
        "别叫我小明",
        "他说我叫小明",
        "我是学生",
        "我是老师",
        "I'm Sorry, go on",
        "I am from Paris",
        "What is my name?",
        "call me later",
    ],
)
def test_what_tells_no_name_gives_none(text):
    assert [fact for fact in facts_of([text]) if fact.about == "name"] == []


@pytest.mark.parametrize(
    ("telling", "asking", "value"),
    [
        ("我住在杭州", "我住哪里？", "杭州"),
        ("我叫小明，住在杭州西湖区", "你知道我住在哪吗", "杭州西湖区"),
        ("我来自四川", "我是哪里人", "四川"),
        ("我是东北人", "我来自哪里？", "东北"),
        ("我喜欢吃火锅", "我喜欢吃什么？", "火锅"),
        ("我讨厌下雨", "我讨厌什么", "下雨"),
        ("我今年28岁了", "我多大了？", "28"),
        ("我叫小明，今年八岁", "我几岁", "八"),
        ("我的生日是5月1日", "我的生日是什么时候？", "5月1日"),
        ("我的猫叫咪咪", "我的猫叫什么名字", "咪咪"),
        ("我有一只猫，叫咪咪", "我家猫叫啥", "咪咪"),
        ("我家的狗叫旺财", "我的狗叫什么", "旺财"),
        ("我女儿叫朵朵", "我女儿叫什么？", "朵朵"),
        ("我的电话是13800138000", "我的电话号码是多少", "13800138000"),
        ("我的车牌号是京A12345", "我的车牌是什么", "京A12345"),
        ("我的密码是a#1*_b", "我的密码是多少？", "a#1*_b"),
        ("我最喜欢的颜色是蓝色", "我最喜欢的颜色是什么", "蓝色"),
        ("我是一名程序员", "我的职业是什么", "程序员"),
        ("请记住：暗号是芝麻开门", "暗号是什么？", "芝麻开门"),
        ("记住明天下午三点开会", "我刚才让你记住什么？", "明天下午三点开会"),
        ("I live in Paris.", "Where do I live?", "Paris"),
        ("I'm from Norway", "Where am I from?", "Norway"),
        ("I am 30 years old", "How old am I?", "30"),
        ("I like green tea", "What do I like?", "green tea"),
        ("My cat is called Whiskers", "What is my cat's name?", "Whiskers"),
        ("I have a dog named Rex", "What's my dog called?", "Rex"),
        ("My favourite colour is teal", "What is my favorite color?", "teal"),
        ("Remember that the code word is swordfish", "What did I ask you to remember?", "swordfish"),
        ("I'm a teacher", "What is my job?", "teacher"),
    ],
)
def test_a_fact_is_recalled_from_the_prompt_and_denied_without_it(telling, asking, value):
    assert value in ask(telling, "谢谢", asking)
    forgotten = ask("谢谢", asking)
    assert value not in forgotten
    assert any(words in forgotten for words in ("没有", "不知道", "haven't", "nothing"))


def test_what_a_thing_is_does_not_say_what_it_is_called():
    assert "黑色" not in ask("我的猫是黑色的", "我的猫叫什么？")


def test_only_the_user_tells_facts():
    messages = [Message("system", "我叫王大锤"), Message("assistant", "你叫李铁柱"), Message("user", "我叫什么？")]
    thought = BRAIN.answer(messages, 1)
    assert "王大锤" not in thought.answer + thought.thinking and "李铁柱" not in thought.answer + thought.thinking


def test_earlier_messages_are_repeated_only_while_the_prompt_holds_them(talk):
    *_, last = talk("杭州有什么好吃的", "我刚才问了什么？")
    assert "杭州有什么好吃的" in last.answer
    assert "第一句话" in talk("我刚才问了什么？")[-1].answer
