from __future__ import annotations

from functools import reduce

from simulator.domain.events import AnswerDelta, Heard, Searched, SearchResult
from simulator.domain.screen import AssistantMessage, ScreenState, show
from simulator.faces.tui.app import PhoneApp
from tests.domain.test_trace import at, ended
from tests.faces.tui.phones import Kept, open_conversation
from tests.faces.tui.screens import drawn

PAGES = (
    SearchResult(title="Find N5 发布会", url="https://example.com/n5", date="2025-02-10"),
    SearchResult(title="[@click=app.quit]x[/nope]\x1b]52;c;aGk=\x07", url="javascript:alert(1)//evil", date="2025"),
)
ANSWER = "发布会定在 19:00[1](https://example.com/n5)。"


def cited_phone() -> PhoneApp:
    kept = Kept()
    conversation = open_conversation(recorder=kept)
    opening = [
        *conversation.open(),
        at(Heard, 1, 0.0, text="什么时候发布？", source="text"),
        at(Searched, 1, 0.0, query="Find N5", results=PAGES, reason=None),
        at(AnswerDelta, 1, 1.0, text=ANSWER),
        ended(1, 2.0, answer=ANSWER),
    ]
    return PhoneApp(conversation, "zh", opening)


async def test_what_an_answer_cites_stands_folded_under_it_and_unfolds_at_a_click():
    app = cited_phone()
    async with app.run_test(size=(80, 24)) as pilot:
        text = await drawn(pilot)
        assert "发布会定在 19:00[1]。" in text
        assert "▸ 参考了 2 个网页" in text
        assert "https://example.com/n5" not in text
        await pilot.click("SourceList")
        text = await drawn(pilot)
        assert "[1] Find N5 发布会" in text
        assert "https://example.com/n5" in text
        assert "[@click=app.quit]x[/nope]" in text
        await pilot.click("SourceList")
        assert "https://example.com/n5" not in await drawn(pilot)


async def test_an_answer_without_a_search_has_no_list():
    conversation = open_conversation()
    opening = [*conversation.open(), at(Heard, 1, 0.0, text="你好", source="text"), ended(1, 1.0, answer="你好！")]
    app = PhoneApp(conversation, "zh", opening)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "个网页" not in await drawn(pilot)


def test_the_pages_of_one_turn_are_not_those_of_the_next():
    events = [
        at(Heard, 1, 0.0, text="甲", source="text"),
        at(Searched, 1, 0.0, query="甲", results=PAGES[:1], reason=None),
        ended(1, 1.0, answer="好"),
        at(Heard, 2, 2.0, text="乙", source="text"),
        ended(2, 3.0, answer="好"),
    ]
    screen = reduce(show, events, ScreenState())
    assert [len(entry.sources) for entry in screen.entries if isinstance(entry, AssistantMessage)] == [1, 0]


def test_the_charge_of_a_battery_falls_over_the_day_and_never_to_nothing():
    from datetime import datetime

    from simulator.faces.tui.widgets.status_bar import battery

    charges = [battery(datetime(2025, 2, 5, hour, 0)) for hour in (7, 10, 22)]
    assert charges == [100, 88, 40]
    assert all(9 <= battery(datetime(2025, 2, 5, hour, 59)) <= 100 for hour in range(24))
