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
from simulator.domain.completion import CompletionItem, Failed, Finished, Message, Prompt, Tool, ToolCall
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain
from simulator.mock.core import DeepSeekMock
from simulator.mock.era import FEBRUARY_2025
from simulator.settings.layers import Settings
from simulator.settings.presets import preset, preset_ids
from simulator.settings.resolve import Flags, resolve
from simulator.tokenizer.deepseek import LazyTokenizer
from simulator.wiring.config import shape_of

WEATHER = Tool("get_weather", "查询指定城市的天气", {"type": "object", "properties": {"city": {"type": "string"}}})
CALL = ToolCall("call_0", "get_weather", '{"city": "北京"}')
MUST_GO_BACK = "The `reasoning_content` in the thinking mode must be passed back to the API."
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


async def end_of(backend, prompt: Prompt) -> CompletionItem:
    *_, last = [item async for item in backend.ask(prompt)]
    return last


@pytest.mark.parametrize(("era", "is_taken"), [("2025-02", True), ("2025-08", True), ("2025-12", False)])
async def test_r1_of_2025_takes_a_conversation_without_thinking_only(client, era, is_taken) -> None:
    mock = DeepSeekMock(
        brain=Brain(bundled_replies()), clock=VirtualClock(), tokenizer=LazyTokenizer(), era=FEBRUARY_2025
    )
    backend = client("http://mock.invalid", transport=EmbeddedTransport(mock), shape=shape(f"deepseek@{era}"))
    end = await end_of(backend, called("先查。"))
    assert isinstance(end, Finished) is is_taken
    if isinstance(end, Failed):
        assert end.fault.kind == "bad_request"
        assert "reasoning_content" in end.fault.message


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
