from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from simulator.domain.completion import AnswerText, Finished, ThinkingText
from simulator.domain.events import AnswerDelta, Heard, LimitReached, TurnEnded
from simulator.domain.limit import Bilingual
from simulator.domain.screen import ScreenState, show
from simulator.faces.tui.foreign import harmless
from simulator.faces.tui.widgets.conversation_view import ConversationView
from tests.faces.tui.phones import LOOKS, open_conversation, phone_app
from tests.faces.tui.screens import drawn, say

SIZE = (80, 24)
EVIL = "\x1b]52;c;aGk=\x07A\x9b2JB\x1b[31mC\u202eD\x7f"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Bare(App[None]):
    """The conversation view alone: what reaches it has passed no conversation, so its own border is tested."""

    def __init__(self, view: ConversationView) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        yield self._view


def shown(*events) -> ScreenState:
    screen = ScreenState()
    for event in events:
        screen = show(screen, event)
    return screen


def heard(text: str) -> Heard:
    return Heard(session="s", turn=1, t=0.0, text=text, source="text")


@pytest.mark.parametrize("is_done", [False, True])
async def test_no_control_character_of_a_delta_reaches_the_screen(is_done: bool):
    delta = AnswerDelta(session="s", turn=1, t=1.0, text=f"**{EVIL}**\n\n```\n{EVIL}\n```\n")
    limit = LimitReached(session="s", turn=1, t=0.0, limit=EVIL, value=1, message=EVIL, evidence=EVIL)
    screen = shown(heard(EVIL), limit, delta)
    if is_done:
        facts = {"thinking_seconds": None, "first_token_seconds": None, "usage": None, "cost": None, "fault": None}
        ended = {"outcome": "completed", "answer": delta.text, "thinking": "", "seconds": 1.0, "finish": "stop"}
        screen = show(screen, TurnEnded(session="s", turn=1, t=1.0, limit=None, **facts, **ended))
    view = ConversationView(LOOKS, "zh")
    app = Bare(view)
    async with app.run_test(size=(80, 40)) as pilot:
        await view.show(screen, 1.0)
        await pilot.pause()
        await pilot.pause()
        svg = app.export_screenshot()
        assert svg.count("]52;c;aGk=A2JB[31mCD") >= 4
        assert not OBEYED.search(svg)


async def test_a_hostile_model_user_and_profile_draw_plain_text():
    looks = replace(LOOKS, thought=Bilingual(f"[/x]{EVIL} {{seconds}}", "-"), greeting=Bilingual(f"[b]{EVIL}", "-"))
    completion = [ThinkingText(EVIL), AnswerText(f"[@click=app.quit]点我[/] {EVIL}"), Finished("stop")]
    app = phone_app(open_conversation(completion, looks=looks))
    async with app.run_test(size=SIZE) as pilot:
        assert "[b]]52;c;aGk=A" in await drawn(pilot)
        text = await say(pilot, f"[/nope]{EVIL}")
        assert "[/nope]]52;c;aGk=A2JB[31mCD" in text
        assert "[@click=app.quit]点我[/]" in text
        await pilot.press("ctrl+t")
        await drawn(pilot)
        assert not OBEYED.search(app.export_screenshot())


async def test_a_link_of_the_model_opens_nothing():
    app = phone_app(open_conversation([AnswerText("[点我](ssh://evil.example/x)"), Finished("stop")]))
    opened: list[str] = []
    app.open_url = lambda url, *, new_tab=True: opened.append(url)
    async with app.run_test(size=SIZE) as pilot:
        assert "点我" in await say(pilot, "?")
        await pilot.click("AnswerText", offset=(2, 0))
        await drawn(pilot)
    assert opened == []


async def test_html_of_the_model_is_shown_and_not_swallowed():
    app = phone_app(open_conversation([AnswerText("用 <b>粗体</b>\n\n<div>块</div>\n"), Finished("stop")]))
    async with app.run_test(size=SIZE) as pilot:
        text = await say(pilot, "?")
        assert "<b>粗体</b>" in text
        assert "<div>块</div>" in text


async def test_a_line_end_of_the_model_is_a_line_end():
    app = phone_app(open_conversation([AnswerText("春眠不觉晓，\n处处闻啼鸟。"), Finished("stop")]))
    async with app.run_test(size=SIZE) as pilot:
        lines = [line.strip(" │") for line in (await say(pilot, "?")).splitlines()]
        assert lines[lines.index("春眠不觉晓，") + 1] == "处处闻啼鸟。"


async def test_a_hundred_thousand_characters_are_taken():
    app = phone_app(open_conversation([AnswerText("好"), Finished("stop")]))
    async with app.run_test(size=SIZE) as pilot:
        assert "好" in await say(pilot, "长" * 100_000)


def test_characters_of_doubtful_width_lose_what_makes_it_doubtful():
    assert harmless("❤\ufe0f 1\ufe0f\u20e3 👍🏽 👩\u200d💻 a\tb") == "❤ 1 👍 👩💻 a    b"


@given(st.text())
def test_what_is_harmless_stays_so_and_nothing_harmful_does(text: str):
    once = harmless(text)
    assert harmless(once) == once
    assert not OBEYED.search(once)
    assert not re.search("[\ud800-\udfff]", once)
