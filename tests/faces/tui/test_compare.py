from __future__ import annotations

import pytest

from simulator.domain.completion import AnswerText, Finished
from simulator.domain.events import TurnEnded
from simulator.domain.limit import Limit
from simulator.domain.release import Limits
from simulator.faces.tui.compare_app import CompareApp
from simulator.faces.tui.held import Held as InHand
from simulator.faces.tui.past import Past
from simulator.faces.tui.phone_in_use import PhoneInUse
from simulator.faces.tui.widgets.utterance_line import UtteranceLine
from tests.faces.tui.phones import Held, Kept, open_conversation, thinks
from tests.faces.tui.screens import screen_text, until
from tests.faces.tui.test_snapshots import check

SHORT = Limits(memory_turns=Limit(1, "assumed"))
LONG = Limits(memory_turns=Limit(9, "assumed"))
THREE = [thinks("记一下", "好的，小明。"), thinks("", "讲完了。"), thinks("想想", "你叫小明。")]


def phone(limits: Limits | None = None, turns=THREE, lang="zh", recorder: Kept | None = None) -> InHand:
    conversation = open_conversation(*turns, limits=limits, lang=lang, recorder=recorder)
    opening = conversation.open()
    return InHand(PhoneInUse(conversation, lang, opening, past=Past(opening)))


async def say(pilot, utterance: str) -> str:
    pilot.app.phones.query_one(UtteranceLine).value = utterance
    await pilot.press("enter")
    await pilot.app.phones.answered()
    return await drawn(pilot)


async def drawn(pilot) -> str:
    await pilot.pause()
    await pilot.app.phones.drawn()
    await pilot.pause()
    return screen_text(pilot.app)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_phone_that_forgot_is_marked_beside_the_one_that_did_not(size, lang):
    app = CompareApp([phone(SHORT, lang=lang), phone(LONG, lang=lang)], lang)
    async with app.run_test(size=size) as pilot:
        for utterance in ("我叫小明", "讲个笑话", "我叫什么？"):
            text = await say(pilot, utterance)
        check(f"compare-{size[0]}x{size[1]}-{lang}", text)


async def test_four_phones_fit_side_by_side_on_a_wide_screen():
    app = CompareApp([phone() for _ in range(4)], "zh")
    async with app.run_test(size=(200, 60)) as pilot:
        assert (await say(pilot, "我叫小明")).count("好的，小明。") == 4


async def test_one_line_speaks_to_every_phone_and_waits_for_the_slowest():
    held = Held()
    slow = phone(turns=[[AnswerText("从前"), held, Finished("stop")]])
    app = CompareApp([phone(), slow], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        line = app.phones.query_one(UtteranceLine)
        line.value = "讲个故事"
        await pilot.press("enter")
        await until(pilot, lambda: "从前" in screen_text(app))
        line.value = "还在吗"
        await pilot.press("enter")
        hints = next(line for line in (await drawn(pilot)).splitlines() if "还在回答" in line)
        assert hints.index("在听") < hints.index("还在回答")
        assert line.value == "还在吗"
        held.set()
        await app.phones.answered()
        assert "完成" in await drawn(pilot)


async def test_escape_stops_every_phone_and_each_records_it():
    kept = [Kept(), Kept()]
    phones = [phone(turns=[[AnswerText("从前"), Held(), Finished("stop")]], recorder=recorder) for recorder in kept]
    app = CompareApp(phones, "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        app.phones.query_one(UtteranceLine).value = "讲个故事"
        await pilot.press("enter")
        await until(pilot, lambda: screen_text(app).count("从前") == 2)
        await pilot.press("escape")
        await app.phones.answered()
        ends = [event.outcome for recorder in kept for event in recorder.events if isinstance(event, TurnEnded)]
        assert ends == ["interrupted", "interrupted"]


async def test_leaving_records_the_turns_under_way():
    kept = [Kept(), Kept()]
    phones = [phone(turns=[[AnswerText("从前"), Held(), Finished("stop")]], recorder=recorder) for recorder in kept]
    app = CompareApp(phones, "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        app.phones.query_one(UtteranceLine).value = "讲个故事"
        await pilot.press("enter")
        await until(pilot, lambda: screen_text(app).count("从前") == 2)
        await pilot.press("ctrl+q")
    assert [recorder.events[-1].outcome for recorder in kept] == ["interrupted", "interrupted"]


async def test_a_new_conversation_sleep_and_thinking_are_of_all_phones():
    app = CompareApp([phone(), phone()], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "我叫小明")
        await pilot.press("ctrl+t")
        assert (await drawn(pilot)).count("记一下") == 2
        await pilot.press("ctrl+n")
        assert (await drawn(pilot)).count("新对话 · 之前的内容不再记得") == 2
        await pilot.press("f2")
        assert (await drawn(pilot)).count("休眠中") == 2


async def test_the_inspector_looks_at_the_phone_in_hand_and_goes_with_it_to_the_next():
    app = CompareApp([phone(SHORT), phone(LONG)], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        for utterance in ("我叫小明", "讲个笑话"):
            await say(pilot, utterance)
        await say(pilot, "我叫什么？")
        await pilot.press("f6")
        text = await drawn(pilot)
        assert "忘记了 1 轮 · 记忆轮数上限" in text
        assert text.count("你叫小明。") == 1
        await pilot.press("ctrl+o")
        text = await drawn(pilot)
        assert "我叫什么？" in text
        assert "忘记了" not in text
        await pilot.press("f6")
        assert (await drawn(pilot)).count("你叫小明。") == 2


async def test_four_phones_and_the_inspector_fit_on_a_wide_screen():
    app = CompareApp([phone() for _ in range(4)], "zh")
    async with app.run_test(size=(200, 60)) as pilot:
        await say(pilot, "我叫小明")
        await pilot.press("f6")
        text = await drawn(pilot)
        assert text.count("好的，小明。") == 4
        assert "发出 1 条消息" in text


async def test_a_click_takes_a_phone_in_hand_and_a_limit_is_turned_on_that_one_alone():
    app = CompareApp([phone(), phone()], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click(offset=(90, 10))
        await until(pilot, lambda: app.phones.place == 1)
        await pilot.press("f9", "f9")
        await drawn(pilot)
        caps = [one.release.limits.turns_per_conversation for one in app.phones.phones]
        assert caps == [None, Limit(10, "config")]


async def test_search_copy_and_hints_are_of_the_phone_in_hand():
    app = CompareApp([phone(turns=[thinks("", "苹果")]), phone(turns=[thinks("", "梨")])], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "说说水果")
        await pilot.press("ctrl+o", "ctrl+f", "梨")
        await until(pilot, lambda: "第 1 处，共 1 处" in screen_text(app))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.focused, UtteranceLine))
        assert not app.phones.query("SearchLine")
        await pilot.press("ctrl+y")
        assert app.clipboard == "苹果"
        hints = next(line for line in (await drawn(pilot)).splitlines() if "已复制" in line)
        assert hints.index("已复制") < 60


async def test_another_language_is_that_of_all_phones_and_the_phone_in_hand_stays_in_hand():
    app = CompareApp([phone(), phone()], "zh")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+o", "ctrl+l")
        await until(pilot, lambda: app.phones.lang == "en")
        assert (await drawn(pilot)).count("Listening") == 2
        assert app.phones.place == 1


async def test_a_session_that_another_of_the_phones_goes_on_with_is_not_taken_twice():
    app = CompareApp([phone(), phone()], "zh")
    async with app.run_test(size=(80, 24)) as pilot:
        app.phones.phones[1].session = "alt"
        app.phones.resume("alt")
        assert "这里的一部手机正在用它" in await drawn(pilot)


async def test_help_tells_the_keys_of_several_phones():
    app = CompareApp([phone(), phone()], "zh")
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: "拿起下一部手机" in screen_text(app))
        assert "按住说话" not in screen_text(app)
