"""Another phone in hand, a session taken out of it, and what is copied: real parts, in folders of the test's own."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.domain.event_json import to_json
from simulator.domain.phone import PhoneWishes
from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.commands import commands_of, typed
from simulator.faces.tui.compare_app import CompareApp
from simulator.faces.tui.held import held
from simulator.faces.tui.screens.picker import Picker
from simulator.faces.tui.shelf import Shelf
from simulator.faces.tui.themes import LIGHT
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from simulator.settings.choices import BackendChoice, PhoneChoice
from simulator.wiring.program import Program
from tests.faces.tui.screens import drawn, say, screen_text, send, until
from tests.faces.tui.test_palette import command

SIZE = (100, 30)


class Hand:
    """The program in a folder, and apps of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        places = {f"SIMULATOR_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
        self.program = Program(places)

    def app(self, session: str | None = None, clock: str = "virtual", lang="zh", **wishes) -> PhoneApp:
        choice = PhoneChoice(clock="virtual", lang=lang, wishes=PhoneWishes(**wishes))
        shelf = Shelf(self.program, choice, BackendChoice(), self.folder / "data" / "copied.txt", self.folder)
        opened = self.program.open_phone(replace(choice, clock=clock), BackendChoice(), session)
        events = (*opened.history, *opened.opening)
        return PhoneApp(
            opened.conversation, lang, events, opened.put_away, opened.backends, shelf=shelf, session=session
        )

    def kinds(self, session: str) -> list[str]:
        return [type(event).__name__ for event in self.program.recorded_session(session, "zh", ()).events]


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    return Hand(tmp_path)


async def pick(pilot, key: str, *keys: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
    await pilot.press(*keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))


async def take(pilot, says: str) -> str:
    """Carry out what a line of the palette says, or what is written into it; `command` goes through the palette."""
    desk = pilot.app.desk
    done = next(each for each in (*commands_of(desk), *typed(desk, says)) if each.says == says).does()
    if done is not None:
        await done
    return await drawn(pilot)


async def test_a_recorded_session_goes_on_in_this_screen_and_the_one_before_is_put_away(hand: Hand):
    async with hand.app("alt").run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
    app = hand.app("neu", clock="real")
    async with app.run_test(size=SIZE) as pilot:
        before = app.phone
        await send(pilot, "写一首关于元宵节的诗")
        await until(pilot, lambda: app.phone.is_busy)
        await pick(pilot, "f10", "down", "enter")
        await until(pilot, lambda: app.phone is not before and app.screen is app.phone)
        assert "我叫小明" in await drawn(pilot)
        assert "小明" in await say(pilot, "我叫什么？")
        app.close_phone()
    assert hand.kinds("neu")[-2:] == ["TurnEnded", "SessionEnded"]
    assert hand.kinds("alt").count("TurnEnded") == 2


async def test_an_unrecorded_phone_is_exported_in_every_format_and_nothing_is_written_over(hand: Hand):
    app = hand.app()
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
        await pick(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: "已写入 phone.md" in screen_text(app))
        for form in ("md", "json", "html", "svg", "cast", "script", "cassette"):
            await app.phone.export(form)
    written = {path.name for path in hand.folder.iterdir() if path.is_file()}
    assert written == {
        *("phone.md", "phone-2.md", "phone.json", "phone.html", "phone.svg", "phone.cast"),
        *("phone.sim.yaml", "phone.jsonl", "phone-2.jsonl"),
    }
    kinds = [event["event"] for event in json.loads((hand.folder / "phone.json").read_text())["events"]]
    assert {"session_started", "thinking_delta", "answer_delta", "turn_ended"} <= set(kinds)
    assert "我叫小明" in (hand.folder / "phone.md").read_text()
    assert stat.S_IMODE((hand.folder / "phone.md").stat().st_mode) == 0o600


async def test_a_recorded_phone_is_exported_from_its_recording_under_its_name(hand: Hand):
    async with hand.app("一/二").run_test(size=SIZE) as pilot:
        await say(pilot, "你好")
        await pilot.app.phone.export("json")
    assert "answer_delta" in (hand.folder / "一-二.json").read_text()


async def test_the_newest_answer_is_copied_by_a_key_and_kept_in_a_file(hand: Hand):
    app = hand.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+y")
        assert "还没有回答可复制" in await drawn(pilot)
        await say(pilot, "12 乘以 34 等于几？")
        assert app.clipboard == ""
        await pilot.press("ctrl+y")
        assert "已复制" in await drawn(pilot)
    assert "408" in app.clipboard
    assert (hand.folder / "data" / "copied.txt").read_text() == app.clipboard


async def test_what_is_selected_is_copied(hand: Hand):
    app = hand.app()
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
        app.phone.text_select_all()
        await pilot.press("ctrl+c")
        await drawn(pilot)
    assert "我叫小明" in app.clipboard
    assert "\x1b" not in app.clipboard


async def test_the_palette_takes_another_makers_phone_a_day_a_release_and_a_fault(hand: Hand):
    app = hand.app(release="11.2.10.310")
    async with app.run_test(size=SIZE) as pilot:
        await command(pilot, "11.2.10.340", "版本 11.2.10.340")
        assert app.phone.phone.release.version == "11.2.10.340"
        await command(pilot, "date 2025-02-20", "date 2025-02-20")
        assert "2月20日" in await drawn(pilot)
        assert "bisy" in await take(pilot, "fault bisy")
        await take(pilot, "fault busy")
        await say(pilot, "12 乘以 34 等于几？")
        assert "backend_fault" in {to_json(event)["event"] for event in app.phone.phone.log}
        await take(pilot, "fault none")
        assert "408" in await say(pilot, "12 乘以 34 等于几？")
        await take(pilot, "手机 YOYO助理 yoyo")
        await until(pilot, lambda: app.phone.phone.vendor.id == "yoyo" and app.screen is app.phone)
        assert "荣耀" in await drawn(pilot)


async def test_the_language_changes_and_what_was_said_stays(hand: Hand):
    app = hand.app()
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
        before = app.phone
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.phone is not before and app.screen is app.phone)
        text = await drawn(pilot)
        assert "Enter Send" in text
        assert "我叫小明" in text
        assert "小明" in await say(pilot, "我叫什么？")


async def test_the_palette_has_a_theme_a_language_an_export_and_a_session(hand: Hand):
    async with hand.app("alt").run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
    app = hand.app()
    async with app.run_test(size=SIZE) as pilot:
        await take(pilot, "主题 明亮")
        assert app.theme == LIGHT
        await take(pilot, "导出 html")
        await until(pilot, lambda: (hand.folder / "phone.html").exists())
        before = app.phone
        await take(pilot, "会话 alt")
        await until(pilot, lambda: app.phone is not before and app.screen is app.phone)
        assert "我叫小明" in await drawn(pilot)
        before = app.phone
        await take(pilot, "语言 English")
        await until(pilot, lambda: app.phone is not before and app.phone.lang == "en")


async def test_the_palette_turns_limits_and_paces_and_gives_them_as_they_are_written(hand: Hand):
    app = hand.app(release="11.2.10.310")
    async with app.run_test(size=(120, 40)) as pilot:
        await take(pilot, "调低 卡顿")
        assert app.phone.phone.release.pacing.stutter.value.chance == 0.015
        await pilot.press("f9", "f8")
        assert app.phone.phone.release.pacing.stutter.value.chance == 0.015
        text = await take(pilot, "limit daily_questions 1")
        assert re.search(r"▸ 每日提问上限 +1  自设", text)
        await say(pilot, "我叫小明")
        assert "提问" in await say(pilot, "我叫什么？")
        assert "limit_reached" in {to_json(event)["event"] for event in app.phone.phone.log}
        await take(pilot, "限制 对话轮数上限 none")
        assert app.phone.phone.release.limits.turns_per_conversation is None
        assert "没有这样的限制或数值" in await take(pilot, "limit nothing 3")


async def test_another_makers_phone_takes_the_place_of_the_compared_one_in_hand_and_either_is_exported(hand: Hand):
    choice = PhoneChoice(clock="virtual", lang="zh")
    shelf = Shelf(hand.program, choice, BackendChoice(), hand.folder / "data" / "copied.txt", hand.folder)
    opened = [hand.program.open_phone(choice, BackendChoice(), None) for _ in range(2)]
    app = CompareApp([held(one, "zh", tuple) for one in opened], "zh", shelf)
    async with app.run_test(size=SIZE) as pilot:
        before = app.phones
        await pilot.press("ctrl+o")
        next(each for each in commands_of(app.desk) if each.says == "手机 小布助手 breeno").does()
        await until(pilot, lambda: app.phones is not before and app.screen is app.phones)
        assert [phone.vendor.id for phone in app.phones.phones] == ["xiaoyi", "breeno"]
        app.phones.query_one(UtteranceLine).value = "我叫小明"
        await pilot.press("enter")
        await app.phones.answered()
        await pick(pilot, "ctrl+s", "enter")
        await until(pilot, lambda: "已写入 phone.md" in screen_text(app))
        app.close_phones()
    assert "小布" in (hand.folder / "phone.md").read_text()
