"""A turn that searches the web: when, what is sent, what is remembered and what appears."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from simulator.conversation.conversation import Conversation
from simulator.conversation.setup import Ports
from simulator.domain.completion import AnswerText, Finished
from simulator.domain.events import (
    AnswerDelta,
    LimitReached,
    MemoryTrimmed,
    PromptBuilt,
    Searched,
    SearchResult,
    ThinkingDelta,
    TurnEnded,
)
from simulator.domain.phone import PhoneWishes
from simulator.domain.search import Page
from simulator.domain.session import Session
from simulator.domain.web_prompt import carried
from simulator.pronounce import syllables
from tests.fakes import PhoneInHand, Said, capabilities, phone, shanghai
from tests.search.searchers import Listed, page

QUESTION = "元宵节是哪天？"
PAGES = (
    page("元宵节是 2 月 12 日", date(2025, 2, 4), "https://a.example/1"),
    page("元宵节灯会", date(2025, 2, 5), "https://b.example/2"),
    page("元宵节过完了", date(2025, 2, 13), "https://c.example/3"),
)


class Endless:
    """Never stops searching; `began` is set once it has begun, `over` once it was let go."""

    def __init__(self) -> None:
        self.began, self.over = asyncio.Event(), False

    async def search(self, query: str, until: datetime) -> Sequence[Page]:
        self.began.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.over = True
        return ()


def searching(searcher: Any, *replies: Any, web_search: bool = True, **parts: Any) -> PhoneInHand:
    """Take a phone in hand that searches with `searcher`; all else is as for `phone`."""
    held = phone(*replies, capabilities=capabilities(web_search=web_search), **parts)
    ports = Ports(
        backend=held.backend,
        in_house=held.in_house,
        clock=held.clock,
        recorder=held.recorder,
        tokenizer=held.tokenizer,
        syllables=syllables,
        searcher=searcher,
    )
    conversation = Conversation(held.conversation.handset, ports, Session("searching"))
    held.recorder.events.clear()
    return replace(held, conversation=conversation, opening=conversation.open())


def sent(said: Said) -> str:
    """Give the message that asked the question."""
    (prompt,) = said.prompts
    return prompt.messages[-1].content


async def test_what_was_found_is_told_and_sent_before_the_question():
    said = await searching(Listed(*PAGES), "2 月 12 日。").say(QUESTION)
    assert said.kinds == ["Heard", "Routed", "Searched", "PromptBuilt", "BackendAsked", "AnswerDelta", "TurnEnded"]
    found = said.event(Searched)
    assert (found.query, found.reason) == (QUESTION, None)
    assert found.results == tuple(
        SearchResult(title=page.title, url=page.url, date=page.date.isoformat()) for page in PAGES[:2]
    )
    message = carried(sent(said))
    assert message is not None
    assert (len(message.pages), message.today, message.question) == (2, date(2025, 2, 5), QUESTION)


async def test_the_search_ends_at_the_day_of_the_phone():
    web = Listed(*PAGES)
    later = await searching(web, "好。", wishes=PhoneWishes(date=shanghai(2025, 2, 20, 9))).say(QUESTION)
    assert len(later.event(Searched).results) == 3
    assert web.asked == [(QUESTION, shanghai(2025, 2, 20, 9))]


async def test_a_release_without_web_search_sends_the_bare_question():
    web = Listed(*PAGES)
    said = await searching(web, "不知道。", web_search=False).say(QUESTION)
    assert (sent(said), web.asked) == (QUESTION, [])
    assert "Searched" not in said.kinds


async def test_a_phone_without_a_searcher_sends_the_bare_question():
    assert sent(await searching(None, "不知道。").say(QUESTION)) == QUESTION


async def test_a_question_that_needs_no_web_is_not_searched():
    web = Listed(*PAGES)
    assert sent(await searching(web, "从前……").say("讲个笑话")) == "讲个笑话"
    assert web.asked == []


async def test_the_question_is_remembered_without_the_pages():
    held = searching(Listed(*PAGES), "2 月 12 日[citation:1]。", "好的。")
    await held.say(QUESTION)
    said = await held.say("谢谢")
    assert [message.content for message in said.prompts[0].messages] == [
        QUESTION,
        "2 月 12 日[1](https://a.example/1)。",
        "谢谢",
    ]


async def test_a_citation_appears_as_a_link_however_the_stream_cuts_it():
    pieces = [AnswerText(piece) for piece in ("元宵[", "cita", "tion:", "2]灯会", "[citation:7]", "[citat")]
    said = await searching(Listed(*PAGES), [*pieces, Finished("stop")]).say(QUESTION)
    assert said.answer == "元宵[2](https://b.example/2)灯会[citation:7][citat"
    shown = [event.text for event in said.events if isinstance(event, AnswerDelta)]
    assert "".join(shown) == said.answer and all(shown)


async def test_what_was_held_back_is_kept_when_the_stream_breaks():
    said = await searching(Listed(*PAGES), [AnswerText("见[citation")]).say(QUESTION)
    assert (said.outcome, said.answer) == ("fault", "见[citation")
    assert said.kinds[-3:] == ["AnswerDelta", "BackendFault", "TurnEnded"]


async def test_a_citation_in_the_thinking_stays_as_it_is():
    said = await searching(Listed(*PAGES), ("看[citation:1]。", "好。")).say(QUESTION)
    assert said.event(TurnEnded).thinking == "看[citation:1]。"
    assert any(isinstance(event, ThinkingDelta) for event in said.events)


async def test_a_citation_without_a_search_stays_as_it_is():
    said = await searching(Listed(*PAGES), "写作[citation:1]。").say("引用怎么写")
    assert said.answer == "写作[citation:1]。"


async def test_a_search_that_finds_nothing_still_tells_the_day():
    said = await searching(Listed(), "没有找到。").say(QUESTION)
    message = carried(sent(said))
    assert message is not None and (message.pages, message.today) == ((), date(2025, 2, 5))
    assert said.event(Searched).results == ()


async def test_a_failed_search_says_why_and_the_question_goes_on():
    said = await searching(Listed(failing="no\x1b[31m network"), "不知道。").say(QUESTION)
    found = said.event(Searched)
    assert (found.results, found.reason) == ((), "no[31m network")
    assert (sent(said), said.outcome) == (QUESTION, "completed")


async def test_text_of_a_page_reaches_nobody_with_control_codes():
    wild = page("题\x1b]52;c;x\x07\u202e", date(2025, 2, 5), "https://a.example/\x9b", "文\x00")
    said = await searching(Listed(wild), "好[citation:1]。").say(QUESTION)
    assert said.event(Searched).results[0].title == "题]52;c;x"
    assert not any(mark in sent(said) + said.answer for mark in "\x00\x07\x1b\x9b\u202e")


async def test_the_tokens_of_the_prompt_are_those_of_what_is_sent():
    said = await searching(Listed(*PAGES), "好。").say(QUESTION)
    assert said.event(PromptBuilt).prompt_tokens == len(sent(said)) + 3


async def test_only_as_many_pages_are_sent_as_the_window_holds():
    whole = len(sent(await searching(Listed(*PAGES), "好。").say(QUESTION))) + 3
    held = searching(Listed(*PAGES), "见[citation:1][citation:2]。", prompt_tokens=whole - 1)
    said = await held.say(QUESTION)
    message = carried(sent(said))
    assert message is not None and len(message.pages) == 1
    assert said.event(PromptBuilt).prompt_tokens < whole
    assert said.answer == "见[1](https://a.example/1)[citation:2]。"


async def test_where_no_page_fits_the_bare_question_is_sent():
    said = await searching(Listed(*PAGES), "不知道。", prompt_tokens=40).say(QUESTION)
    assert (sent(said), said.outcome) == (QUESTION, "completed")


async def test_pages_crowd_out_earlier_turns():
    whole = len(sent(await searching(Listed(*PAGES), "好。").say(QUESTION))) + 3
    held = searching(Listed(*PAGES), "好的，小明。", "2 月 12 日。", "你叫小明。", prompt_tokens=whole + 5)
    await held.say("我叫小明")
    assert (await held.say(QUESTION)).event(MemoryTrimmed).dropped == (1,)
    assert "小明" in (await held.say("谢谢你")).sent_text


async def test_a_question_too_long_for_the_window_is_refused_as_ever():
    said = await searching(Listed(*PAGES), prompt_tokens=5).say(QUESTION)
    assert said.event(LimitReached).limit == "prompt_tokens"
    assert (said.outcome, said.prompts) == ("limited", ())


async def test_a_cap_is_counted_before_anything_is_searched():
    web = Listed(*PAGES)
    held = searching(web, "好。", turns_per_conversation=1)
    await held.say("你好")
    assert ((await held.say(QUESTION)).outcome, web.asked) == ("limited", [])


async def test_a_search_can_be_stopped():
    web = Endless()
    held = searching(web)
    turn = asyncio.create_task(held.say(QUESTION))
    await web.began.wait()
    held.conversation.interrupt()
    said = await turn
    assert (said.outcome, web.over, said.prompts) == ("interrupted", True, ())


async def test_a_cancelled_turn_lets_its_search_go():
    web = Endless()
    held = searching(web)
    turn = asyncio.create_task(held.say(QUESTION))
    await web.began.wait()
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    assert web.over
    assert isinstance(held.recorder.events[-1], TurnEnded) and held.recorder.events[-1].outcome == "interrupted"
