"""What the recorder gets, and what its refusal does."""

from __future__ import annotations

import pytest

from simulator.domain.events import SessionStarted, TurnEnded
from simulator.domain.session import Session, restore
from simulator.store.memory import Forgetful
from tests.fakes import ListRecorder, phone

STORY = ("想一想", "从前有座山，山里有座庙")


async def test_every_event_is_recorded_before_it_is_seen():
    held = phone(STORY)
    seen = list(held.opening)
    async for event in held.conversation.turn("讲个故事"):
        assert held.recorder.events[-1] is event
        seen.append(event)
    assert held.recorder.events == seen


@pytest.mark.parametrize("event", range(1, 10))
async def test_a_full_disk_stops_the_turn_with_an_os_error(event):
    held = phone(STORY, "你好", recorder=ListRecorder(fails_at=event))
    with pytest.raises(OSError, match="no room"):
        await held.say("讲个故事")
    assert held.backend.closed == len(held.backend.prompts)
    assert isinstance(held.recorder.events[-1], TurnEnded) or event == 9
    assert [type(kept) for kept in held.recorder.events].count(TurnEnded) == (event != 9)


async def test_a_disk_that_stays_full_is_an_os_error_too():
    held = phone(STORY, recorder=ListRecorder(fails_at=6, failures=10**6))
    with pytest.raises(OSError, match="no room"):
        await held.say("讲个故事")


async def test_a_phone_that_cannot_be_recorded_does_not_open():
    with pytest.raises(OSError, match="SessionStarted"):
        phone(recorder=ListRecorder(fails_at=0))


async def test_a_restored_phone_goes_on_where_it_stopped():
    before = phone("好的，小明")
    await before.say("我叫小明")
    session, cut_off = restore("test", before.recorder.events)
    assert cut_off is None
    after = phone("小明", session=session)
    assert "我叫小明" in (await after.say("我叫什么？")).sent_text
    (opening,) = after.opening
    assert isinstance(opening, SessionStarted)
    assert after.recorder.events[-1].turn == 2


async def test_a_forgetful_recorder_lets_a_phone_work():
    held = phone("你好", recorder=Forgetful(), session=Session("phone"))
    assert (await held.say("你好")).answer == "你好"
    held.conversation.close()
