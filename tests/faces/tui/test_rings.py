"""An alarm that comes due while the phone is on the screen."""

from __future__ import annotations

from dataclasses import replace

from simulator.clocks import VirtualClock
from simulator.domain.contents import Contents
from simulator.domain.skills import Ring
from tests.faces.tui.phones import FEBRUARY, open_conversation, phone_app
from tests.faces.tui.screens import drawn


def once(contents, after, until):
    return (Ring("alarm", 1, FEBRUARY, "起床"),) if after < FEBRUARY <= until else ()


async def test_a_ring_is_shown_when_the_phone_looks_at_the_clock():
    clock = VirtualClock()
    conversation = open_conversation(clock=clock)
    conversation._ports = replace(conversation._ports, due=once)
    app = phone_app(conversation)
    before = FEBRUARY.replace(hour=9)
    contents = Contents({"alarm": {1: {"title": "起床"}}})
    conversation.session = replace(conversation.session, contents=contents, started=before, rung=before)
    async with app.run_test(size=(80, 24)) as pilot:
        app.phone.tick()
        assert "闹钟" not in await drawn(pilot)
        await clock.sleep_until(3_600.0)
        app.phone.tick()
        app.phone.tick()
        assert (await drawn(pilot)).count("闹钟 10:00 起床") == 1
