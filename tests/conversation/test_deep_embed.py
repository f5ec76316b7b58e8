"""A model that acts on the phone: it calls skills, is told what came of them, and answers."""

from __future__ import annotations

from simulator.domain.completion import AnswerText, Finished, Message, ThinkingText, ToolCall, Usage
from simulator.domain.events import BackendAsked, CallIgnored, PromptBuilt, SkillCalled, TurnEnded
from simulator.domain.system_prompt import carried_context
from simulator.hooks import Hooks, Situation
from tests.conversation.skills import ALARM, BROKEN
from tests.fakes import PhoneInHand, capabilities, phone

CALL = ToolCall("call_0", "set_alarm", '{"when": "明天七点"}')


def calling(*calls: ToolCall, thinking: str = "要设闹钟", usage: Usage | None = None):
    return [ThinkingText(thinking), Finished("tool_calls", usage, calls)]


def embedded(*replies, **parts) -> PhoneInHand:
    can = capabilities(phone_skills=True, direct_wake=True)
    return phone(*replies, capabilities=can, skills=(ALARM, BROKEN), **parts)


async def test_a_called_skill_acts_and_its_result_goes_back_to_the_model():
    held = embedded(calling(CALL), "设好了")
    said = await held.say("明天七点叫我起床，顺便讲讲为什么")
    assert said.kinds == [
        "Heard",
        "Routed",
        "PromptBuilt",
        "BackendAsked",
        "ThinkingDelta",
        "SkillCalled",
        "BackendAsked",
        "AnswerDelta",
        "TurnEnded",
    ]
    first, second = said.prompts
    assert [tool.name for tool in first.tools] == ["set_alarm", "cancel_alarm"]
    assert second.messages[-2:] == (
        Message("assistant", "", tool_calls=(CALL,), thinking="要设闹钟"),
        Message("tool", "闹钟 1 已设好", tool_call_id="call_0"),
    )
    assert said.event(SkillCalled).arguments == {"when": "明天七点"}
    assert held.conversation.session.contents.of("alarm") == {1: {"when": "明天七点"}}


async def test_a_chat_only_release_offers_no_tools_tells_a_call_and_carries_out_none():
    """W69."""
    held = phone([AnswerText("好"), Finished("tool_calls", None, (CALL,))], skills=(ALARM,))
    said = await held.say("你好")
    assert said.prompts[0].tools == ()
    assert (said.outcome, said.answer, said.event(TurnEnded).finish) == ("completed", "好", "tool_calls")
    assert said.kinds[-2:] == ["CallIgnored", "TurnEnded"] and "SkillCalled" not in said.kinds
    ignored = said.event(CallIgnored)
    assert (ignored.tool, ignored.arguments) == ("set_alarm", {"when": "明天七点"})
    assert "没有提供" in ignored.message and "没有执行" in ignored.message
    assert held.conversation.session.contents.of("alarm") == {}


async def test_calls_of_one_turn_see_what_the_ones_before_them_did():
    held = embedded(calling(CALL, CALL), "好")
    said = await held.say("设两个闹钟")
    results = [event.result for event in said.events if isinstance(event, SkillCalled)]
    assert results == ["闹钟 1 已设好", "闹钟 2 已设好"]


async def test_a_call_that_cannot_be_run_is_told_to_the_model():
    bad = (
        ToolCall("a", "order_pizza", "{}"),
        ToolCall("b", "set_alarm", "{broken"),
        ToolCall("c", "set_alarm", "[1]"),
        ToolCall("d", "cancel_alarm", ""),
    )
    said = await embedded(calling(*bad), "办不到").say("你好")
    assert [message.content for message in said.prompts[1].messages[-4:]] == [
        "没有“order_pizza”这个功能。可用的有：set_alarm, cancel_alarm。",
        "set_alarm 的参数不是 JSON 对象（not JSON: {broken），请重写。",
        "set_alarm 的参数不是 JSON 对象（not an object: [1]），请重写。",
        "没有这样的闹钟",
    ]
    assert said.outcome == "completed"


async def test_a_model_that_would_call_for_ever_is_asked_the_last_time_without_tools():
    held = embedded(*[calling(CALL)] * 4, "够了")
    said = await held.say("设很多闹钟")
    assert [event.attempt for event in said.events if isinstance(event, BackendAsked)] == [1, 2, 3, 4, 5]
    assert [bool(prompt.tools) for prompt in said.prompts] == [True, True, True, True, False]
    assert said.answer == "够了"


async def test_a_turn_with_calls_is_one_question_and_costs_all_its_requests():
    used = [Usage(10, 5, 3, 0), Usage(20, 7, None, 0)]
    held = embedded(calling(CALL, usage=used[0]), [AnswerText("好"), Finished("stop", used[1])], daily_questions=1)
    said = await held.say("设闹钟")
    assert said.event(TurnEnded).usage == Usage(30, 12, None, 0)
    assert (await held.say("再设一个")).outcome == "limited"


def _time_and_alarms(situation: Situation) -> str:
    return f"现在是 {situation.moment:%Y-%m-%d %H:%M}，闹钟 {len(situation.contents.of('alarm'))} 个"


async def test_the_system_tells_the_model_what_it_knows_before_each_question():
    told = Hooks(context=_time_and_alarms)
    held = embedded(calling(CALL), "好", "一个", handset={"hooks": told})
    await held.say("设闹钟")
    said = await held.say("我有几个闹钟？")
    sent = said.prompts[0].messages[-1].content
    assert carried_context(sent) == ("现在是 2025-02-05 10:00，闹钟 1 个", "我有几个闹钟？")
    assert said.prompts[0].messages[0].content == "设闹钟"


async def test_a_chat_only_release_is_told_nothing_of_the_phone():
    held = phone("好", handset={"hooks": Hooks(context=lambda situation: "机密")})
    assert "机密" not in (await held.say("你好")).sent_text


async def test_a_context_that_does_not_fit_is_left_out():
    alone = (await embedded("好").say("你好")).event(PromptBuilt).prompt_tokens
    held = embedded("好", prompt_tokens=alone + 20, handset={"hooks": Hooks(context=lambda situation: "长" * 50)})
    assert (await held.say("你好")).sent_text == "你好"


async def test_a_context_cannot_drive_a_terminal():
    held = embedded("好", handset={"hooks": Hooks(context=lambda situation: "现在\x1b[31m")})
    assert "\x1b" not in (await held.say("你好")).sent_text


async def test_an_interrupted_skill_ends_the_turn_as_interrupted():
    held = embedded(calling(CALL), "好")
    async for event in held.conversation.turn("设闹钟"):
        if isinstance(event, SkillCalled):
            held.conversation.interrupt()
        last = event
    assert (last.outcome, last.thinking) == ("interrupted", "要设闹钟")


async def test_offered_tools_weigh_in_the_window():
    offered = (await embedded("好").say("你好")).event(PromptBuilt).prompt_tokens
    plain = (await phone("好", skills=(ALARM, BROKEN)).say("你好")).event(PromptBuilt).prompt_tokens
    assert offered > plain + len(ALARM.tool.description) + len(BROKEN.tool.description)
    assert (await embedded("好", prompt_tokens=offered - 1).say("你好")).outcome == "limited"
