"""Search in the conversation: matches are marked, and come back from wherever they are."""

from __future__ import annotations

from simulator.domain.screen import UserMessage
from simulator.faces.tui.searching import matches
from simulator.faces.tui.widgets.answer_text import AnswerText
from simulator.faces.tui.widgets.conversation_view import MOST, ConversationView
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from tests.faces.tui.phones import Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, until

SIZE = (80, 24)


def test_words_are_found_in_whatever_case_and_nothing_finds_nothing():
    entries = [UserMessage(1, "DeepSeek 好"), UserMessage(2, "deepseek"), UserMessage(3, "别的")]
    assert matches(entries, "DEEPSEEK", "zh") == (0, 1)
    assert matches(entries, " ", "zh") == ()


async def test_ctrl_f_finds_goes_from_match_to_match_and_escape_closes():
    app = phone_app(
        open_conversation(thinks("", "**苹果**很甜\n\n```\n苹果 = 1\n```"), thinks("", "梨也甜"), thinks("", "嗯"))
    )
    async with app.run_test(size=SIZE) as pilot:
        for utterance in ("说说苹果", "说说梨", "好"):
            await say(pilot, utterance)
        await pilot.press("ctrl+f", "苹", "果")
        await until(pilot, lambda: "第 2 处，共 2 处" in screen_text(app))
        assert marked(app) == ["苹果"] * 3
        await pilot.press("up")
        await until(pilot, lambda: "第 1 处，共 2 处" in screen_text(app))
        await pilot.press("梨", "enter")
        await until(pilot, lambda: "没有找到" in screen_text(app))
        assert marked(app) == []
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, UtteranceLine))
        assert "没有找到" not in await drawn(pilot)
        assert marked(app) == []


async def test_a_match_that_is_not_drawn_comes_back_and_goes_again():
    recorder = Kept()
    conversation = open_conversation(*[thinks("", f"回答 {n}") for n in range(100)], recorder=recorder)
    conversation.open()
    for number in range(100):
        async for _ in conversation.turn(f"问题 {number}"):
            pass
    from simulator.faces.tui.app import PhoneApp

    app = PhoneApp(conversation, "zh", recorder.events)
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        await pilot.press("ctrl+f", *"回答", "space", "3", "up")
        await until(pilot, lambda: "处，共 11 处" in screen_text(app))
        await pilot.press("down", "down")
        await until(pilot, lambda: "第 1 处，共 11 处" in screen_text(app) and "问题 3" in screen_text(app))
        view = app.phone.query_one(ConversationView)
        assert len(view.children) <= MOST
        await pilot.press("escape")
        assert "回答 3" in await drawn(pilot)


async def test_words_of_a_thinking_are_found_and_it_is_unfolded():
    app = phone_app(open_conversation(thinks("先想想苹果的味道", "很甜"), thinks("", "梨也甜")))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "味道？")
        await say(pilot, "梨呢？")
        assert "想想苹果" not in await drawn(pilot)
        await pilot.press("ctrl+f", "苹", "果")
        await until(pilot, lambda: "想想苹果" in screen_text(app))
        assert marked(app) == ["苹果"]


def marked(app) -> list[str]:
    """Give what stands on the ground of a mark."""
    from textual.content import Content
    from textual.widgets import Static

    view = app.phone.query_one(ConversationView)
    answers = [words for answer in view.query(AnswerText) for words in answer.marked]
    return answers + [
        content.plain[span.start : span.end]
        for shown in view.query(Static)
        if isinstance(content := shown.visual, Content)
        for span in content.spans
        if "$warning" in str(span.style)
    ]
