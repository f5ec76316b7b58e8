"""A phone that is upgraded, or taken to another day, in the middle of a conversation."""

from __future__ import annotations

import pytest

from simulator.domain.events import MemoryTrimmed, PhoneChanged, SessionStarted
from simulator.domain.phone import PhoneWishes
from simulator.domain.release import Gates
from simulator.domain.session import Session, restore
from tests.fakes import PhoneInHand, assumed, capabilities, phone, release, shanghai, vendor

BETA = release("1.0.0", channel="beta", memory_turns=2, turns_per_conversation=4, gates=Gates(app=assumed("1.0.0")))
OFFICIAL = release(
    "1.1.0", shanghai(2025, 2, 9), capabilities=capabilities(web_search=True), gates=Gates(app=assumed("1.1.0"))
)
MAKER = vendor(BETA, OFFICIAL)
ON_BETA, ON_OFFICIAL = PhoneWishes(release="1.0.0"), PhoneWishes(release="1.1.0")


async def after(held: PhoneInHand, *texts: str) -> PhoneInHand:
    for text in texts:
        await held.say(text)
    return held


async def test_an_upgrade_lifts_the_limits_from_the_next_turn_on():
    held = await after(phone(*"一二三四五", maker=MAKER, wishes=ON_BETA), "甲", "乙", "丙", "丁")
    assert (await held.say("戊")).outcome == "limited"
    held.conversation.travel(ON_OFFICIAL)
    assert (await held.say("戊")).outcome == "completed"


async def test_an_upgrade_says_what_comes_back_into_memory():
    held = await after(phone(*"一二三四", maker=MAKER, wishes=ON_BETA), "我叫小明", "乙", "丙")
    event = held.conversation.travel(ON_OFFICIAL)
    assert (event.regained, event.lost) == ((1,), ())
    assert event.message == "已更新到 1.1.0，从下一轮起生效。又想起了第 1 轮。"
    assert "小明" in (await held.say("我叫什么？")).sent_text


async def test_a_downgrade_says_what_falls_out_of_memory():
    held = await after(phone(*"一二三四", maker=MAKER, wishes=ON_OFFICIAL), "我叫小明", "乙", "丙")
    event = held.conversation.travel(ON_BETA)
    assert (event.regained, event.lost) == ((), (1,))
    assert event.message.endswith("忘记了第 1 轮。")
    said = await held.say("我叫什么？")
    assert "小明" not in said.sent_text
    assert said.event(MemoryTrimmed).dropped == (1,)


async def test_an_upgrade_tells_what_changed_with_its_evidence():
    event = phone(maker=MAKER, wishes=ON_BETA).conversation.travel(ON_OFFICIAL)
    assert [(item.name, item.before, item.after) for item in event.changed] == [
        ("turns_per_conversation", "4", None),
        ("memory_turns", "2", None),
        ("web_search", "✕", "✓"),
    ]
    assert {item.evidence for item in event.changed} == {"assumed"}
    assert event.message == "已更新到 1.1.0，从下一轮起生效。"


async def test_a_newer_app_and_a_later_day_bring_their_release_with_them():
    for wishes in (PhoneWishes(app="1.1.0", date=shanghai(2025, 2, 9)), PhoneWishes(date=shanghai(2025, 2, 10))):
        held = phone("好", maker=MAKER, wishes=ON_BETA)
        event = held.conversation.travel(wishes)
        assert (event.release, event.phone.app) == ("1.1.0", "1.1.0")
        assert (await held.say("你好")).outcome == "completed"


async def test_the_clock_of_the_phone_moves_to_the_new_day():
    held = phone("好", maker=MAKER, wishes=ON_BETA)
    await held.clock.sleep_until(90.0)
    held.conversation.travel(PhoneWishes(date=shanghai(2025, 2, 10, 21)))
    assert held.conversation.handset.moment(held.conversation.session, 150.0) == shanghai(2025, 2, 10, 21, 1)


async def test_an_upgrade_without_a_day_leaves_the_phone_where_it_is_but_an_early_one_is_moved_to_the_release():
    held = phone(maker=MAKER, wishes=ON_BETA)
    assert held.conversation.travel(ON_OFFICIAL).phone.at.startswith("2025-02-09T10:00")


async def test_what_the_user_said_of_the_phone_stays_when_it_is_upgraded():
    held = phone(maker=MAKER, wishes=PhoneWishes(release="1.0.0", region="DE", logged_in=False))
    event = held.conversation.travel(ON_OFFICIAL)
    assert (event.phone.region, event.phone.logged_in) == ("DE", False)


async def test_a_release_that_is_not_there_changes_nothing():
    held = phone("好", maker=MAKER, wishes=ON_BETA)
    with pytest.raises(KeyError):
        held.conversation.travel(PhoneWishes(release="9.9.9"))
    assert held.conversation.handset.release is BETA


async def test_an_upgraded_session_is_restored_as_it_was():
    held = await after(phone(*"一二三", maker=MAKER, wishes=ON_BETA), "我叫小明", "乙")
    held.conversation.travel(ON_OFFICIAL)
    session, cut_off = restore("test", held.recorder.events)
    assert cut_off is None
    assert (session, session.release) == (held.conversation.session, "1.1.0")


async def test_a_session_that_is_taken_up_on_another_release_says_so():
    held = await after(phone(*"一二三四", maker=MAKER, wishes=ON_BETA), "我叫小明", "乙", "丙")
    again = phone(maker=MAKER, wishes=ON_OFFICIAL, session=held.conversation.session)
    assert [type(event) for event in again.opening] == [SessionStarted, PhoneChanged]
    assert again.opening[1].regained == (1,)
    same = phone(maker=MAKER, wishes=ON_BETA, session=held.conversation.session)
    assert [type(event) for event in same.opening] == [SessionStarted]
    assert [type(event) for event in phone(maker=MAKER, session=Session("new")).opening] == [SessionStarted]
