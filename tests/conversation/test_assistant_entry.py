"""What is said to the assistant itself: who answers, and what that costs the conversation with DeepSeek."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.domain.contents import Change
from simulator.domain.events import (
    BackendAsked,
    ConversationRenewed,
    GateRefused,
    LimitReached,
    MemoryTrimmed,
    Routed,
    SkillCalled,
    TurnEnded,
)
from simulator.domain.phone import PhoneWishes
from tests.conversation.skills import ALARM, BROKEN
from tests.fakes import PhoneInHand, assumed, capabilities, phone, shanghai, vendor

AT_THE_ASSISTANT = {"entry": "assistant"}


def assistant(*replies: str, **parts: object) -> PhoneInHand:
    return phone(*replies, handset=AT_THE_ASSISTANT, skills=(ALARM, BROKEN), **parts)  # type: ignore[arg-type]


def routed(said) -> tuple[str, str]:
    event = said.event(Routed)
    return event.route, event.rule


async def test_the_makers_own_model_answers_what_does_not_name_deepseek():
    held = assistant("R1", in_house=["我是 Fir"])
    said = await held.say("你好")
    assert routed(said) == ("in_house", "in_house")
    assert (said.answer, said.event(BackendAsked).backend) == ("我是 Fir", "scripted")
    assert (len(held.backend.prompts), len(held.in_house.prompts)) == (0, 1)


async def test_the_makers_own_model_is_quicker_and_costs_nothing():
    held = assistant("R1 的回答", in_house=["Fir 的回答"])
    own, deep = await held.say("你好"), await held.say("用DeepSeek回答：你好")
    assert own.event(TurnEnded).first_token_seconds == 0.5
    assert deep.event(TurnEnded).first_token_seconds == 1.0
    assert own.event(TurnEnded).cost is None


@pytest.mark.parametrize(
    ("utterance", "question"),
    [
        ("用DeepSeek回答：9.8 和 9.11 哪个大？", "9.8 和 9.11 哪个大？"),
        ("让 DeepSeek-R1 讲个笑话", "讲个笑话"),
        ("DeepSeek，我叫什么？", "我叫什么？"),
        ("请用深度求索帮我解一下方程", "解一下方程"),
        ("ask DeepSeek to tell me a joke", "tell me a joke"),
        ("小艺小艺，问问deepseek明天吃什么", "明天吃什么"),
    ],
)
async def test_deepseek_answers_when_it_is_asked_for_by_name(utterance, question):
    held = assistant("好")
    said = await held.say(utterance)
    assert routed(said) == ("agent", "by_name")
    assert said.prompts[0].messages[-1].content == question
    assert routed(await assistant(in_house=["好"]).say(question)) == ("in_house", "in_house")


async def test_an_open_dialogue_hears_every_question_until_it_is_left():
    held = assistant("小明", "再见", in_house=["你好"])
    said = [await held.say(text) for text in ("打开DeepSeek", "我叫小明", "我叫什么？", "退出", "你好")]
    assert [routed(turn)[1] for turn in said] == [
        "opens_dialogue",
        "open_dialogue",
        "open_dialogue",
        "leaves_dialogue",
        "in_house",
    ]
    assert said[0].answer == "已打开 DeepSeek 对话，请提问。说“退出”回到小艾。"
    assert "我叫小明" in said[2].sent_text


@pytest.mark.parametrize("close", ["renew", "sleep"])
async def test_a_new_conversation_and_sleep_leave_the_dialogue(close):
    held = assistant("好", in_house=["你好"])
    await held.say("打开DeepSeek")
    getattr(held.conversation, close)()
    assert routed(await held.say("小艺小艺，你好")) == ("in_house", "in_house")


async def test_a_shut_gate_stops_only_what_goes_to_deepseek():
    early = PhoneWishes(date=shanghai(2025, 2, 1))
    held = assistant(in_house=["还没有"], wishes=early)
    asked, opened, other = [await held.say(text) for text in ("用DeepSeek讲个笑话", "打开DeepSeek", "你好")]
    assert [turn.outcome for turn in (asked, opened, other)] == ["refused", "refused", "completed"]
    assert asked.event(GateRefused).gate == "date"
    assert not held.conversation.session.in_dialogue


async def test_a_phone_sets_an_alarm_that_its_chat_agent_cannot():
    refused = await phone(skills=[ALARM]).say("帮我设一个明天早上七点的闹钟")
    assert (refused.outcome, refused.event(LimitReached).limit) == ("refused", "phone_skills")
    held = assistant()
    said = await held.say("帮我设一个明天早上七点的闹钟")
    assert routed(said) == ("skill", "phone_skill")
    assert said.event(SkillCalled).skill == "set_alarm"
    assert said.answer == said.event(SkillCalled).result
    assert held.conversation.session.contents.of("alarm")[1]["when"]


async def test_a_maker_without_skills_of_its_own_says_so():
    maker = vendor()
    held = assistant(maker=replace(maker, in_house=replace(maker.in_house, skills=assumed(False))))
    said = await held.say("帮我设一个明天早上七点的闹钟")
    assert (said.outcome, said.answer) == ("refused", "")
    assert said.event(LimitReached).message == "抱歉，我还不会操作这个。"


async def test_what_no_skill_can_do_is_refused():
    said = await assistant().say("打开微信")
    assert (routed(said), said.outcome) == (("refusal", "phone_action"), "refused")


async def test_a_wake_word_that_leads_to_deepseek_needs_no_name():
    held = assistant("R1", capabilities=capabilities(direct_wake=True))
    assert routed(await held.say("你好")) == ("agent", "direct_wake")


async def test_a_wake_word_leads_to_the_makers_own_model_until_the_phone_may_enter():
    early = PhoneWishes(date=shanghai(2025, 2, 1))
    held = assistant(in_house=["你好"], capabilities=capabilities(direct_wake=True), wishes=early)
    assert routed(await held.say("你好")) == ("in_house", "in_house")


async def test_deepseek_and_the_makers_own_model_do_not_know_each_others_turns():
    held = assistant("好", "不知道", in_house=["你好小明", "你叫小明"])
    texts = ("我叫小明", "用DeepSeek说一个字", "用DeepSeek回答：我叫什么？", "我叫什么？")
    said = [await held.say(text) for text in texts]
    assert "小明" not in said[2].sent_text
    assert "我叫小明" in said[3].sent_text
    assert "说一个字" not in said[3].sent_text


async def test_turns_that_do_not_go_to_deepseek_use_up_none_of_its_caps():
    held = assistant("好", in_house="一二三", turns_per_conversation=1, daily_questions=1)
    said = [await held.say(text) for text in ("你好", "帮我设一个七点的闹钟", "你好", "用DeepSeek讲个笑话", "你好")]
    assert [turn.outcome for turn in said] == ["completed"] * 5
    assert (await held.say("用DeepSeek讲个笑话")).outcome == "limited"


async def test_the_makers_own_model_forgets_sooner():
    held = assistant(in_house="一二三四")
    said = [await held.say(f"第{number}问") for number in range(1, 5)]
    trimmed = said[3].event(MemoryTrimmed)
    assert (trimmed.limit, trimmed.value, trimmed.dropped) == ("memory_turns", 2, (1,))


async def test_a_skill_that_fails_tells_why():
    said = await assistant().say("取消明天的闹钟")
    assert (said.outcome, said.answer) == ("completed", "没有这样的闹钟")
    assert said.event(SkillCalled).changes == ()


async def test_contents_of_the_phone_outlive_the_conversation():
    held = assistant()
    await held.say("帮我设一个明天早上七点的闹钟")
    assert isinstance(held.conversation.renew(), ConversationRenewed)
    assert list(held.conversation.session.contents.of("alarm")) == [1]
    assert Change("alarm", 1, held.conversation.session.contents.of("alarm")[1])
