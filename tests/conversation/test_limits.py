"""How caps, quotas and the memory window bite in a conversation."""

from __future__ import annotations

import pytest

from simulator.domain.completion import Message
from simulator.domain.events import LimitReached, MemoryTrimmed, PromptBuilt
from simulator.domain.faults import Fault
from simulator.domain.phone import PhoneWishes
from tests.fakes import phone, shanghai


async def test_a_forgotten_turn_is_not_sent_again():
    acme = phone("好的", "从前有座山", "不知道", prompt_tokens=36)
    *_, last = [await acme.say(text) for text in ("我叫小明", "讲个长长长长长长长长长长的故事", "我叫什么？")]
    assert last.event(MemoryTrimmed).dropped_turns == 1
    assert "小明" not in last.sent_text
    assert "从前有座山" in last.sent_text


async def test_a_longer_window_still_knows():
    acme = phone("好的", "从前有座山", "小明", prompt_tokens=400)
    *_, last = [await acme.say(text) for text in ("我叫小明", "讲个长长长长长长长长长长的故事", "我叫什么？")]
    assert "我叫小明" in last.sent_text
    assert last.kinds[:3] == ["Heard", "Routed", "PromptBuilt"]


async def test_each_trimming_names_the_turns_that_were_just_forgotten():
    held = phone(*"一二三四五", memory_turns=2)
    said = [await held.say(f"第{number}问") for number in range(1, 6)]
    assert [turn.kinds.count("MemoryTrimmed") for turn in said] == [0, 0, 0, 1, 1]
    fourth, fifth = said[3].event(MemoryTrimmed), said[4].event(MemoryTrimmed)
    assert (fourth.dropped, fourth.dropped_turns, fourth.kept_turns) == ((1,), 1, 2)
    assert (fifth.dropped, fifth.dropped_turns, fifth.kept_turns) == ((2,), 2, 2)
    assert (fourth.limit, fourth.value, fourth.evidence) == ("memory_turns", 2, "assumed")


async def test_a_turn_that_fitted_again_is_named_when_it_is_forgotten_again():
    held = phone("好", Fault("server", "boom"), "好", "好", prompt_tokens=20)
    long = "一二三四五六七八九十"
    said = [await held.say(text) for text in ("我叫小明", long, "谁", long)]
    assert [turn.kinds.count("MemoryTrimmed") for turn in said] == [0, 1, 0, 1]
    assert said[1].event(MemoryTrimmed).dropped == (1,)
    assert "小明" in said[2].sent_text
    assert said[3].event(MemoryTrimmed).dropped == (1,)


async def test_what_is_refused_between_two_prompts_makes_nothing_forgotten_twice():
    held = phone(*"一二三四", memory_turns=1)
    said = [await held.say(text) for text in ("甲", "乙", "丙", "打开微信", "丁")]
    assert said[2].event(MemoryTrimmed).dropped == (1,)
    assert said[4].event(MemoryTrimmed).dropped == (2,)


async def test_the_weight_told_is_that_of_the_prompt_sent():
    held = phone("一二三", "四五", "六", prompt_tokens=30)
    for text in ("我叫小明", "讲个笑话", "再讲一个"):
        said = await held.say(text)
        weights = {"user": 1, "assistant": 2}
        messages = said.prompts[0].messages
        sent = 2 + sum(weights[message.role] + len(message.content) for message in messages)
        assert (said.event(PromptBuilt).prompt_tokens, said.event(PromptBuilt).messages) == (sent, len(messages))


async def test_a_question_that_fills_the_window_alone_is_too_long():
    held = phone("好", prompt_tokens=20)
    said = await held.say("长" * 18)
    assert said.kinds == ["Heard", "Routed", "LimitReached", "TurnEnded"]
    assert said.event(LimitReached).message == "内容太长了，超出了 20 tokens 的上限，请精简后再试。"
    assert (said.outcome, said.event(LimitReached).value, said.prompts) == ("limited", 20, ())
    assert (await held.say("长" * 17)).outcome == "completed"


async def test_the_turn_cap_holds_until_a_new_conversation():
    held = phone(*"一二三", turns_per_conversation=2)
    said = [await held.say("你好") for _ in range(4)]
    assert [turn.outcome for turn in said] == ["completed", "completed", "limited", "limited"]
    reached = said[2].event(LimitReached)
    assert (reached.limit, reached.value, reached.evidence) == ("turns_per_conversation", 2, "assumed")
    assert reached.message == "本次对话已达 2 轮上限，请开启新对话。"
    held.conversation.renew()
    renewed = await held.say("你好")
    assert (renewed.outcome, renewed.prompts[0].messages) == ("completed", (Message("user", "你好"),))


async def test_what_the_backend_was_not_asked_is_free():
    held = phone("一", turns_per_conversation=1, daily_questions=1)
    for text in ("小艺小艺", "打开微信", "小艺小艺"):
        assert (await held.say(text)).prompts == ()
    assert (await held.say("你好")).outcome == "completed"


async def test_the_daily_quota_returns_at_midnight_in_shanghai():
    held = phone(*"一二三", daily_questions=2, wishes=PhoneWishes(date=shanghai(2025, 2, 5, 23, 59)))
    said = [await held.say("你好") for _ in range(3)]
    assert [turn.outcome for turn in said] == ["completed", "completed", "limited"]
    assert said[2].event(LimitReached).message == "今天的 2 次提问已用完，请明天再来。"
    held.conversation.renew()
    assert (await held.say("你好")).outcome == "limited"
    await held.clock.sleep_until(60.0)
    assert (await held.say("你好")).outcome == "completed"


async def test_the_cap_on_an_answer_goes_to_the_backend():
    assert (await phone("好", output_tokens=512).say("你好")).prompts[0].max_tokens == 512
    assert (await phone("好").say("你好")).prompts[0].max_tokens is None


async def test_an_earlier_turn_is_weighed_once_in_its_life():
    held = phone(*"一二三四五六", memory_turns=3)
    for number in range(6):
        await held.say(f"第{number}问")
    answers = [text for text in held.tokenizer.counted if text in tuple("一二三四五六")]
    assert sorted(answers) == sorted(set(answers))
    assert len(answers) == 5


@pytest.mark.parametrize("turns", [10, 200])
async def test_a_turn_costs_the_same_however_long_the_conversation(turns):
    held = phone(*["好"] * (turns + 1), memory_turns=2)
    for _ in range(turns):
        await held.say("你好")
    held.tokenizer.counted.clear()
    await held.say("你好")
    assert len(held.tokenizer.counted) == 3
