"""States that `test_snapshots` has not: lists and fields over the phone, what it hears, cites, changes, cannot do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from textual.command import CommandPalette

from simulator.domain.completion import Finished, ThinkingText
from simulator.domain.limit import Lang, Limit
from simulator.domain.release import SHANGHAI, Limits
from simulator.faces.tui.compare_app import CompareApp
from simulator.faces.tui.screens.picker import Picker
from tests.faces.tui.phones import RELEASE, Held, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until
from tests.faces.tui.test_compare import LONG, SHORT
from tests.faces.tui.test_compare import drawn as drawn_phones
from tests.faces.tui.test_compare import phone as compared
from tests.faces.tui.test_compare import say as say_to_all
from tests.faces.tui.test_inspector import TOLD
from tests.faces.tui.test_snapshots import LANGUAGES, SIZES, TINY, check, seen, seen_in_light
from tests.faces.tui.test_sources import cited_phone

LATER = replace(RELEASE, version="1.1.0", channel="official", since=datetime(2025, 2, 9, tzinfo=SHANGHAI))
CAPPED = Limits(memory_turns=Limit(1, "assumed"))
RICH = """## 解法

1. **总数**：$6! = 720$ 种
2. 甲在两端：$2 \\\\times 5! = 240$ 种

| 情况 | 排法 | 说明 |
|:---|---:|---|
| 全部 | 720 | 6 个人任意排 |
| 甲在两端 | 240 | 先排甲，再排其余 5 人 |

$$
\\\\frac{6! - 2 \\\\cdot 5!}{6!} = \\\\frac{2}{3}
$$

> 结论：480 种，见 [排列](https://example.com/p)。

```python
from math import factorial
print(factorial(6) - 2 * factorial(5))  # 480
```
""".replace("\\\\", "\\")


@LANGUAGES
async def test_a_phone_that_was_woken_and_listens(lang: Lang):
    app = phone_app(open_conversation(must_wake=True, lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "小艾小艾")
        await seen(pilot, "listening", lang, SIZES if lang == "zh" else SIZES[-1:])
        await pilot.press("ctrl+r")
        await seen(pilot, "speaking", lang, SIZES[-1:])


async def test_an_answer_with_heading_list_table_formula_quote_and_code():
    app = phone_app(open_conversation(thinks("", RICH)))
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "甲不站两端，有几种排法？")
        await seen(pilot, "rich", "zh")
        await seen_in_light(pilot)


async def test_the_pages_that_an_answer_cites():
    app = cited_phone()
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot)
        await pilot.click("SourceList")
        await seen(pilot, "citations", "zh", SIZES[-1:])


async def test_a_question_while_it_still_answers():
    app = phone_app(open_conversation([ThinkingText("想一想"), Held(), Finished("stop")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "你好")
        await until(pilot, lambda: "想一想" in screen_text(app))
        await send(pilot, "还在吗？")
        await seen(pilot, "busy", "zh", SIZES[-1:])


async def inspected(pilot) -> None:
    """Look at the pages of the inspector that `test_inspector` does not look at in such sizes, and close it."""
    await pilot.press("f6")
    for name in ("turn", "limits", "events", "wire"):
        await seen(pilot, f"inspected-{name}", "zh", ((200, 60), (80, 24)))
        await pilot.press("f7")
    await pilot.press("f6")


@LANGUAGES
async def test_a_release_that_is_picked_and_what_changed(lang: Lang):
    turns = [thinks("", "好的。"), thinks("", "讲完了。"), thinks("", "不知道。")]
    app = phone_app(open_conversation(*turns, limits=CAPPED, later=[LATER], lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        for utterance in TOLD:
            await say(pilot, utterance)
        if lang == "zh":
            await inspected(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await seen(pilot, "releases", lang, SIZES[-1:])
        await seen_in_light(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not isinstance(app.screen, Picker))
        await seen(pilot, "upgraded", lang, SIZES if lang == "zh" else SIZES[-1:])


@LANGUAGES
async def test_help_palette_and_search_over_the_phone(lang: Lang):
    app = phone_app(open_conversation(thinks("", "北极熊的笑话。"), lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "讲个笑话")
        await pilot.press("f1")
        await seen(pilot, "help", lang, SIZES if lang == "zh" else SIZES[-1:])
        await pilot.press("escape", "ctrl+f", "笑", "话")
        await seen(pilot, "search", lang, SIZES[-1:])
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*(("帮", "助") if lang == "zh" else "help"))
        await until(pilot, lambda: "F1" in screen_text(app))
        await seen(pilot, "palette", lang, SIZES[-1:])


async def test_a_tiny_screen_has_the_last_words_and_the_line():
    app = phone_app(open_conversation(thinks("想一想", "好的，小明。")))
    async with app.run_test(size=(80, 24)) as pilot:
        before = await say(pilot, "我叫小明")
        await seen(pilot, "answered", "zh", [TINY])
        await pilot.press("f1")
        await seen(pilot, "help", "zh", [TINY])
        await pilot.press("escape", "f6")
        await seen(pilot, "inspected", "zh", [TINY])
        await pilot.press("f6")
        await pilot.resize_terminal(80, 24)
        assert await drawn(pilot) == before


async def test_phones_side_by_side_on_a_wide_and_on_a_tiny_screen():
    app = CompareApp([compared(SHORT), compared(LONG)], "zh")
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await say_to_all(pilot, "我叫小明")
        for size in ((200, 60), TINY):
            await pilot.resize_terminal(*size)
            check(f"compare-{size[0]}x{size[1]}-zh", await drawn_phones(pilot))
