from __future__ import annotations

import re

import pytest
from textual.widgets import Static

from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, AnswerWasThinking, Failed, Finished, ThinkingText
from simulator.domain.events import Heard, TurnEnded
from simulator.domain.faults import Fault
from simulator.domain.limit import Bilingual, Lang, Limit
from simulator.domain.release import Limits
from simulator.faces.tui.app import PhoneApp
from simulator.faces.tui.widgets.conversation_view import MOST, NEWEST, STEP, ConversationView
from tests.domain.test_trace import at
from tests.faces.tui.phones import Held, Kept, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

SIZE = (80, 24)


async def test_an_open_phone_greets_and_suggests():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        text = await drawn(pilot)
        assert "你好，我是小艾" in text
        assert "讲个笑话" in text
        assert "● 在听" in text


async def test_the_phone_shows_who_it_is_and_the_simulated_time():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        text = await drawn(pilot)
        assert "10:00  2月5日 周三" in text
        assert "A1 Pro · AcmeOS 4.0" in text
        assert "小艾 艾克  DeepSeek-R1 Beta版" in text


async def test_a_turn_shows_the_question_folded_thinking_and_the_answer():
    app = phone_app(open_conversation(thinks("用户想打个招呼，" * 8, "你好，**小明**！")))
    async with app.run_test(size=SIZE) as pilot:
        text = await say(pilot, "小艾小艾，我叫小明")
        assert "第 1 轮 ▐我叫小明▌" in text
        assert "▸ 已深度思考（用时" in text
        assert "用户想打个招呼" not in text
        assert "你好，小明！" in text
        assert "● 在听" in text


async def test_thinking_is_shown_live_with_its_newest_lines_and_seconds():
    clock, held = VirtualClock(), Held()
    thought = [ThinkingText(f"第 {number} 行想法\n") for number in range(1, 20)]
    app = phone_app(open_conversation([*thought, held, AnswerText("好"), Finished("stop")], clock=clock))
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "你好")
        await until(pilot, lambda: "第 19 行想法" in screen_text(app))
        text = await drawn(pilot)
        assert "▾ 正在思考…" in text
        assert "第 15 行想法" not in text
        await clock.sleep_until(clock.now() + 30)
        app.phone.tick()
        since = app.phone.state.current.thinking_since
        assert f"正在思考… {clock.now() - since:.0f} 秒" in await drawn(pilot)
        held.set()
        await app.phone.turn.wait()
        assert "▸ 已深度思考（用时" in await drawn(pilot)


async def test_pieces_that_stream_and_a_text_drawn_at_once_look_the_same():
    lists = "## 结果\n\n1. 先看 `代码`\n2. 再看\n\n```python\nprint('一')\n\nprint(2)\n```\n\n"
    answer = lists + "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n最后一段，也是完。\n"
    pieces = [AnswerText(char) for char in answer]
    held = [Held() for _ in range(4)]
    slow = [item for at in range(4) for item in (*pieces[at * 20 : (at + 1) * 20], held[at])]
    streamed = phone_app(open_conversation([*slow, *pieces[80:], Finished("stop")]))
    async with streamed.run_test(size=(80, 40)) as pilot:
        await send(pilot, "?")
        for number, gate in enumerate(held, 1):
            await until(pilot, lambda n=number: _answered(streamed) == 20 * n)
            await drawn(pilot)
            gate.set()
        await streamed.phone.turn.wait()
        by_pieces = await drawn(pilot)
    whole = phone_app(open_conversation([AnswerText(answer), Finished("stop")]))
    async with whole.run_test(size=(80, 40)) as pilot:
        assert await say(pilot, "?") == by_pieces
    assert "print('一')" in by_pieces


def _answered(app) -> int:
    return len(app.phone.state.current.answer) if app.phone.state.current else 0


async def test_a_forgotten_turn_is_said_with_its_evidence():
    limits = Limits(memory_turns=Limit(1, "assumed"))
    app = phone_app(open_conversation(thinks("", "好"), thinks("", "好"), thinks("", "不知道"), limits=limits))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "我叫小明")
        await say(pilot, "讲个笑话")
        text = await say(pilot, "我叫什么？")
        assert "已忘记第 1 轮 · 记忆轮数上限 1   假定" in text


async def test_the_turn_cap_bites_in_the_phones_words_with_its_evidence():
    limits = Limits(turns_per_conversation=Limit(1, "url:https://example.org/a"))
    app = phone_app(open_conversation(thinks("", "好"), limits=limits))
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, "一")
        text = await say(pilot, "二")
        assert "本次对话已达 1 轮上限，请开启新对话。" in text
        assert "对话轮数上限 1" in text
        assert "example.org" in text


async def test_a_fault_keeps_the_text_so_far_and_names_its_kind():
    broken = [AnswerText("从前有座山"), Failed(Fault("overloaded", "HTTP 503 from the server", 503))]
    app = phone_app(open_conversation(broken))
    async with app.run_test(size=SIZE) as pilot:
        text = await say(pilot, "讲个故事")
        assert text.count("从前有座山") == 1
        assert "服务器繁忙，请稍后再试。 · overloaded 503: HTTP 503 from the server" in text


async def test_a_failure_under_the_turn_ends_in_a_notice_and_the_phone_goes_on():
    app = phone_app(open_conversation([AnswerText("半"), RuntimeError("a [/bug] below")], thinks("", "又好了")))
    async with app.run_test(size=SIZE) as pilot:
        text = await say(pilot, "你好")
        assert "RuntimeError: a [/bug] below" in text
        assert "又好了" in await say(pilot, "还在吗")


async def test_a_phone_that_must_be_woken_starts_asleep_and_hears_only_its_wake_word():
    app = phone_app(open_conversation(thinks("", "我在这里"), must_wake=True))
    async with app.run_test(size=SIZE) as pilot:
        assert "○ 休眠中 · 说“小艾小艾”唤醒" in await drawn(pilot)
        text = await say(pilot, "你好")
        assert "没有唤醒" in text
        assert "○ 休眠中" in text
        text = await say(pilot, "小艾小艾，你好")
        assert "我在这里" in text
        assert "● 在听" in text


async def test_silence_puts_a_woken_phone_back_to_sleep():
    clock = VirtualClock()
    limits = Limits(silence_seconds=Limit(8.0, "assumed"))
    app = phone_app(open_conversation(thinks("", "好"), must_wake=True, clock=clock, limits=limits))
    async with app.run_test(size=SIZE) as pilot:
        assert "● 在听" in await say(pilot, "小艾小艾，你好")
        await clock.sleep_until(clock.now() + 9)
        app.phone.tick()
        assert "○ 休眠中" in await drawn(pilot)


async def test_the_status_bar_follows_simulated_time():
    clock = VirtualClock()
    app = phone_app(open_conversation(clock=clock))
    async with app.run_test(size=SIZE) as pilot:
        await clock.sleep_until(3600.0)
        app.phone.tick()
        assert "11:00" in await drawn(pilot)


async def test_a_question_sent_while_the_phone_answers_stays_in_the_line():
    held = Held()
    app = phone_app(open_conversation([AnswerText("从前"), held, Finished("stop")]))
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: app.phone.state.current is not None)
        await send(pilot, "快一点")
        text = await drawn(pilot)
        assert "还在回答，按 Esc 可停止" in text
        assert "快一点" in text
        assert "第 2 轮" not in text
        held.set()
        await app.phone.turn.wait()


async def test_quitting_in_the_middle_of_an_answer_records_the_interruption():
    recorder, held, put_away = Kept(), Held(), []
    conversation = open_conversation([AnswerText("从前有座山"), held, Finished("stop")], recorder=recorder)
    app = phone_app(conversation)
    app._put_away = lambda: _note(put_away)
    async with app.run_test(size=SIZE) as pilot:
        await send(pilot, "讲个故事")
        await until(pilot, lambda: app.phone.state.current is not None)
        await drawn(pilot)
        await pilot.press("ctrl+q")
    last = recorder.events[-1]
    assert isinstance(last, TurnEnded)
    assert (last.outcome, last.answer) == ("interrupted", "从前有座山")
    assert put_away == ["put away"]


async def _note(notes: list[str]) -> None:
    notes.append("put away")


async def test_an_old_answer_is_drawn_as_the_newest_one_is():
    answers = [thinks("", f"**答案 {number}**") for number in range(15)]
    app = phone_app(open_conversation(*answers))
    async with app.run_test(size=SIZE) as pilot:
        for number in range(15):
            text = await say(pilot, f"问题 {number}")
        assert "答案 14" in text
        app.phone.query_one(ConversationView).scroll_home(animate=False)
        text = await drawn(pilot)
        assert "答案 0" in text
        assert "*" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_session_taken_up_again_draws_its_newest_entries_and_counts_the_rest(lang):
    app = long_session(NEWEST + 10, lang)
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        view = app.phone.query_one(ConversationView)
        assert len(view.query("UserBubble")) == NEWEST
        assert "10" in str(view.query_one("#earlier", Static).content)


async def test_paging_back_and_on_meets_every_entry_and_keeps_few_of_them():
    app = long_session(70)
    async with app.run_test(size=(80, 50)) as pilot:
        view = app.phone.query_one(ConversationView)
        there, back = await paged(pilot, "pageup"), await paged(pilot, "pagedown")
        assert there == back == set(range(70))
        assert len(view.query("UserBubble")) < 70 - STEP
        assert view.is_vertical_scroll_end


async def test_what_is_said_after_looking_far_back_is_seen_at_once():
    app = long_session(200, "zh", thinks("", "好的"))
    async with app.run_test(size=SIZE) as pilot:
        await drawn(pilot)
        for _ in range(12):
            await pilot.press("pageup")
        assert "丙 199" not in await drawn(pilot)
        text = await say(pilot, "说吧")
        assert "好的" in text
        assert "丙 199" in text


async def test_a_long_session_keeps_few_widgets():
    app = phone_app(open_conversation())
    async with app.run_test(size=SIZE) as pilot:
        view = app.phone.query_one(ConversationView)
        for number in range(MOST + STEP + 1):
            await app.phone.action_new_conversation()
            if number % 10 == 0:
                await drawn(pilot)
        await drawn(pilot)
        assert len(view.query("NoticeLine")) == MOST
        assert str(STEP + 1) in str(view.query_one("#earlier", Static).content)


def long_session(length: int, lang: Lang = "zh", *completions) -> PhoneApp:
    """Give a phone on which so many utterances stand, each with its number, and some of several lines."""
    conversation = open_conversation(*completions, lang=lang)
    opening = conversation.open()
    said = [at(Heard, n, float(n), text=f"丙 {n} {'说' * (n * 7 % 90)}", source="text") for n in range(length)]
    return PhoneApp(conversation, lang, [*opening, *said])


async def paged(pilot, key: str) -> set[int]:
    """Press a key until nothing more comes, and give the numbers of all that was seen."""
    seen: set[int] = set()
    shown, before = await numbers(pilot), [-1]
    while shown != before:
        seen |= set(shown)
        await pilot.press(key)
        before, shown = shown, await numbers(pilot)
    return seen


async def numbers(pilot) -> list[int]:
    return [int(number) for number in re.findall(r"丙 (\d+)", await drawn(pilot))]


async def test_a_phone_says_a_fault_in_its_profiles_words():
    words = {"fault.timeout": Bilingual("小艾走神了", "Ai dozed off")}
    app = phone_app(open_conversation([Failed(Fault("timeout", "no byte for 10 s"))], words=words))
    async with app.run_test(size=SIZE) as pilot:
        assert "小艾走神了 · timeout: no byte for 10 s" in await say(pilot, "?")


async def test_an_answer_that_was_thinking_moves_under_the_fold():
    items = [AnswerText("先想一想"), AnswerWasThinking(), AnswerText("答案是 9.8"), Finished("stop")]
    app = phone_app(open_conversation(items))
    async with app.run_test(size=SIZE) as pilot:
        text = await say(pilot, "哪个大？")
        assert "答案是 9.8" in text
        assert "先想一想" not in text
        await pilot.press("ctrl+t")
        assert "先想一想" in await drawn(pilot)
