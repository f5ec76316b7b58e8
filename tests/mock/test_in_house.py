"""A maker's own model: short, without thinking, in a voice of its own, and never DeepSeek."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.domain.completion import Message, Tool, ToolCall
from simulator.domain.limit import Bilingual
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.shallow import LONGEST, shallow
from simulator.mock.brain.think import Brain
from simulator.mock.era import IN_HOUSE
from simulator.mock.in_house import InHouseMind, Voice

BRAIN = Brain(bundled_replies())
CELIA = Voice(Bilingual("小艺", "Celia"), "盘古 Pangu (L1)", Bilingual("华为", "Huawei"), knows_deepseek=True)
SIRI = Voice(Bilingual("Siri", "Siri"), "Apple Intelligence", Bilingual("苹果", "Apple"), knows_deepseek=False)
ALARM = Tool("set_alarm", "定闹钟", {"type": "object", "properties": {"when": {"type": "string"}, "time": {}}})


def say(*texts: str, voice: Voice = CELIA, seed: int = 3) -> str:
    messages = [Message("assistant" if place % 2 else "user", text) for place, text in enumerate(texts)]
    thought = InHouseMind(BRAIN, voice).answer(messages, seed)
    assert thought.thinking == ""
    return thought.answer


@pytest.mark.parametrize(
    "question", ["你是谁？", "你叫什么名字", "你是哪个模型", "谁开发了你", "Who are you?", "which model are you"]
)
def test_it_introduces_itself_with_its_maker_and_model(question):
    """Brackets behind the model's name are not spoken."""
    answer = say(question)
    assert ("小艺" in answer and "华为" in answer) or ("Celia" in answer and "Huawei" in answer)
    assert "盘古 Pangu" in answer and "L1" not in answer


@pytest.mark.parametrize(
    ("question", "no"), [("你是DeepSeek吗", "不是"), ("你是不是满血版", "不是"), ("Are you DeepSeek?", "No")]
)
def test_asked_whether_it_is_deepseek_it_says_no(question, no):
    assert say(question).startswith(no)


@pytest.mark.parametrize(
    "question",
    [
        "你好",
        "你是谁",
        "你会做什么",
        "介绍一下DeepSeek-R1",
        "谢谢",
        "怎么学好英语",
        "讲个笑话",
        "9.8 和 9.11 哪个大？",
        "Hello",
        "What is DeepSeek-R1?",
    ],
)
def test_it_never_claims_to_be_deepseek(question):
    for seed in range(6):
        answer = say(question, seed=seed)
        assert not re.search(r"我是\W{0,3}DeepSeek|I['’]m \W{0,3}DeepSeek|深度求索", answer)


@pytest.mark.parametrize(
    "question", ["证明根号2是无理数", "来一道几何题", "用 Python 写一个快速排序", "Prove that 2 is prime"]
)
def test_a_hard_question_is_one_for_deepseek(question):
    answer = say(question)
    assert "用 DeepSeek" in answer or "ask DeepSeek" in answer
    assert len(answer) <= 100


def test_it_points_to_deepseek_only_where_the_phone_has_it():
    for question in (
        "证明根号2是无理数",
        "你会做什么",
        "黑洞是什么",
        "写一封请假条",
        "你是DeepSeek吗",
        "Why do cats purr?",
    ):
        assert "DeepSeek" in say(question)
        assert "DeepSeek" not in say(question, voice=SIRI)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("12 乘以 34 等于多少？", "408"),
        ("从1加到100", "5050"),
        ("9.8 和 9.11 哪个大？", "9.8 更大"),
        ("为什么天空是蓝色的？", "瑞利散射"),
        ("strawberry 里有几个 r", "3 个"),
        ("今天天气怎么样？", "没有联网"),
        ("打开微信", "办不了"),
        ("怎么学好英语", "。"),
    ],
)
def test_what_it_knows_it_says_in_two_plain_sentences(question, words):
    answer = say(question)
    assert words in answer
    assert len(re.findall(r"[。！？!?]|\.(?=\s|$)", answer)) <= 2
    assert len(answer) <= LONGEST
    assert not re.search(r"\*\*|\n|^#|\|", answer)


def test_it_remembers_what_the_prompt_holds():
    assert "小明" in say("我叫小明", "你好，小明！", "我叫什么？")


def test_a_joke_is_told_to_its_end_and_a_story_not_begun():
    assert "\n" in say("讲个笑话")
    assert "长的我写不好" in say("讲一个长故事")


def test_it_calls_the_tools_of_its_phone_and_tells_their_results():
    mind = InHouseMind(BRAIN, CELIA)
    question = Message("user", "帮我定一个明天早上7点的闹钟")
    thought = mind.answer([question], 1, tools=(ALARM,))
    assert (thought.thinking, [call.name for call in thought.calls]) == ("", ["set_alarm"])
    result = Message("tool", "闹钟定在2月11日 07:00。", tool_call_id="a")
    history = [question, Message("assistant", "", (ToolCall("a", "set_alarm", "{}"),)), result]
    assert "闹钟定在2月11日 07:00。" in mind.answer(history, 1, tools=(ALARM,)).answer


async def test_it_is_served_on_the_same_wire_without_thinking(deepseek):
    """M10, M18."""
    server = deepseek(brain=InHouseMind(BRAIN, CELIA), era=IN_HOUSE)
    chunks = await server.chunks(model="in-house", messages=[{"role": "user", "content": "你是谁"}])
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert "小艺" in "".join(delta.get("content") or "" for delta in deltas)
    assert not any("reasoning_content" in delta for delta in deltas)
    assert (await server.post())[0] == 400


@pytest.mark.parametrize(
    ("answer", "short"),
    [
        ("", ""),
        ("```py\nx\n```", ""),
        ("| a | b |\n| - | - |", ""),
        ("**一**。二。三。", "一。二。"),
        ("**1 + 1 = 2**\n\n计算过程：\n\n1. 1 + 1", "1 + 1 = 2。"),
        ("有两点：\n- 甲\n- 乙\n- 丙", "有两点：甲。乙。"),
        ("一" * 100 + "。" + "二" * 100 + "。", "一" * 100 + "。"),
        ("一" * 300, "一" * (LONGEST - 1) + "…"),
    ],
)
def test_an_answer_is_shortened_to_whole_sentences(answer, short):
    assert shallow(answer, "zh") == short


@given(st.lists(st.builds(Message, st.sampled_from(["user", "assistant"]), st.text(max_size=40)), max_size=4))
def test_any_prompt_gets_a_short_answer(messages):
    thought = InHouseMind(BRAIN, CELIA).answer(messages, 1)
    assert thought.answer.strip()
    assert len(thought.answer) <= 200
