from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from simulator.domain.events import PhoneChanged
from simulator.domain.limit import Limit
from simulator.domain.release import SHANGHAI, Limits
from tests.faces.tui.phones import RELEASE, Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until
from tests.faces.tui.test_snapshots import check

LATER = replace(
    RELEASE,
    version="1.1.0",
    since=datetime(2025, 2, 9, tzinfo=SHANGHAI),
    channel="official",
    limits=Limits(turns_per_conversation=Limit(30, "assumed")),
)


def dated_phone(lang="zh", recorder: Kept | None = None, *turns):
    return phone_app(open_conversation(*turns, lang=lang, later=(LATER,), recorder=recorder), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_strip_of_days_tells_what_a_day_brings(size, lang):
    async with dated_phone(lang).run_test(size=size) as pilot:
        await pilot.press("ctrl+g", "right", "right", "right", "right")
        await pilot.pause()
        check(f"timeline-{size[0]}x{size[1]}-{lang}", screen_text(pilot.app))


async def test_enter_takes_the_phone_to_the_day_and_upgrades_it():
    recorder = Kept()
    async with dated_phone("zh", recorder).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g", "down", "enter")
        text = await drawn(pilot)
        assert "2月12日 周三" in text
        assert "1.1.0" in text
        (changed,) = [event for event in recorder.events if isinstance(event, PhoneChanged)]
        assert changed.phone.at == "2025-02-12T10:00:00+08:00"


async def test_escape_leaves_the_phone_on_its_day():
    recorder = Kept()
    async with dated_phone("zh", recorder).run_test(size=(80, 24)) as pilot:
        before = await drawn(pilot)
        await pilot.press("ctrl+g", "end", "escape")
        assert await drawn(pilot) == before
        assert not [event for event in recorder.events if isinstance(event, PhoneChanged)]


async def test_the_cursor_stays_on_the_strip_and_days_before_everything_are_empty():
    async with dated_phone().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g", "home", "left", "up")
        await pilot.pause()
        assert "1月20日 周一" in screen_text(pilot.app)
        assert "这一天还什么都没有" in screen_text(pilot.app)
        await pilot.press("end", "right")
        await pilot.pause()
        assert "3月1日 周六" in screen_text(pilot.app)


async def test_a_turn_under_way_is_stopped_before_the_phone_travels():
    held = Held()
    app = dated_phone("zh", None, [*thinks("想", "好")[:1], held])
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "你好")
        await until(pilot, lambda: app.phone.state.current is not None)
        await pilot.press("ctrl+g", "end", "enter")
        text = await drawn(pilot)
        assert "已停止回答" in text
        assert "3月1日 周六" in text


async def test_the_phone_answers_on_after_it_travelled():
    app = dated_phone("zh", None, thinks("", "你好！"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g", "end", "enter")
        assert "你好！" in await say(pilot, "你好")


def many_releases(count: int, apart: timedelta):
    first = datetime(2025, 2, 6, 9, tzinfo=SHANGHAI)
    return tuple(
        replace(LATER, version=f"1.{number}.0", since=first + number * apart) for number in range(1, count + 1)
    )


async def test_tab_goes_from_release_to_release_of_twenty_at_eighty_columns():
    app = phone_app(open_conversation(later=many_releases(19, timedelta(days=1))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g")
        for number in range(1, 20):
            await pilot.press("tab")
            assert f"1.{number}.0  正式版" in screen_text(app)
        await pilot.press("tab", "shift+tab")
        text = screen_text(app)
        assert "1.18.0  正式版" in text
        assert "╵ " + "╵" * 19 in text


async def test_releases_of_one_day_are_counted_and_named():
    app = phone_app(open_conversation(later=many_releases(3, timedelta(hours=2))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g", "tab")
        text = screen_text(app)
        assert "╵3" in text
        assert all(f"1.{number}.0  正式版" in text for number in (1, 2, 3))


async def test_releases_of_years_are_on_the_strip_which_follows_the_cursor():
    recorder = Kept()
    app = phone_app(open_conversation(later=many_releases(20, timedelta(days=60)), recorder=recorder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g", *["tab"] * 20)
        text = screen_text(app)
        assert "1.20.0  正式版" in text
        assert "▲" in text
        await pilot.press("enter")
        assert "5月21日" in await drawn(pilot)
        assert app.phone.phone.release.version == "1.20.0"
