"""A phone on the screen is taken to another release: what the user picks, and what the phone then says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from simulator.domain.completion import AnswerText, Finished
from simulator.domain.events import PhoneChanged, TurnEnded
from simulator.domain.limit import Limit
from simulator.domain.release import SHANGHAI, Limits
from simulator.faces.tui.screens.picker import Picker
from tests.faces.tui.phones import RELEASE, Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

LATER = replace(RELEASE, version="1.1.0", channel="official", since=datetime(2025, 2, 9, tzinfo=SHANGHAI))
CAPPED = Limits(memory_turns=Limit(1, "assumed"))


async def pick(pilot, *keys: str) -> str:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
    await pilot.press(*keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
    return await drawn(pilot)


@pytest.mark.parametrize(("lang", "says"), [("zh", "更新到哪个版本？"), ("en", "Which release?")])
async def test_f4_shows_the_releases_with_the_present_one_marked(lang, says):
    app = phone_app(open_conversation(later=[LATER], lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.pause()
        text = screen_text(app)
        assert says in text
        assert "● 1.0.0" in text
        assert "  1.1.0" in text


async def test_a_picked_release_answers_from_then_on_and_says_what_changed():
    recorder = Kept()
    conversation = open_conversation(*[thinks("", "好")] * 4, later=[LATER], limits=CAPPED, recorder=recorder)
    app = phone_app(conversation)
    async with app.run_test(size=(120, 40)) as pilot:
        for utterance in ("我叫小明", "讲个笑话", "再讲一个"):
            await say(pilot, utterance)
        text = await pick(pilot, "down", "enter")
        said = re.sub(r"[\s│]+", "", text)
        assert "已更新到1.1.0，从下一轮起生效。又想起了第1、2轮。·记忆轮数上限1→无" in said
        assert "1.1.0   正式版" in text
        await say(pilot, "我叫什么？")
        assert conversation._ports.backend.prompts[-1].messages[0].content == "我叫小明"
    (event,) = [event for event in recorder.events if isinstance(event, PhoneChanged)]
    assert event.release == "1.1.0"


async def test_escape_and_the_present_release_change_nothing():
    recorder = Kept()
    app = phone_app(open_conversation(later=[LATER], recorder=recorder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pick(pilot, "escape")
        await pick(pilot, "enter")
    assert not [event for event in recorder.events if isinstance(event, PhoneChanged)]


async def test_an_upgrade_stops_the_answer_under_way_first():
    recorder = Kept()
    app = phone_app(open_conversation([AnswerText("从前"), Held(), Finished("stop")], later=[LATER], recorder=recorder))
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: app.phone.state.current is not None)
        await pick(pilot, "down", "enter")
        kinds = [type(event) for event in recorder.events if isinstance(event, TurnEnded | PhoneChanged)]
        assert kinds == [TurnEnded, PhoneChanged]
