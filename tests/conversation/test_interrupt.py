"""How a turn ends before its end, and what stays of it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from simulator.clocks import RealClock
from simulator.conversation.interrupt import Interrupt, Interrupted
from simulator.domain.completion import AnswerText, ThinkingText
from simulator.domain.events import AnswerDelta, BackendAsked, BackendFault, Event, Heard, ThinkingDelta, TurnEnded
from simulator.domain.faults import Fault
from simulator.domain.session import SaidTurn
from tests.fakes import Pause, PhoneInHand, Scripted, pacing, phone

STORY = ("想一想怎么讲这个", "从前有座山，山里有座庙")


async def interrupted_at(held: PhoneInHand, kind: type[Event], text: str = "讲个故事") -> list[Event]:
    """Say `text`, press stop at the first event of a kind, and give all events."""
    seen: list[Event] = []
    async for event in held.conversation.turn(text):
        if isinstance(event, kind) and not any(isinstance(earlier, kind) for earlier in seen):
            held.conversation.interrupt()
        seen.append(event)
    return seen


@pytest.mark.parametrize(
    ("kind", "thinking", "answer"),
    [(BackendAsked, "", ""), (ThinkingDelta, "想一想怎", ""), (AnswerDelta, "想一想怎么讲这个", "从前有座")],
)
async def test_a_stopped_turn_keeps_what_the_user_saw(kind, thinking, answer):
    held = phone(STORY, "山里有座庙")
    *_, ended = await interrupted_at(held, kind)
    assert isinstance(ended, TurnEnded)
    assert (ended.outcome, ended.thinking, ended.answer) == ("interrupted", thinking, answer)
    assert held.conversation.session.turns == (SaidTurn(1, "讲个故事", answer),)
    said = await held.say("接着讲")
    assert said.outcome == "completed"
    assert [message.content for message in said.prompts[0].messages][1] == (answer or "（已停止回答）")


async def test_a_turn_stopped_before_it_is_asked_asks_nobody():
    held = phone(STORY)
    events = await interrupted_at(held, Heard)
    assert [type(event) for event in events][-1] is TurnEnded
    assert events[-1].outcome == "interrupted"
    assert not any(isinstance(event, BackendAsked) for event in events)


@pytest.mark.parametrize("before", [(), (ThinkingText("想"),), (AnswerText("从前"),)])
async def test_a_silent_backend_can_be_stopped(before):
    held = phone([*before, Pause()])
    turn = asyncio.ensure_future(held.say("讲个故事"))
    await asyncio.sleep(0.01)
    held.conversation.interrupt()
    said = await asyncio.wait_for(turn, 1)
    assert (said.outcome, said.answer) == ("interrupted", "从前" if AnswerText("从前") in before else "")
    assert held.backend.closed == 1


async def test_a_long_delay_can_be_stopped_under_a_real_clock():
    held = phone("好", clock=RealClock(), pacing=pacing(first_token=600.0))
    turn = asyncio.ensure_future(held.say("你好"))
    await asyncio.sleep(0.01)
    held.conversation.interrupt()
    assert (await asyncio.wait_for(turn, 1)).outcome == "interrupted"
    assert held.backend.closed == 1


async def test_a_second_press_changes_nothing():
    held = phone([AnswerText("从前"), Pause()], "你好")
    turn = asyncio.ensure_future(held.say("讲个故事"))
    await asyncio.sleep(0.01)
    held.conversation.interrupt()
    held.conversation.interrupt()
    assert (await asyncio.wait_for(turn, 1)).outcome == "interrupted"
    held.conversation.interrupt()
    assert (await held.say("你好")).outcome == "completed"


async def test_a_decided_turn_keeps_its_outcome():
    events = await interrupted_at(phone(Fault("server", "boom")), BackendFault)
    assert events[-1].outcome == "fault"


@pytest.mark.parametrize(
    ("stop", "answer"), [(Heard, ""), (BackendAsked, ""), (ThinkingDelta, ""), (AnswerDelta, "从前有座")]
)
async def test_a_consumer_that_stops_early_leaves_an_interrupted_turn(stop, answer):
    held = phone(STORY)
    async with aclosing(held.conversation.turn("讲个故事")) as turn:
        async for event in turn:
            if isinstance(event, stop):
                break
    ended = held.recorder.events[-1]
    answer = "从前有座" if stop is AnswerDelta else ""
    assert (type(ended), ended.outcome, ended.answer) == (TurnEnded, "interrupted", answer)
    assert held.conversation.session.asking is None
    assert held.backend.closed == len(held.backend.prompts)


async def test_a_cancelled_task_leaves_an_interrupted_turn_and_is_cancelled():
    held = phone([AnswerText("从前"), Pause()])
    task = asyncio.ensure_future(held.say("讲个故事"))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    ended = held.recorder.events[-1]
    assert (type(ended), ended.outcome, ended.answer) == (TurnEnded, "interrupted", "从前")
    assert held.backend.closed == 1


async def test_a_timeout_around_a_turn_is_a_timeout_and_no_press():
    held = phone([AnswerText("从前"), Pause()])
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await held.say("讲个故事")
    assert held.recorder.events[-1].outcome == "interrupted"


async def test_a_press_and_a_cancellation_together_cancel():
    held = phone([AnswerText("从前"), Pause()])
    task = asyncio.ensure_future(held.say("讲个故事"))
    await asyncio.sleep(0.01)
    held.conversation.interrupt()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert held.recorder.events[-1].outcome == "interrupted"


async def test_a_backend_that_breaks_its_promise_still_ends_the_turn():
    held = phone(backend=Scripted([AnswerText("从前"), None]))
    with pytest.raises(AttributeError):
        await held.say("讲个故事")
    assert (held.recorder.events[-1].outcome, held.recorder.events[-1].answer) == ("interrupted", "从前")


async def test_a_press_never_reaches_the_consumers_own_waits():
    held, waited = phone(STORY), 0
    async for event in held.conversation.turn("讲个故事"):
        if isinstance(event, ThinkingDelta):
            held.conversation.interrupt()
            await asyncio.sleep(0.001)
            waited += 1
    assert waited == 1
    assert asyncio.current_task().cancelling() == 0


async def test_a_button_is_pressed_before_meanwhile_or_never():
    button = Interrupt()
    assert await button.wait(asyncio.sleep(0, "slept")) == "slept"
    waiting = asyncio.ensure_future(button.wait(asyncio.sleep(600)))
    await asyncio.sleep(0)
    button.press()
    with pytest.raises(Interrupted):
        await waiting
    with pytest.raises(Interrupted):
        await button.wait(asyncio.sleep(600))
