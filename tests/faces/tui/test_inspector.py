from __future__ import annotations

import pytest

from simulator.backends.cassettes.lines import ChunkLine, EndLine, RequestLine, ResponseLine
from simulator.domain.completion import AnswerText, Failed, Finished
from simulator.domain.events import PhoneChanged
from simulator.domain.faults import Fault
from simulator.domain.limit import Limit
from simulator.domain.release import Limits
from simulator.faces.tui.app import PhoneApp
from tests.faces.tui.phones import Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until
from tests.faces.tui.test_snapshots import check

LIMITS = Limits(memory_turns=Limit(1, "assumed"), turns_per_conversation=Limit(6, "seed"))
TOLD = ("我叫小明", "讲个笑话", "我叫什么？")
WIRE = (
    RequestLine(
        number=1,
        method="POST",
        path="/chat/completions",
        headers=(("authorization", "Bearer ***"),),
        body=b'{"model":"r1","messages":[]}',
    ),
    ResponseLine(number=1, t=0.5, status=200, headers=(("content-type", "text/event-stream"),)),
    ChunkLine(number=1, t=0.75, data='data: {"choices":[{"delta":{"content":"你好"}}]}\n\n'.encode()),
    EndLine(number=1, t=1.0, how="clean"),
)


def told_phone(lang="zh", recorder: Kept | None = None) -> PhoneApp:
    turns = [thinks("记一下。", f"好的，第 {number} 个。") for number in range(1, 9)]
    return phone_app(open_conversation(*turns, lang=lang, limits=LIMITS, recorder=recorder), lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_the_page_of_a_turn_shows_time_window_and_gauges(size, lang):
    app = told_phone(lang)
    async with app.run_test(size=size) as pilot:
        for utterance in TOLD:
            await say(pilot, utterance)
        await pilot.press("f6")
        check(f"inspector-turn-{size[0]}x{size[1]}-{lang}", await drawn(pilot))


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_pages_of_limits_and_events(lang):
    app = told_phone(lang)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, TOLD[0])
        await pilot.press("f6", "f7")
        check(f"inspector-limits-120x40-{lang}", await drawn(pilot))
        await pilot.press("f7")
        check(f"inspector-events-120x40-{lang}", await drawn(pilot))


async def test_f6_opens_and_closes_the_inspector_and_the_phone_stays_in_use():
    app = told_phone()
    async with app.run_test(size=(120, 40)) as pilot:
        before = await say(pilot, TOLD[0])
        await pilot.press("f6")
        text = await drawn(pilot)
        assert "用量" in text
        assert "对话轮数上限" in await say(pilot, TOLD[1])
        await pilot.press("f6")
        assert "用量" not in await drawn(pilot)
        assert "第 1 轮" in before


async def test_a_small_screen_shows_the_inspector_in_the_phones_place_and_pages_scroll_it():
    app = told_phone()
    async with app.run_test(size=(80, 16)) as pilot:
        await say(pilot, TOLD[0])
        await pilot.press("f6")
        assert "记一下" not in await drawn(pilot)
        assert "用时" in screen_text(app)
        await pilot.press("pagedown")
        assert "对话轮数上限" in await drawn(pilot)
        await pilot.press("pageup")
        assert "用时" in await drawn(pilot)


async def test_an_earlier_turn_is_picked_by_key_and_by_a_click_on_its_number():
    app = told_phone()
    async with app.run_test(size=(120, 40)) as pilot:
        for utterance in TOLD:
            await say(pilot, utterance)
        await pilot.press("f6", "ctrl+up", "ctrl+up")
        assert "发出 1 条消息" in await drawn(pilot)
        await pilot.press("ctrl+down", "ctrl+down", "ctrl+down")
        assert "忘记了 1 轮" in await drawn(pilot)
        await pilot.press("f6")
        await pilot.click("UserBubble .turn")
        assert "发出 1 条消息" in await drawn(pilot)


async def test_a_limit_that_is_turned_counts_from_the_next_turn():
    recorder = Kept()
    app = told_phone(recorder=recorder)
    async with app.run_test(size=(120, 40)) as pilot:
        for utterance in TOLD:
            await say(pilot, utterance)
        await pilot.press("f6", "f7", "ctrl+down", "f9", "f9")
        assert "记忆轮数上限 2 → 3" in await drawn(pilot)
        assert isinstance(recorder.events[-1], PhoneChanged)
        await say(pilot, "那我叫什么？")
        assert "我叫小明" in app.phone.phone.conversation.backend.prompts[-1].messages[0].content


async def test_a_figure_that_cannot_be_turned_says_so():
    app = told_phone()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "f7", "ctrl+up", "f9")
        assert "这一项不能调" in await drawn(pilot)


async def test_the_log_is_chosen_by_a_word():
    app = told_phone()
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, TOLD[0])
        await pilot.press("f6", "f7", "f7", "tab", *"routed")
        text = await drawn(pilot)
        assert "1 / 6 个事件" in text
        assert "deepseek_entry" in text
        assert "backend_asked" not in text


async def test_a_turn_under_way_and_its_fault_are_shown_live():
    held = Held()
    broken = [AnswerText("从前"), held, Failed(Fault("overloaded", "too busy", 503))]
    app = phone_app(open_conversation(broken))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        assert "还没有对话" in await drawn(pilot)
        await send(pilot, "讲个故事")
        await until(pilot, lambda: "从前" in screen_text(app))
        assert "◐ 进行中" in await drawn(pilot)
        held.set()
        await app.phone.turn.wait()
        assert "overloaded 503: too busy" in await drawn(pilot)
        assert "✕ 出错" in screen_text(app)


async def test_the_wire_is_shown_as_it_went():
    conversation = open_conversation(thinks("", "你好"))
    app = PhoneApp(conversation, "zh", conversation.open(), wire=lambda: WIRE)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6", "f7", "f7", "f7")
        text = await drawn(pilot)
        assert "→ 1  POST /chat/completions" in text
        assert '"model": "r1"' in text
        assert "← 1  200  0.500 s" in text
        assert '{"content":"你好"}' in text
        assert "■ 1  clean  1.000 s" in text


async def test_what_a_model_or_server_says_is_drawn_as_text_only():
    hostile = "\x1b]52;c;aGk=\x07[@click=app.quit]x[/nope]\u202e"
    wire = (ChunkLine(number=1, t=0.0, data=hostile.encode()), EndLine(number=1, t=0.0, how="clean"))
    conversation = open_conversation([AnswerText(hostile), Finished("stop")])
    app = PhoneApp(conversation, "zh", conversation.open(), wire=lambda: wire)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, hostile)
        for _ in range(4):
            await pilot.press("f7")
            text = await drawn(pilot)
            assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert "[@click=app.quit]x[/nope]" in text


async def test_a_click_on_the_name_of_a_page_opens_it():
    app = told_phone()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f6")
        await drawn(pilot)
        await pilot.click("#pages", offset=(9, 0))
        assert "的限制与能力" in await drawn(pilot)
