"""Turns that were had elsewhere, as a client of the served phones tells them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.domain.events import LimitReached, MemoryTrimmed
from simulator.domain.words import say
from tests.fakes import phone

SAID = (("小艺小艺，我叫小明", "你好，小明"), ("讲个故事", "从前……"))


async def test_a_recalled_turn_is_remembered_as_if_it_had_been_had_here():
    here = phone(*(answer for _, answer in SAID), "好的", turns_per_conversation=9)
    for utterance, _ in SAID:
        await here.say(utterance)
    elsewhere = phone("好的", turns_per_conversation=9)
    for utterance, answer in SAID:
        elsewhere.conversation.recall(utterance, answer)
    one, other = here.conversation.session, elsewhere.conversation.session
    aside = {"now": 0.0, "opened": None, "awake_since": None, "forgotten": 0}
    assert replace(one, **aside) == replace(other, **aside)
    assert (await elsewhere.say("我叫什么？")).sent_text == (await here.say("我叫什么？")).sent_text


async def test_recalled_turns_count_against_the_caps():
    acme = phone(turns_per_conversation=2)
    for utterance, answer in SAID:
        acme.conversation.recall(utterance, answer)
    assert (await acme.say("再讲一个")).event(LimitReached).limit == "turns_per_conversation"


async def test_a_recalled_refusal_counts_for_nothing():
    acme = phone("好的", turns_per_conversation=1)
    acme.conversation.recall("看看这张图片", "我现在只能进行文字对话")
    said = await acme.say("你好")
    assert (said.outcome, said.sent_text) == ("completed", "你好")


async def test_a_turn_beyond_the_cap_is_not_remembered_from_what_the_phone_said_of_it():
    acme = phone(turns_per_conversation=1)
    acme.conversation.recall("你好", "你好！")
    acme.conversation.recall("再来", "本次对话已达 1 轮上限，请开启新对话。")
    assert [turn.utterance for turn in acme.conversation.session.turns] == ["你好"]


async def test_a_recalled_question_without_an_answer_was_stopped():
    acme = phone("好的")
    acme.conversation.recall("写一首长诗", "")
    said = await acme.say("你好")
    assert said.sent_text.splitlines() == ["写一首长诗", say({}, "stopped", "zh"), "你好"]


@pytest.mark.parametrize("turns", [1, 3])
async def test_what_does_not_fit_is_forgotten_of_recalled_turns_too(turns):
    acme = phone("好的", prompt_tokens=30)
    for number in range(turns):
        acme.conversation.recall(f"我的第{number}个问题", "答" * 20)
    assert (await acme.say("你好")).event(MemoryTrimmed).dropped_turns == turns
