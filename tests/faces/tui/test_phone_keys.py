from __future__ import annotations

from textual.widgets import Input

from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, Finished, ThinkingText
from simulator.domain.events import ConversationRenewed, FellAsleep, TurnEnded
from simulator.faces.tui.keys import KEYS
from simulator.faces.tui.themes import DARK, LIGHT
from simulator.faces.tui.widgets.conversation_view import ConversationView
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from tests.faces.tui.phones import Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

SIZE = (80, 24)


async def test_chinese_is_typed_and_enter_sends_it():
    app = phone_app(open_conversation(thinks("", "你好！")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("你", "好", "enter")
        await app.phone.turn.wait()
        text = await drawn(pilot)
        assert "第 1 轮 ▐你好▌" in text
        assert app.phone.query_one(UtteranceLine).value == ""


async def test_enter_on_an_empty_line_says_nothing():
    recorder = Kept()
    app = phone_app(open_conversation(recorder=recorder))
    async with app.run_test(size=SIZE) as pilot:
        before = len(recorder.events)
        await pilot.press("space", "enter")
        await drawn(pilot)
        assert len(recorder.events) == before


async def test_escape_interrupts_a_turn_and_keeps_what_was_said():
    recorder = Kept()
    app = phone_app(open_conversation([AnswerText("从前有座山"), Held(), Finished("stop")], recorder=recorder))
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: app.phone.state.current is not None)
        assert "◉ 回答中…" in await drawn(pilot)
        await pilot.press("escape")
        await app.phone.turn.wait()
        text = await drawn(pilot)
        assert "从前有座山" in text
        assert "已停止回答" in text
        assert "● 在听" in text
        assert [event.outcome for event in recorder.events if isinstance(event, TurnEnded)] == ["interrupted"]


async def test_escape_without_a_turn_does_nothing():
    app = phone_app(open_conversation(thinks("", "好")))
    async with app.run_test(size=SIZE) as pilot:
        before = await drawn(pilot)
        await pilot.press("escape")
        assert await drawn(pilot) == before


async def test_ctrl_n_begins_a_new_conversation():
    recorder = Kept()
    app = phone_app(open_conversation(thinks("", "好"), recorder=recorder))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "你好")
        await pilot.press("ctrl+n")
        assert "新对话 · 之前的内容不再记得" in await drawn(pilot)
        assert isinstance(recorder.events[-1], ConversationRenewed)


async def test_ctrl_n_stops_the_turn_under_way_first():
    recorder = Kept()
    app = phone_app(open_conversation([AnswerText("从前"), Held(), Finished("stop")], recorder=recorder))
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: app.phone.state.current is not None)
        await pilot.press("ctrl+n")
        await drawn(pilot)
        assert [type(event) for event in recorder.events[-2:]] == [TurnEnded, ConversationRenewed]


async def test_f2_puts_the_phone_to_sleep_and_f2_again_says_its_wake_word():
    recorder, clock = Kept(), VirtualClock()
    app = phone_app(open_conversation(recorder=recorder, clock=clock))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2")
        assert "○ 休眠中 · 说“小艾小艾”唤醒" in await drawn(pilot)
        assert isinstance(recorder.events[-1], FellAsleep)
        await pilot.press("f2")
        await app.phone.turn.wait()
        text = await drawn(pilot)
        assert "我在，请说。" in text
        assert "◉ 听到了“小艾小艾”" in text
        await clock.sleep_until(1.0)
        app.phone.tick()
        assert "● 在听" in await drawn(pilot)


async def test_ctrl_t_unfolds_the_newest_thinking_and_folds_it_again():
    app = phone_app(open_conversation(thinks("先想一想再说", "好")))
    async with app.run_test(size=SIZE) as pilot:
        assert "先想一想再说" not in await say(pilot, "你好")
        await pilot.press("ctrl+t")
        assert "先想一想再说" in await drawn(pilot)
        await pilot.press("ctrl+t")
        assert "先想一想再说" not in await drawn(pilot)


async def test_ctrl_t_without_any_thinking_changes_nothing():
    app = phone_app(open_conversation(thinks("", "好")))
    async with app.run_test(size=SIZE) as pilot:
        before = await say(pilot, "你好")
        await pilot.press("ctrl+t")
        assert await drawn(pilot) == before


async def test_a_click_on_the_label_unfolds_thinking_and_leaves_the_cursor_in_the_line():
    app = phone_app(open_conversation(thinks("先想一想再说", "好")))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "你好")
        await pilot.click("#label")
        assert "先想一想再说" in await drawn(pilot)
        assert isinstance(app.focused, UtteranceLine)


async def test_thinking_that_was_folded_while_live_stays_folded():
    held = Held()
    app = phone_app(open_conversation([ThinkingText("先想一想"), held, AnswerText("好"), Finished("stop")]))
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "你好")
        await until(pilot, lambda: "先想一想" in screen_text(app))
        await pilot.press("ctrl+t")
        assert "先想一想" not in await drawn(pilot)
        held.set()
        await app.phone.turn.wait()
        assert "先想一想" not in await drawn(pilot)


async def test_f3_changes_between_dark_and_light():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        dark = app.export_screenshot()
        assert app.theme == DARK
        await pilot.press("f3")
        await drawn(pilot)
        light = app.export_screenshot()
        assert app.theme == LIGHT
        assert "#fafbfc" in light
        assert "#fafbfc" not in dark
        await pilot.press("f3")
        assert app.theme == DARK


async def test_ctrl_z_says_where_there_is_no_shell_to_go_back_to():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+z")
        assert "这里没有可以回去的命令行" in await drawn(pilot)


async def test_ctrl_q_leaves_with_exit_code_zero():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_ctrl_c_says_how_to_leave():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+c")
        assert "要退出，请按 Ctrl+Q" in await drawn(pilot)


async def test_pages_scroll_and_the_next_question_returns_to_the_end():
    app = phone_app(open_conversation(*[thinks("", "一\n\n二\n\n三\n\n四\n\n五\n\n六\n\n七") for _ in range(3)]))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "甲")
        await say(pilot, "乙")
        view = app.phone.query_one(ConversationView)
        end = view.scroll_y
        await pilot.press("pageup")
        await drawn(pilot)
        assert view.scroll_y < end
        await pilot.press("pagedown", "pagedown")
        await drawn(pilot)
        assert view.scroll_y == end
        await pilot.press("pageup")
        await say(pilot, "丙")
        assert view.is_vertical_scroll_end


async def test_a_suggestion_that_is_clicked_lands_in_the_line():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        await pilot.click("EmptyState", offset=(5, 4))
        await pilot.pause()
        line = app.phone.query_one(UtteranceLine)
        assert line.value == "6 个人排成一排有几种排法？"
        assert app.focused is line
        await pilot.click("EmptyState", offset=(5, 1))
        await pilot.pause()
        assert line.value == "6 个人排成一排有几种排法？"


async def test_every_key_has_an_id_of_its_own_and_its_hint_in_both_languages():
    ids = [key.id for key in KEYS]
    assert len(set(ids)) == len(ids)
    for lang in ("zh", "en"):
        app = phone_app(open_conversation(lang=lang), lang)
        async with app.run_test(size=(120, 40)) as pilot:
            hints = (await drawn(pilot)).splitlines()[-1]
            for key in KEYS:
                assert not key.is_hinted or f"{key.label} {key.says.text(lang)}" in hints
            assert isinstance(app.focused, Input)
