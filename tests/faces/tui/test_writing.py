"""What the user writes: what was said before, several lines, and pastes of any length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Paste

from simulator.domain.screen import UserMessage
from simulator.faces.tui.recall import Recall
from simulator.faces.tui.widgets.utterance_box import UtteranceBox
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from tests.faces.tui.phones import Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, typed_while_the_screen_is_busy, until

SIZE = (80, 24)


def said(app) -> list[str]:
    return [entry.text for entry in app.phone.state.entries if isinstance(entry, UserMessage)]


async def sent(pilot) -> None:
    await pilot.press("enter")
    await pilot.pause()
    await pilot.app.phone.turn.wait()
    await drawn(pilot)


async def test_up_and_down_bring_back_what_was_said_and_keep_the_draft():
    app = phone_app(open_conversation(thinks("", "好"), thinks("", "好")))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "第一句")
        await say(pilot, "第二句")
        box = app.phone.query_one(UtteranceBox)
        seen = []
        for key in ("草", "稿", "up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(box.written)
        assert seen[2:] == ["第二句", "第一句", "第一句", "第二句", "草稿", "草稿"]


async def test_a_session_that_goes_on_brings_back_what_was_said_before_it():
    recorder = Kept()
    conversation = open_conversation(thinks("", "好"), recorder=recorder)
    async with phone_app(conversation).run_test(size=SIZE) as pilot:
        await say(pilot, "上次说的")
    from simulator.faces.tui.app import PhoneApp

    app = PhoneApp(conversation, "zh", recorder.events)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("up")
        assert app.phone.query_one(UtteranceBox).written == "上次说的"


async def test_another_line_is_begun_in_its_place_and_enter_sends_them_all():
    app = phone_app(open_conversation(thinks("", "好")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("甲", "乙", "left", "ctrl+j", "丙", "alt+enter", "丁")
        assert app.phone.query_one(UtteranceBox).written == "甲\n丙\n丁乙"
        await sent(pilot)
        assert said(app) == ["甲\n丙\n丁乙"]
        assert app.focused is app.phone.query_one(UtteranceLine)
        assert app.phone.query_one(UtteranceBox).written == ""
        await pilot.press("up")
        assert app.phone.query_one(UtteranceBox).written == "甲\n丙\n丁乙"
        await pilot.press("up", "up", "up", "down", "down", "down")
        assert app.phone.query_one(UtteranceBox).written == ""


async def test_the_sheet_grows_to_five_lines_and_its_caret_is_where_one_types():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        for _ in range(8):
            await pilot.press("ctrl+j", "中")
        await pilot.pause()
        assert app.focused.size.height == 5
        assert app.cursor_position == app.focused.cursor_screen_offset
        assert app.focused.cursor_location == (8, 1)


async def test_a_paste_keeps_its_lines_and_a_copied_line_stays_one():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        box = app.phone.query_one(UtteranceBox)
        app.focused.post_message(Paste("一行\n"))
        await pilot.pause()
        assert app.focused is app.phone.query_one(UtteranceLine)
        app.focused.post_message(Paste("二\r\n\x1b[31m三"))
        await pilot.pause()
        assert box.written == "一行二\n[31m三"


async def test_a_megabyte_that_is_pasted_is_shown_by_its_length_and_sent_whole():
    recorder = Kept()
    app = phone_app(open_conversation(thinks("", "好"), recorder=recorder))
    whole = "问" * 500_000 + "\n" + "x" * 500_000
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("看")
        app.focused.post_message(Paste(whole))
        await pilot.pause()
        assert app.phone.query_one(UtteranceBox).written == "看[粘贴 1：1,000,001 字]"
        await sent(pilot)
        assert said(app) == ["看" + whole]
        await pilot.press("up")
        assert app.phone.query_one(UtteranceBox).written == "看[粘贴 1：1,000,001 字]"


@given(st.lists(st.text(min_size=1)), st.lists(st.sampled_from([-1, 1])), st.text())
def test_wherever_one_goes_among_what_was_said_the_draft_is_found_again(said: list[str], steps: list[int], draft: str):
    recall = Recall(said)
    written = draft
    for step in steps:
        moved = recall.move(step, written)
        written = written if moved is None else moved
    for _ in range(len(said) + 1):
        moved = recall.move(1, written)
        written = written if moved is None else moved
    assert written == draft


def test_alt_enter_of_a_terminal_of_old_begins_a_line():
    phone_app(open_conversation())
    events = [event for data in ("\x1b\r", "x") for event in XTermParser().feed(data)]
    assert [event.key for event in events] == ["ctrl+j", "x"]


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("a b ctrl+u c d backspace e left f", "cfe"),
        ("a b left ctrl+j c ctrl+j backspace d left e", "a\ncedb"),
    ],
)
async def test_keys_take_effect_in_the_order_in_which_they_were_pressed(keys, written):
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        await typed_while_the_screen_is_busy(pilot, keys)
        await until(pilot, lambda: app.phone.query_one(UtteranceBox).written == written)


async def test_what_is_typed_right_behind_enter_stays_in_the_line():
    app = phone_app(open_conversation(thinks("", "好")))
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        await typed_while_the_screen_is_busy(pilot, "a b enter c d")
        await until(pilot, lambda: app.phone.query_one(UtteranceBox).written == "cd")
        assert said(app) == ["ab"]


async def test_several_lines_leave_the_keys_of_the_phone_alone():
    app = phone_app(open_conversation())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("a", "ctrl+j", "b", "f6")
        assert app.phone.query("Inspector")
        await pilot.press("c", "ctrl+underscore")
        assert "c" not in app.phone.query_one(UtteranceBox).written
