"""What happens in a turn, event by event."""

from __future__ import annotations

from simulator.domain.completion import AnswerText, AnswerWasThinking, Finished, Message, Prompt, Usage
from simulator.domain.cost import O1_USD, R1_CNY, R1_USD
from simulator.domain.event_json import to_json
from simulator.domain.events import BackendFault, GateRefused, Heard, LimitReached, ThinkingRevealed, TurnEnded, Woken
from simulator.domain.faults import Fault
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Gates
from simulator.domain.session import restore
from tests.fakes import Said, assumed, pacing, phone, shanghai

ENDED = {
    "outcome": "completed",
    "answer": "",
    "thinking": "",
    "thinking_seconds": None,
    "first_token_seconds": None,
    "seconds": 0.0,
    "finish": None,
    "usage": None,
    "cost": None,
    "fault": None,
    "limit": None,
}
ASKED = {"event": "backend_asked", "backend": "scripted", "model": "scripted-r1", "attempt": 1, "t": 0.0}


def told(said: Said, turn: int = 1) -> list[dict[str, object]]:
    """Give all events of a turn as people read them, what they all share checked and left out."""
    lines = [to_json(event) for event in said.events]
    assert {(line.pop("session"), line.pop("turn")) for line in lines} == {("test", turn)}
    return lines


async def test_a_plain_turn_from_question_to_answer():
    held = phone(("想想", "9.8 更大"), usage=Usage(1_000_000, 0, 0, 0))
    said = await held.say("9.8 和 9.11 哪个大？")
    usage = {"prompt_tokens": 1_000_000, "completion_tokens": 0, "reasoning_tokens": 0, "cache_hit_tokens": 0}
    cost = {"yuan": 4.0, "o1_share": 0.036667, "r1_usd": 0.55, "o1_usd": 15.0, "claimed_share": 0.03}
    sources = [R1_CNY.evidence, R1_USD.evidence, O1_USD.evidence, "seed"]
    assert told(said) == [
        {"event": "heard", "t": 0.0, "text": "9.8 和 9.11 哪个大？", "source": "text"},
        {"event": "routed", "t": 0.0, "route": "agent", "rule": "deepseek_entry"},
        {"event": "prompt_built", "t": 0.0, "messages": 1, "prompt_tokens": 18},
        ASKED,
        {"event": "thinking_delta", "t": 1.0, "text": "想想"},
        {"event": "answer_delta", "t": 1.12, "text": "9.8 "},
        {"event": "answer_delta", "t": 1.24, "text": "更大"},
        ENDED
        | {"event": "turn_ended", "t": 1.24, "answer": "9.8 更大", "thinking": "想想", "finish": "stop"}
        | {"thinking_seconds": 0.12, "first_token_seconds": 1.0, "seconds": 1.24, "usage": usage}
        | {"cost": cost | {"sources": sources}},
    ]
    assert said.prompts == (Prompt((Message("user", "9.8 和 9.11 哪个大？"),)),)


async def test_a_wake_word_alone_is_answered_without_a_backend():
    said = await phone().say("小艺小艺！")
    assert told(said) == [
        {"event": "woken", "t": 0.0, "heard": "小艺小艺", "wake_word": "小艺小艺", "score": 1.0},
        {"event": "heard", "t": 0.0, "text": "", "source": "text"},
        {"event": "routed", "t": 0.0, "route": "in_house", "rule": "wake_only"},
        {"event": "answer_delta", "t": 0.0, "text": "我在，请说。"},
        ENDED | {"event": "turn_ended", "t": 0.0, "answer": "我在，请说。", "first_token_seconds": 0.0},
    ]
    assert said.prompts == ()


async def test_a_wake_word_is_cut_from_the_question_that_is_sent():
    said = await phone("你好").say("小易小易，我叫小明", "audio")
    assert (said.event(Woken).score, said.event(Heard).text, said.event(Heard).source) == (0.75, "我叫小明", "audio")
    assert said.sent_text == "我叫小明"


async def test_a_sleeping_phone_misses_what_does_not_wake_it():
    held = phone(handset={"must_wake": True})
    said = await held.say("小爱同学，今天天气怎么样")
    assert told(said) == [
        {"event": "wake_missed", "t": 0.0, "heard": "小爱同学", "wake_word": "小艺小艺", "score": 0.25},
        ENDED | {"event": "turn_ended", "t": 0.0, "outcome": "refused"},
    ]
    assert held.conversation.session.turns_used == 0


async def test_a_gate_refuses_in_the_phones_words():
    gates = Gates(os=assumed("AcmeOS 5.0"))
    held = phone(gates=gates, wishes=PhoneWishes(os="AcmeOS 4.2"), handset={"lang": "en"})
    said = await held.say("你好")
    assert said.kinds == ["Heard", "GateRefused", "TurnEnded"]
    refused = said.event(GateRefused)
    assert (refused.gate, refused.needed, refused.actual) == ("os", "AcmeOS 5.0+", "AcmeOS 4.2")
    assert refused.message == "This needs AcmeOS 5.0+; this phone has AcmeOS 4.2."
    assert (said.outcome, said.prompts) == ("refused", ())


async def test_a_date_gate_opens_while_the_phone_is_in_the_hand():
    held = phone("你好", since=shanghai(2025, 2, 8), wishes=PhoneWishes(date=shanghai(2025, 2, 7, 23, 59)))
    assert (await held.say("你好")).event(GateRefused).gate == "date"
    await held.clock.sleep_until(60.0)
    assert (await held.say("你好")).outcome == "completed"


async def test_what_the_release_cannot_do_is_refused_with_its_evidence():
    said = await phone().say("帮我打开微信")
    assert told(said) == [
        {"event": "heard", "t": 0.0, "text": "帮我打开微信", "source": "text"},
        {"event": "routed", "t": 0.0, "route": "refusal", "rule": "phone_action"},
        {"event": "limit_reached", "t": 0.0, "limit": "phone_skills", "value": 0, "evidence": "assumed"}
        | {"message": "DeepSeek 智能体目前只能对话，还不能操作手机的其他功能。"},
        ENDED | {"event": "turn_ended", "t": 0.0, "outcome": "refused", "limit": "phone_skills"},
    ]


async def test_a_fault_is_told_with_the_phones_words():
    said = await phone(Fault("overloaded", "Service Unavailable")).say("你好")
    assert said.kinds == ["Heard", "Routed", "PromptBuilt", "BackendAsked", "BackendFault", "TurnEnded"]
    fault = said.event(BackendFault)
    assert (fault.kind, fault.status, fault.retryable) == ("overloaded", None, True)
    assert fault.words == "服务器繁忙，请稍后再试。"
    ended = said.event(TurnEnded)
    assert (ended.outcome, ended.fault.kind, ended.fault.message) == ("fault", "overloaded", "Service Unavailable")
    assert (ended.answer, ended.finish, ended.usage, ended.cost) == ("", None, None, None)


async def test_a_cut_stream_is_not_a_short_answer():
    held = phone([AnswerText("从前有座山")])
    said = await held.say("讲个故事")
    assert (said.outcome, said.answer, said.event(TurnEnded).fault.kind) == ("fault", "从前有座山", "truncated")
    assert [turn.answer for turn in held.conversation.session.turns] == ["从前有座山"]


async def test_a_turn_that_a_fault_left_empty_is_not_remembered():
    held = phone(Fault("server", "boom"), "你好")
    await held.say("我叫小明")
    assert "小明" not in (await held.say("我叫什么？")).sent_text
    assert held.conversation.session.turns_used == 1


async def test_a_finish_other_than_stop_is_still_completed():
    said = await phone([AnswerText("从前"), Finished("length")]).say("讲个故事")
    assert (said.outcome, said.event(TurnEnded).finish) == ("completed", "length")


async def test_the_order_of_refusals_is_gate_then_route_then_cap():
    shut = Gates(app=assumed("2.0"))
    gated = phone(gates=shut, turns_per_conversation=0, wishes=PhoneWishes(app="1.0"))
    assert "Routed" not in (await gated.say("打开微信")).kinds
    capped = phone(turns_per_conversation=0)
    assert (await capped.say("打开微信")).event(LimitReached).limit == "phone_skills"
    assert (await capped.say("你好")).event(LimitReached).limit == "turns_per_conversation"


async def test_a_stutter_is_told_where_it_happens():
    pieces = [AnswerText("从"), AnswerText("前"), Finished("stop")]
    held = phone(pieces, pacing=pacing(first_token=1.0, tokens_per_second=1.0, chance=1.0, seconds=1.5))
    said = await held.say("讲个故事")
    assert [(line["event"], line["t"]) for line in told(said)[4:]] == [
        ("answer_delta", 1.0),
        ("stuttered", 2.0),
        ("answer_delta", 3.5),
        ("turn_ended", 3.5),
    ]


async def test_an_answer_that_turns_out_to_be_thinking_is_moved_there():
    items = [AnswerText("先想"), AnswerText("一想"), AnswerWasThinking(), AnswerText("9.8"), Finished("stop")]
    held = phone(items)
    said = await held.say("9.8 和 9.11 哪个大？")
    revealed, ended = said.event(ThinkingRevealed), said.event(TurnEnded)
    assert (revealed.text, revealed.seconds) == ("先想一想", 0.12)
    assert (ended.thinking, ended.answer) == ("先想一想", "9.8")
    assert (ended.thinking_seconds, ended.first_token_seconds) == (0.24, 1.0)
    assert held.conversation.session.turns[0].answer == "9.8"


async def test_thinking_that_was_revealed_survives_a_cut():
    held = phone([AnswerText("想"), AnswerWasThinking(), AnswerText("答"), Finished("stop")])
    said = await held.say("？")
    recorded = [event for event in said.events if not isinstance(event, TurnEnded)]
    _, cut_off = restore("test", recorded)
    assert (cut_off.thinking, cut_off.answer) == ("想", "答")
