"""What goes back with a conversation, as each era and provider wants it (W6), shown to servers that insist on it."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import replace

import httpx
import pytest

from simulator.backends.embedded import EmbeddedTransport
from simulator.clocks import VirtualClock
from simulator.dialects.request import RequestShape, request_body
from simulator.domain.completion import (
    AnswerText,
    CompletionItem,
    Failed,
    Finished,
    Message,
    Prompt,
    ThinkingText,
    Tool,
    ToolCall,
)
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import DeepSeekMock
from simulator.mock.era import ERAS as MOCK_ERAS
from simulator.settings.layers import Settings
from simulator.settings.presets import preset, preset_ids
from simulator.settings.resolve import Flags, resolve
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.wiring.config import shape_of

WEATHER = Tool("get_weather", "查询指定城市的天气", {"type": "object", "properties": {"city": {"type": "string"}}})
CALL = ToolCall("call_0", "get_weather", '{"city": "北京"}')
MUST_GO_BACK = "The `reasoning_content` in the thinking mode must be passed back to the API."
NOT_SUPPORTED = "reasoning_content is not supported in the input messages"
ERAS = [(f"{id}@{era.name}", era) for id in preset_ids() for era in preset(id).eras]


def shape(name: str) -> RequestShape:
    url = None if name.startswith("mock") else "http://127.0.0.1:1"
    return shape_of(resolve(Settings({}), Flags(name=name, url=url)))


def called(thinking: str) -> Prompt:
    asked = Message("assistant", "", (CALL,), thinking=thinking)
    return Prompt(
        (Message("user", "北京天气？"), asked, Message("tool", "晴", tool_call_id="call_0")), tools=(WEATHER,)
    )


def strict(request: httpx.Request) -> httpx.Response:
    """Answer as DeepSeek does since V3.2: status 400 for a call that comes without the thinking before it."""
    messages = json.loads(request.content)["messages"]
    if any("tool_calls" in message and "reasoning_content" not in message for message in messages):
        return reply(400, {"error": {"message": MUST_GO_BACK, "type": "invalid_request_error"}})
    return reply(200, {"choices": [{"message": {"content": "晴"}, "finish_reason": "stop"}]})


def reply(status: int, body: object) -> httpx.Response:
    async def pieces() -> AsyncGenerator[bytes, None]:
        yield json.dumps(body).encode()

    return httpx.Response(status, content=pieces())


def joined(items: list[CompletionItem], kind: type) -> str:
    return "".join(item.text for item in items if isinstance(item, kind))


async def end_of(backend, prompt: Prompt) -> CompletionItem:
    *_, last = [item async for item in backend.ask(prompt)]
    return last


def asker(client, served: str, name: str, model: str):
    """Make a client with the rules of a preset's era, before a mock of another or the same era."""
    mock = DeepSeekMock(
        brain=Brain(bundled_replies()), clock=VirtualClock(), tokenizer=LazyTokenizer(), era=MOCK_ERAS[served]
    )
    transport = EmbeddedTransport(mock)
    return client("http://mock.invalid", transport=transport, model=model, shape=shape(f"deepseek@{name}"))


@pytest.mark.parametrize("served", list(MOCK_ERAS))
@pytest.mark.parametrize("by_default", [True, False])
async def test_a_conversation_with_calls_is_held_in_every_era(client, served, by_default) -> None:
    """W6, M9: three questions, two of which call a tool; the calls of both stay in the prompt."""
    models = MOCK_ERAS[served].models
    model = preset("deepseek").era(served).model if by_default else models[0].id
    backend, messages, calls = asker(client, served, served, model), [], 0
    for text in ("北京今天天气怎么样？", "你好", "上海今天天气怎么样？"):
        messages.append(Message("user", text))
        while True:
            items = [item async for item in backend.ask(Prompt(tuple(messages), tools=(WEATHER,)))]
            end = items[-1]
            assert isinstance(end, Finished), end
            thinking, answer = (joined(items, kind) for kind in (ThinkingText, AnswerText))
            messages.append(Message("assistant", answer, end.tool_calls, thinking=thinking))
            if not end.tool_calls:
                break
            calls += 1
            messages += [Message("tool", "晴，3 度", tool_call_id=call.id) for call in end.tool_calls]
    has_tools = served != "2025-02" or not by_default
    assert calls == (2 if has_tools else 0)


REFUSED = [
    ("2025-02", "2025-12", "deepseek-reasoner", NOT_SUPPORTED),
    ("2025-02", "2025-12", "deepseek-chat", NOT_SUPPORTED),
    ("2025-08", "2026-11", "deepseek-reasoner", NOT_SUPPORTED),
    ("2025-12", "2025-08", "deepseek-reasoner", "Missing reasoning_content field in the assistant message at message"),
    ("2026-11", "2025-02", "deepseek-flash", "The reasoning_content in the thinking mode must be passed back to the"),
    ("2026-11", "2025-02", "deepseek-reasoner", "Model Not Exist"),
]


@pytest.mark.parametrize(("served", "name", "model", "words"), REFUSED)
async def test_the_rules_of_another_era_are_a_bad_request(client, served, name, model, words) -> None:
    """W6, M9: in the words of the reference."""
    end = await end_of(asker(client, served, name, model), called("先查。"))
    assert isinstance(end, Failed)
    assert end.fault.kind == "bad_request"
    assert words in end.fault.message


@pytest.mark.parametrize("thinking", ["先查。", ""])
@pytest.mark.parametrize("name", [name for name, era in ERAS if era.history == "required"])
async def test_a_call_goes_back_with_its_thinking_even_with_none(client, name, thinking) -> None:
    backend = client("https://deepseek.invalid", transport=httpx.MockTransport(strict), shape=shape(name))
    assert isinstance(await end_of(backend, called(thinking)), Finished)


async def test_the_wrong_era_is_told_in_the_servers_words(client) -> None:
    wrong = shape("deepseek@2025-02")
    end = await end_of(client("https://d.invalid", transport=httpx.MockTransport(strict), shape=wrong), called("想"))
    assert isinstance(end, Failed)
    assert MUST_GO_BACK in end.fault.message


@pytest.mark.parametrize("name", [name for name, _ in ERAS])
def test_thinking_without_a_call_never_goes_back(name: str) -> None:
    """W6, W65: in every era it is refused or ignored, and costs tokens."""
    told = replace(called(""), messages=(Message("user", "你好"), Message("assistant", "你好！", thinking="想")))
    assert "reasoning_content" not in request_body(told, "m", shape(name)).decode()
    assert "想" not in request_body(told, "m", shape(name)).decode()
