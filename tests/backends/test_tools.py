"""A whole turn with tools between the client and a model that calls them, as bytes of the wire and without a socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.backends.embedded import EmbeddedTransport
from simulator.clocks import VirtualClock
from simulator.domain.completion import AnswerText, CompletionItem, Failed, Finished, Message, Prompt, Tool, ToolCall
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import DeepSeekMock
from simulator.mock.era import FEBRUARY_2025, SELF_HOSTED_R1, Era
from simulator.tokenizer.deepseek import LazyTokenizer

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = Tool("get_weather", "查询指定城市的天气", PARAMETERS)
ASKED = Prompt((Message("user", "北京今天天气怎么样？"),), tools=(WEATHER,))


@pytest.fixture
def embedded(client) -> Callable[..., Callable]:
    """Make a client of a mock in the same process, and give how it is asked."""

    def embedded(era: Era = SELF_HOSTED_R1, **options: str) -> Callable:
        mock = DeepSeekMock(
            brain=Brain(bundled_replies()), clock=VirtualClock(), tokenizer=LazyTokenizer(), seed=1, era=era
        )
        backend = client("http://mock.invalid", transport=EmbeddedTransport(mock), **options)

        async def ask(prompt: Prompt) -> list[CompletionItem]:
            return [item async for item in backend.ask(prompt)]

        return ask

    return embedded


def texts_of(items: list[CompletionItem], kind: type) -> str:
    return "".join(item.text for item in items if isinstance(item, kind))


def continued(prompt: Prompt, finished: Finished, result: str) -> Prompt:
    (call,) = finished.tool_calls
    asked = Message("assistant", "", finished.tool_calls, thinking="先查天气。")
    return replace(prompt, messages=(*prompt.messages, asked, Message("tool", result, tool_call_id=call.id)))


async def test_a_call_its_result_and_the_answer_travel_the_wire(embedded) -> None:
    """W6, W66, M19: the thinking goes back with the call, and the server takes it."""
    ask = embedded()
    *items, first = await ask(ASKED)
    assert isinstance(first, Finished) and first.finish == "tool_calls"
    assert [(call.name, call.arguments) for call in first.tool_calls] == [("get_weather", '{"city": "北京"}')]
    assert texts_of(items, AnswerText) == ""
    *items, last = await ask(continued(ASKED, first, "晴，3 度。"))
    assert isinstance(last, Finished) and (last.finish, last.tool_calls) == ("stop", ())
    assert "晴，3 度。" in texts_of(items, AnswerText)


async def test_the_growing_conversation_hits_the_cache(embedded) -> None:
    """M29."""
    ask, prompt, hits = embedded(), replace(ASKED, messages=(Message("user", "说说天气。" * 40),)), []
    for _ in range(3):
        *_, last = await ask(prompt)
        assert isinstance(last, Finished) and last.usage is not None
        hits.append(last.usage.cache_hit_tokens)
        messages = (*prompt.messages, Message("assistant", "晴。" * 60), Message("user", "你好"))
        prompt = replace(prompt, messages=messages)
    assert hits[0] == 0 < hits[1] < hits[2]


@pytest.mark.parametrize(("model", "calls"), [("deepseek-reasoner", 0), ("deepseek-chat", 1)])
async def test_on_deepseeks_own_api_v3_called_tools_and_r1_did_not(embedded, model, calls) -> None:
    *_, last = await embedded(FEBRUARY_2025, model=model)(ASKED)
    assert isinstance(last, Finished)
    assert len(last.tool_calls) == calls


async def test_a_result_without_its_call_is_a_bad_request(embedded) -> None:
    """As where a window cut a conversation between the two."""
    lost = (Message("user", "北京天气"), Message("tool", "晴", tool_call_id="call_0"))
    *_, last = await embedded()(Prompt(lost))
    assert isinstance(last, Failed) and last.fault.kind == "bad_request"
    assert "preceding message" in last.fault.message


async def test_what_a_model_writes_is_sent_back_as_it_was(embedded) -> None:
    """Arguments that are no JSON, and lone halves of characters, break no later request."""
    call = ToolCall("call_0", "get_weather", '{"city": \ud83d')
    told = (
        ASKED.messages[0],
        Message("assistant", "", (call,)),
        Message("tool", "错误：参数不对。", tool_call_id="call_0"),
    )
    *items, last = await embedded()(replace(ASKED, messages=told))
    assert isinstance(last, Finished)
    assert "参数不对" in texts_of(items, AnswerText)
