"""The official `openai` client against every era: streamed or not, with tools and their results, JSON and FIM."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable

import openai
import pytest

MODELS = [
    ("2025-02", "deepseek-chat"),
    ("2025-08", "deepseek-reasoner"),
    ("2025-12", "deepseek-reasoner"),
    ("2026-11", "deepseek-v4-pro"),
]
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "查询指定城市的天气",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
ASKED = [{"role": "user", "content": "北京今天天气怎么样？"}]

Open = Callable[..., Awaitable[openai.AsyncOpenAI]]


@pytest.fixture
async def opened(api) -> AsyncGenerator[Open, None]:
    """Open clients of an era; the path goes behind the mock's URL."""
    clients: list[openai.AsyncOpenAI] = []

    async def opened(era: str, path: str = "") -> openai.AsyncOpenAI:
        mock = await api(era, api_keys=frozenset({"sk-right"}))
        clients.append(openai.AsyncOpenAI(base_url=mock.url + path, api_key="sk-right", max_retries=0))
        return clients[-1]

    yield opened
    for client in clients:
        await client.close()


@pytest.mark.parametrize(("era", "model"), MODELS)
async def test_a_tool_is_called_and_its_result_told(opened, era, model):
    """M19, and M9: the message goes back as the client dumps it."""
    client = await opened(era, "/v1")
    first = await client.chat.completions.create(model=model, messages=ASKED, tools=[WEATHER], tool_choice="required")
    message = first.choices[0].message
    assert first.choices[0].finish_reason == "tool_calls"
    assert json.loads(message.tool_calls[0].function.arguments) == {"city": "北京"}
    result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "晴，3 度"}
    told = [*ASKED, message.model_dump(exclude_none=True), result]
    second = await client.chat.completions.create(model=model, messages=told, tools=[WEATHER])
    assert "3 度" in second.choices[0].message.content
    assert second.usage.total_tokens == second.usage.prompt_tokens + second.usage.completion_tokens


@pytest.mark.parametrize(("era", "model"), MODELS)
async def test_a_streamed_call_joins_to_the_same_arguments(opened, era, model):
    """M15, M19."""
    client = await opened(era)
    options = {"model": model, "messages": ASKED, "tools": [WEATHER]}
    whole = await client.chat.completions.create(**options)
    stream = await client.chat.completions.create(**options, stream=True, stream_options={"include_usage": True})
    chunks = [chunk async for chunk in stream]
    pieces = [call for chunk in chunks if chunk.choices for call in chunk.choices[0].delta.tool_calls or []]
    assert len(pieces) > 2
    assert [piece.function.name for piece in pieces if piece.function.name] == ["get_weather"]
    arguments = "".join(piece.function.arguments or "" for piece in pieces)
    assert arguments == whole.choices[0].message.tool_calls[0].function.arguments
    assert (chunks[-1].choices, chunks[-1].usage.total_tokens) == ([], whole.usage.total_tokens)


@pytest.mark.parametrize(("era", "model"), MODELS)
async def test_a_streamed_answer_is_the_whole_one(opened, era, model):
    """M15."""
    client = await opened(era)
    options = {"model": model, "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}]}
    whole = (await client.chat.completions.create(**options)).choices[0].message
    deltas = [chunk.choices[0].delta async for chunk in await client.chat.completions.create(**options, stream=True)]
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    thinking = "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas)
    assert thinking == (getattr(whole, "reasoning_content", None) or "")


async def test_the_client_switches_thinking_off(opened):
    """M18."""
    client = await opened("2026-11")
    off = {"thinking": {"type": "disabled"}}
    reply = await client.chat.completions.create(model="deepseek-flash", messages=ASKED, extra_body=off)
    assert not hasattr(reply.choices[0].message, "reasoning_content")
    low = await client.chat.completions.create(model="deepseek-flash", messages=ASKED, reasoning_effort="low")
    high = await client.chat.completions.create(model="deepseek-flash", messages=ASKED, reasoning_effort="high")
    counts = [reply.usage.completion_tokens_details.reasoning_tokens for reply in (low, high)]
    assert counts[0] < counts[1]


async def test_the_client_fills_gaps(opened):
    client = await opened("2025-02", "/beta")
    filled = await client.completions.create(model="deepseek-chat", prompt="def add(a, b):\n", max_tokens=128)
    assert filled.choices[0].text == "    return a + b\n"
