"""The screens as text, compared with the files in `snapshots/` (name: state-size-language).

`UPDATE_SNAPSHOTS=1 python -m pytest tests/faces/tui` writes them anew; look at the difference before you keep it. One
app is seen at all sizes, so that what a resize does is seen as well. A light screen has the same text as the dark one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText
from simulator.domain.faults import Fault
from simulator.domain.limit import Lang, Limit
from simulator.domain.release import Limits
from tests.faces.tui.phones import Held, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((120, 40), (200, 60), (80, 24))
TINY = (20, 5)
USUAL = ((120, 40), (80, 24))
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
THOUGHT = "用户问 6 个人排成一排有几种排法。这是全排列：6! = 720。再检查一遍：6×5×4×3×2×1 = 720，没有问题。\n" * 3
ANSWER = """**6 个人排成一排**，共有 720 种排法。

- 第 1 个位置有 6 种选择，第 2 个位置有 5 种；
- 乘起来是 6 × 5 × 4 × 3 × 2 × 1 = 720。

```python
from math import factorial
```

| 位置 | 选择 |
|---|---|
| 第 1 位 | 6 |
"""
CAPS = Limits(memory_turns=Limit(1, "assumed"), turns_per_conversation=Limit(4, "seed"))


def check(name: str, text: str) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; see the top of this test"


async def seen(pilot, state: str, lang: Lang, sizes: Sequence[tuple[int, int]] | None = None) -> None:
    """Look at a state at all sizes, in English at the usual ones only, and leave it at the last."""
    for size in sizes or (SIZES if lang == "zh" else USUAL):
        await pilot.resize_terminal(*size)
        check(f"{state}-{size[0]}x{size[1]}-{lang}", await drawn(pilot))


async def seen_in_light(pilot) -> None:
    """Look at what is shown in the light colours, and go back to the dark ones."""
    text, dark = await drawn(pilot), pilot.app.theme
    pilot.app.action_toggle_light()
    assert await drawn(pilot) == text
    assert pilot.app.theme != dark
    pilot.app.action_toggle_light()


@LANGUAGES
async def test_an_empty_phone(lang: Lang):
    app = phone_app(open_conversation(lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await seen(pilot, "empty", lang)


@LANGUAGES
async def test_a_sleeping_phone_that_heard_a_rivals_name(lang: Lang):
    app = phone_app(open_conversation(lang=lang, must_wake=True), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "小爱同学，你好")
        await seen(pilot, "asleep", lang)


@LANGUAGES
async def test_a_phone_that_thinks(lang: Lang):
    app = phone_app(open_conversation([ThinkingText(THOUGHT), Held(), Finished("stop")], lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await send(pilot, "6 个人排成一排有几种排法？请说明理由，并用 Python 验证一下你的答案")
        await until(pilot, lambda: "没有问题" in screen_text(app))
        await seen(pilot, "thinking", lang)


@LANGUAGES
async def test_an_answer_with_its_thinking_folded_and_unfolded(lang: Lang):
    app = phone_app(open_conversation(thinks(THOUGHT, ANSWER), lang=lang), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "6 个人排成一排有几种排法？")
        await seen(pilot, "answered", lang)
        await pilot.press("ctrl+t")
        await seen(pilot, "unfolded", lang)
        await seen_in_light(pilot)


@LANGUAGES
async def test_limits_that_bite(lang: Lang):
    broken = [AnswerText("从前有座山，"), Failed(Fault("overloaded", "503 from the server", 503))]
    turns = [thinks("", "好的，小明。"), thinks("", "讲完了。"), broken, thinks("", "我不知道。")]
    app = phone_app(open_conversation(*turns, lang=lang, limits=CAPS), lang)
    async with app.run_test(size=(80, 24)) as pilot:
        for utterance in ("我叫小明", "讲个笑话", "讲个故事", "我叫什么？"):
            await say(pilot, utterance)
        await say(pilot, "那我走了")
        await seen(pilot, "limited", lang)
        await seen_in_light(pilot)
        await pilot.press("ctrl+n")
        await seen(pilot, "renewed", lang)
