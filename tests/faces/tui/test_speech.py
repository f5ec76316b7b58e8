"""Push to talk and the wake states, as they are seen. The states themselves are `tests/domain/test_screen.py`'s."""

from __future__ import annotations

import pytest

from simulator.clocks import VirtualClock
from simulator.domain.events import Heard, SpeechEnded
from simulator.domain.limit import Limit
from simulator.domain.release import Limits
from simulator.faces.tui.widgets.speech_line import SpeechLine
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from simulator.faces.tui.widgets.wake_indicator import WakeIndicator
from tests.faces.tui.phones import Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

LISTENS = "正在听 · ^R 或回车说完"


@pytest.mark.parametrize("ends", ["ctrl+r", "enter"])
async def test_what_is_typed_with_the_microphone_open_is_a_spoken_turn(ends: str):
    kept = Kept()
    app = phone_app(open_conversation(thinks("", "你好，小明。"), recorder=kept))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+r")
        assert LISTENS in await drawn(pilot)
        await pilot.press(*"xiaoming")
        assert "♪ xiaoming …" in await drawn(pilot)
        await pilot.press(ends)
        await until(pilot, lambda: app.phone.turn is not None and app.phone.turn.is_finished)
        text = await drawn(pilot)
        assert "第 1 轮 · 语音" in text
        assert "你好，小明。" in text
        assert LISTENS not in text
        assert app.screen.query_one(UtteranceLine).value == ""
    assert [event.source for event in kept.events if isinstance(event, Heard)] == ["audio"]


async def test_speech_is_recognised_before_it_is_thought_about():
    clock = Slow()
    app = phone_app(open_conversation(thinks("", "好"), clock=clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+r", *"hi", "enter")
        await until(pilot, lambda: "识别中…" in screen_text(app))
        assert "♪ hi\n" in screen_text(app)
        clock.go.set()
        await until(pilot, lambda: "好" in screen_text(app))


async def test_escape_drops_what_was_spoken_and_silence_is_no_turn():
    kept = Kept()
    app = phone_app(open_conversation(recorder=kept))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+r", *"hello", "escape")
        text = await drawn(pilot)
        assert "hello" not in text
        assert "● 在听" in text
        await pilot.press("ctrl+r", "enter")
        assert "没有听到声音" in await drawn(pilot)
        assert app.phone.turn is None
    assert [event.dropped for event in kept.events if isinstance(event, SpeechEnded)] == [True, True]


async def test_the_microphone_stops_an_answer_and_takes_what_stood_in_the_line():
    app = phone_app(open_conversation([*thinks("", "从前有座山")[:-1], Held()]))
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: "从前有座山" in screen_text(app))
        await pilot.press(*"wait", "ctrl+r")
        text = await drawn(pilot)
        assert "已停止回答" in text
        assert "♪ wait …" in text


async def test_a_sleeping_phone_lights_up_with_its_wake_word_and_shows_a_near_miss():
    app = phone_app(open_conversation(thinks("", "好"), must_wake=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+r")
        app.screen.query_one(UtteranceLine).value = "小爱同学"
        assert "休眠中，只听“小艾小艾”" in await drawn(pilot)
        assert app.screen.query_one(SpeechLine).has_class("-asleep")
        await pilot.press("enter")
        await until(pilot, lambda: "“小爱同学”不是唤醒词" in screen_text(app))
        await pilot.press("ctrl+r")
        app.screen.query_one(UtteranceLine).value = "小艾小艾，你好"
        assert "听到了“小艾小艾”" in await drawn(pilot)


async def test_a_woken_phone_counts_down_and_falls_asleep():
    clock = VirtualClock()
    limits = Limits(silence_seconds=Limit(8.0, "assumed"))
    app = phone_app(open_conversation(must_wake=True, limits=limits, clock=clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "小艾小艾")
        await clock.sleep_until(clock.now() + 3.0)
        app.phone.tick()
        assert "5 秒后休眠" in await drawn(pilot)
        await clock.sleep_until(clock.now() + 5.0)
        app.phone.tick()
        assert "休眠中 · 说“小艾小艾”唤醒" in await drawn(pilot)


async def test_the_sign_moves_while_something_goes_on_and_rests_otherwise():
    app = phone_app(open_conversation([*thinks("想", "")[:-1], Held()]))
    app.animation_level = "full"
    async with app.run_test(size=(80, 24)) as pilot:
        indicator = app.screen.query_one(WakeIndicator)
        assert indicator.auto_refresh is None
        await send(pilot, "你好")
        await until(pilot, lambda: "思考中…" in screen_text(app))
        assert indicator.auto_refresh == pytest.approx(1 / 6)
        signs = [indicator.render().plain[0]]
        for _ in range(2):
            indicator.automatic_refresh()
            signs.append(indicator.render().plain[0])
        assert len(set(signs)) == 3
        await pilot.press("escape")
        await until(pilot, lambda: not app.phone.is_busy)
        await drawn(pilot)
        assert indicator.auto_refresh is None


async def test_nothing_moves_where_the_user_wants_no_motion():
    app = phone_app(open_conversation([*thinks("想", "")[:-1], Held()]))
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "你好")
        await until(pilot, lambda: "◐ 思考中…" in screen_text(app))
        assert app.screen.query_one(WakeIndicator).auto_refresh is None
        await pilot.press("escape")


class Slow(VirtualClock):
    """A clock that stands still until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = Held()

    async def sleep_until(self, moment: float) -> None:
        await self.go.wait()
        await super().sleep_until(moment)
