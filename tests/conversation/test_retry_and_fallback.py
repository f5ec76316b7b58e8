"""A backend that fails before anything came of it: the request is repeated, then left to the next backend."""

from __future__ import annotations

from dataclasses import replace

from simulator.domain.completion import AnswerText, Failed, ThinkingText
from simulator.domain.events import BackendAsked, BackendFault, FallbackUsed, RequestRepeated, TurnEnded
from simulator.domain.faults import Fault
from tests.fakes import Scripted, phone

BUSY = Fault("overloaded", "503 Service Unavailable", 503)
NO_KEY = Fault("auth", "401", 401)


def asked(said) -> list[tuple[str, int]]:
    return [(event.backend, event.attempt) for event in said.events if isinstance(event, BackendAsked)]


async def test_a_busy_server_is_asked_again_after_a_wait():
    said = await phone(BUSY, "你好").say("你好")
    repeated = said.event(RequestRepeated)
    assert (said.outcome, said.answer, asked(said)) == ("completed", "你好", [("scripted", 1), ("scripted", 2)])
    assert (repeated.kind, repeated.message) == ("overloaded", BUSY.message)
    assert said.event(TurnEnded).first_token_seconds == round(1.0 + repeated.seconds, 6)
    assert "BackendFault" not in said.kinds


async def test_after_two_repetitions_the_fault_is_told_once():
    said = await phone(BUSY, BUSY, BUSY).say("你好")
    assert (said.outcome, len(said.prompts)) == ("fault", 3)
    assert said.event(BackendFault).kind == "overloaded"
    assert [type(event).__name__ for event in said.events].count("RequestRepeated") == 2


async def test_a_question_that_was_repeated_is_one_question():
    held = phone(BUSY, "你好", daily_questions=2)
    await held.say("你好")
    assert list(held.conversation.session.asked.values()) == [1]


async def test_nothing_is_repeated_once_anything_has_appeared():
    for begun in (AnswerText("从前"), ThinkingText("想")):
        said = await phone([begun, Failed(BUSY)], "一个完整的故事").say("讲个故事")
        assert (said.outcome, len(said.prompts)) == ("fault", 1)
        assert said.event(TurnEnded).answer in ("从前", "")


async def test_the_next_backend_answers_where_the_first_cannot():
    spare = Scripted("你好", name="mock")
    said = await phone(NO_KEY, fallbacks=[Scripted(NO_KEY, name="siliconflow"), spare]).say("你好")
    assert [(event.from_, event.to, event.reason) for event in said.events if isinstance(event, FallbackUsed)] == [
        ("scripted", "siliconflow", "auth: 401"),
        ("siliconflow", "mock", "auth: 401"),
    ]
    assert (said.outcome, asked(said)[-1]) == ("completed", ("mock", 3))


async def test_a_fallback_is_tried_only_after_what_can_be_repeated():
    said = await phone(BUSY, BUSY, BUSY, fallbacks=[Scripted("你好", name="mock")]).say("你好")
    assert [name for name, _ in asked(said)] == ["scripted"] * 3 + ["mock"]


async def test_a_broken_answer_is_never_continued_by_another_backend():
    spare = Scripted("另一个故事", name="mock")
    said = await phone([AnswerText("从前")], fallbacks=[spare]).say("讲个故事")
    assert (said.outcome, said.answer, spare.prompts) == ("fault", "从前", [])


async def test_the_last_fault_is_the_one_that_is_told():
    said = await phone(NO_KEY, fallbacks=[Scripted(Fault("payment", "402", 402), name="b")]).say("你好")
    assert (said.event(BackendFault).kind, said.event(TurnEnded).fault.kind) == ("payment", "payment")


async def test_each_turn_begins_with_the_chosen_backend_again():
    held = phone(NO_KEY, "好了", fallbacks=[Scripted("你好", name="mock")])
    await held.say("你好")
    assert asked(await held.say("好了吗")) == [("scripted", 1)]


async def test_waiting_to_ask_again_can_be_interrupted():
    held = phone(BUSY, "你好")
    async for event in held.conversation.turn("你好"):
        if isinstance(event, RequestRepeated):
            held.conversation.interrupt()
    assert event.outcome == "interrupted"


async def test_a_turn_whose_time_is_over_asks_nobody_any_more():
    """W81."""
    over = Fault("timeout", "total clock", left=0.0)
    said = await phone(over, fallbacks=[Scripted("你好", name="mock")]).say("你好")
    assert (said.outcome, asked(said)) == ("fault", [("scripted", 1)])


async def test_nobody_waits_longer_than_the_turn_has_left():
    """W81."""
    hurried = replace(BUSY, retry_after=9.0, left=5.0)
    said = await phone(hurried, fallbacks=[Scripted("你好", name="mock")]).say("你好")
    assert (said.outcome, asked(said)) == ("completed", [("scripted", 1), ("mock", 2)])
    assert said.event(FallbackUsed).to == "mock"


async def test_all_requests_of_a_turn_share_its_time_and_those_of_the_next_do_not():
    """W81."""
    held = phone(BUSY, "你好", "再见")
    first, second = (await held.say("你好")).prompts
    (third,) = (await held.say("再见")).prompts
    assert first.turn is second.turn is not third.turn
