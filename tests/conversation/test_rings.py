"""Alarms and reminders ring while the phone is in the hand, once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from simulator.conversation.conversation import MOST_RINGS
from simulator.domain.contents import Contents
from simulator.domain.events import Rang
from simulator.domain.phone import PhoneWishes
from simulator.domain.session import restore
from simulator.domain.skills import Ring
from tests.conversation.skills import ALARM
from tests.fakes import PhoneInHand, phone, shanghai

SET = "帮我设一个七点的闹钟"


def every_minute(contents: Contents, after: datetime, until: datetime) -> tuple[Ring, ...]:
    """Ring each alarm on each full minute."""
    minutes = range(1, int((until - after) / timedelta(minutes=1)) + 1)
    return tuple(
        Ring("alarm", number, after + timedelta(minutes=minute), "起床")
        for number in contents.of("alarm")
        for minute in minutes
    )


async def with_alarm(**parts) -> PhoneInHand:
    held = phone("好", handset={"entry": "assistant"}, skills=[ALARM], in_house=["好"] * 9, **parts)
    conversation = held.conversation
    conversation._ports = replace(conversation._ports, due=every_minute)
    await held.say(SET)
    return held


async def test_an_alarm_rings_when_its_moment_has_come():
    held = await with_alarm(wishes=PhoneWishes(date=shanghai(2025, 2, 5, 6, 59)))
    assert held.conversation.ring() == ()
    await held.clock.sleep_until(60.0)
    (rang,) = held.conversation.ring()
    assert (rang.kind, rang.id, rang.at, rang.message) == ("alarm", 1, "2025-02-05T07:00:00+08:00", "闹钟 07:00 起床")
    assert held.conversation.ring() == ()


async def test_what_came_due_between_two_turns_rings_before_the_next():
    held = await with_alarm()
    await held.clock.sleep_until(120.0)
    assert (await held.say("你好")).kinds[:2] == ["Rang", "Heard"]


async def test_a_phone_with_nothing_on_it_never_rings():
    held = phone("好")
    await held.clock.sleep_until(1e6)
    assert held.conversation.ring() == ()


async def test_a_phone_that_is_taken_to_another_day_does_not_ring_for_the_days_between():
    held = await with_alarm()
    held.conversation.travel(PhoneWishes(date=shanghai(2025, 2, 9)))
    assert held.conversation.ring() == ()


async def test_a_year_alone_rings_no_more_than_the_newest():
    held = await with_alarm()
    await held.clock.sleep_until(1e6)
    rung = held.conversation.ring()
    assert len(rung) == MOST_RINGS
    assert rung == tuple(sorted(rung, key=lambda event: event.at))
    assert held.conversation.ring() == ()


async def test_what_rang_does_not_ring_again_after_a_restart():
    held = await with_alarm()
    await held.clock.sleep_until(60.0)
    held.conversation.ring()
    session, _ = restore("test", held.recorder.events)
    assert session == held.conversation.session
    assert [type(event) for event in held.recorder.events].count(Rang) == 1
