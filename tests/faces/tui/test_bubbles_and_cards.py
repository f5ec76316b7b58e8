"""What stands in a conversation beside plain text: a halt in the middle of an answer, and cards of skills."""

from __future__ import annotations

from importlib import resources
from typing import get_args

import pytest

from simulator.domain.contents import Change
from simulator.domain.events import AnswerDelta, SkillCalled, Stuttered
from simulator.domain.limit import Lang
from simulator.domain.release import Looks, Shape
from tests.faces.tui.phones import open_conversation, phone_app
from tests.faces.tui.screens import drawn

OF_TURN = {"session": "test", "turn": 1, "t": 0.0}
ALARM = Change(
    "alarm",
    1,
    {
        "title": "起床",
        "at": "2025-02-06T07:00:00+08:00",
        "repeats": "",
        "made": "2025-02-05T10:00:00+08:00",
    },
)
EVENT = Change(
    "event",
    1,
    {
        "title": "和小王吃饭",
        "at": "2025-02-07T19:00:00+08:00",
        "until": "2025-02-07T20:00:00+08:00",
        "made": "2025-02-05T10:00:00+08:00",
        "place": "外滩",
    },
)
PARCEL = Change("parcel", 1, {"text": "[red]快递[/red]\x1b[2J"})


def called(*changes: Change) -> SkillCalled:
    return SkillCalled(**OF_TURN, skill="set_alarm", arguments={}, result="好了", changes=changes)


async def test_a_halt_shows_in_the_bubble_until_the_text_goes_on():
    app = phone_app(open_conversation())
    async with app.run_test(size=(80, 24)) as pilot:
        app.phone.phone.take(AnswerDelta(**OF_TURN, text="从前有座山"))
        app.phone.phone.take(Stuttered(**OF_TURN, seconds=1.5))
        assert "▍… 卡住了" in await drawn(pilot)
        app.phone.phone.take(AnswerDelta(**{**OF_TURN, "t": 1.5}, text="，山里有座庙"))
        text = await drawn(pilot)
        assert "卡住了" not in text
        assert "从前有座山，山里有座庙" in text


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("zh", ["╭─ ◷ 闹钟 ─", "│ 起床 ", "│ 2月6日 周四 07:00 ", "╭─ ▦ 日程 ─", "周五 19:00–20:00 ", "│ @ 外滩 "]),
        ("en", ["╭─ ◷ Alarm ─", "│ 起床 ", "│ Thu 6 Feb 07:00 ", "╭─ ▦ Event ─", "Fri 7 Feb 19:00–20:00 ", "@ 外滩 "]),
    ],
)
async def test_a_card_says_what_it_is_its_title_and_when(lang: Lang, rows: list[str]):
    app = phone_app(open_conversation(lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        app.phone.phone.take(called(ALARM, EVENT))
        text = await drawn(pilot)
        assert [row for row in rows if row not in text] == []
        assert {line.rstrip()[-1] for line in text.splitlines() if line.startswith(" │")} == {"│"}


async def test_a_card_of_a_skill_of_ones_own_is_shown_as_harmless_text():
    app = phone_app(open_conversation())
    async with app.run_test(size=(80, 24)) as pilot:
        app.phone.phone.take(called(PARCEL))
        text = await drawn(pilot)
        assert "✦ parcel" in text
        assert "[red]快递[/red]" in text


async def test_a_card_is_found_by_its_words():
    app = phone_app(open_conversation())
    async with app.run_test(size=(80, 24)) as pilot:
        app.phone.phone.take(called(EVENT))
        await drawn(pilot)
        await pilot.press("ctrl+f", *"2")
        assert "第 1 处，共 1 处" in await drawn(pilot)


def test_every_shape_that_a_profile_may_name_is_drawn():
    css = resources.files("simulator.faces.tui").joinpath("styles/shapes.tcss").read_text("utf-8")
    shapes = [shape for shape in get_args(Shape) if shape != Looks.__dataclass_fields__["shape"].default]
    assert [shape for shape in shapes if f"PhonePanel.-{shape} {{" not in css] == []
