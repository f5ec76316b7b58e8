"""The help screen: every key, in both languages, at the smallest size too."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.domain.limit import Lang
from simulator.faces.tui.keys import COMPARE_KEYS, GROUPS, KEYS, PRESENTER_KEYS
from simulator.faces.tui.screens.help_screen import HelpScreen, help_content
from tests.faces.tui.phones import open_conversation, phone_app
from tests.faces.tui.screens import screen_text, until


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_key_and_what_it_does(lang: Lang):
    rows = help_content(lang).plain.splitlines()
    for key in KEYS:
        assert any(key.label in row and key.tells.text(lang) in row for row in rows), key.id
    assert {key.group for key in KEYS} == {id for id, _ in GROUPS}


async def test_f1_opens_help_which_scrolls_and_escape_leaves_it():
    app = phone_app(open_conversation())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and "按键" in screen_text(app))
        assert "所有命令" not in screen_text(app)
        await pilot.press("end")
        await until(pilot, lambda: "所有命令" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.phone)


def test_every_key_is_pressed_by_a_test_of_the_screens():
    said = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for key in (*KEYS, *COMPARE_KEYS, *PRESENTER_KEYS):
        assert any(f'"{name}"' in said for name in key.key.split(",")), key.id
