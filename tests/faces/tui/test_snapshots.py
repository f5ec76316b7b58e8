"""The screens as text, compared with the files in `snapshots/` (name: state-size-language).

`UPDATE_SNAPSHOTS=1 python -m pytest tests/faces/tui/test_snapshots.py` writes them anew; look at the difference before
you keep it. A light screen has the same text as the dark one; its colours are tested with the key that changes them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.domain.completion import AnswerText, Failed, Finished, ThinkingText
from simulator.domain.faults import Fault
from simulator.domain.limit import Lang, Limit
from simulator.domain.release import Limits
from tests.faces.tui.phones import Held, open_conversation, phone_app, thinks
from tests.faces.tui.screens import drawn, say, screen_text, send, until

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40)]
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


@pytest.fixture(params=[(size, lang) for size in SIZES for lang in ("zh", "en")], ids=str)
def screen(request: pytest.FixtureRequest) -> tuple[tuple[int, int], Lang, str]:
    size, lang = request.param
    return size, lang, f"{size[0]}x{size[1]}-{lang}"


async def test_an_empty_phone(screen):
    size, lang, name = screen
    app = phone_app(open_conversation(lang=lang), lang)
    async with app.run_test(size=size) as pilot:
        check(f"empty-{name}", await drawn(pilot))


async def test_a_sleeping_phone_that_heard_a_rivals_name(screen):
    size, lang, name = screen
    app = phone_app(open_conversation(lang=lang, must_wake=True), lang)
    async with app.run_test(size=size) as pilot:
        check(f"asleep-{name}", await say(pilot, "小爱同学，你好"))


async def test_a_phone_that_thinks(screen):
    size, lang, name = screen
    app = phone_app(open_conversation([ThinkingText(THOUGHT), Held(), Finished("stop")], lang=lang), lang)
    async with app.run_test(size=size) as pilot:
        await send(pilot, "6 个人排成一排有几种排法？请说明理由，并用 Python 验证一下你的答案")
        await until(pilot, lambda: "没有问题" in screen_text(app))
        check(f"thinking-{name}", await drawn(pilot))


async def test_an_answer_with_its_thinking_folded_and_unfolded(screen):
    size, lang, name = screen
    app = phone_app(open_conversation(thinks(THOUGHT, ANSWER), lang=lang), lang)
    async with app.run_test(size=size) as pilot:
        check(f"answered-{name}", await say(pilot, "6 个人排成一排有几种排法？"))
        await pilot.press("ctrl+t")
        check(f"unfolded-{name}", await drawn(pilot))


async def test_limits_that_bite(screen):
    size, lang, name = screen
    broken = [AnswerText("从前有座山，"), Failed(Fault("overloaded", "503 from the server", 503))]
    turns = [thinks("", "好的，小明。"), thinks("", "讲完了。"), broken, thinks("", "我不知道。")]
    app = phone_app(open_conversation(*turns, lang=lang, limits=CAPS), lang)
    async with app.run_test(size=size) as pilot:
        for utterance in ("我叫小明", "讲个笑话", "讲个故事", "我叫什么？"):
            await say(pilot, utterance)
        check(f"limited-{name}", await say(pilot, "那我走了"))
        await pilot.press("ctrl+n")
        check(f"renewed-{name}", await drawn(pilot))


async def test_a_light_phone_has_the_same_text(screen):
    size, lang, name = screen
    app = phone_app(open_conversation(thinks(THOUGHT, ANSWER), lang=lang), lang)
    async with app.run_test(size=size) as pilot:
        await say(pilot, "6 个人排成一排有几种排法？")
        await pilot.press("f3")
        check(f"answered-{name}", await drawn(pilot))
