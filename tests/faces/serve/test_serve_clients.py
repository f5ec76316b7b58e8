"""The served phones, asked by the official client over a socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openai
import pytest

from tests.faces.serve.talk import asking

TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}}}


@pytest.fixture
def official() -> Callable[[str], openai.AsyncOpenAI]:
    def make(url: str, key: str = "none") -> openai.AsyncOpenAI:
        return openai.AsyncOpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0, timeout=30)

    return make


async def test_the_official_client_gets_answer_thinking_and_usage(serve, official):
    async with official(await serve()) as client:
        reply = await client.chat.completions.create(**asking("9.8 和 9.11 哪个大？"))
    (choice,) = reply.choices
    assert "9.8" in choice.message.content
    assert choice.message.reasoning_content
    assert (choice.finish_reason, reply.model, reply.object) == ("stop", "xiaoyi", "chat.completion")
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens > 0


async def test_the_official_client_streams_what_it_gets_whole(serve, official):
    async with official(await serve()) as client:
        whole = await client.chat.completions.create(**asking("讲个笑话"))
        stream = await client.chat.completions.create(**asking("讲个笑话"), stream=True)
        chunks = [chunk async for chunk in stream]
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    thinking = "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas)
    assert thinking == whole.choices[0].message.reasoning_content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].usage == whole.usage
    assert {(chunk.id, chunk.model, chunk.created) for chunk in chunks} == {(chunks[0].id, "xiaoyi", chunks[0].created)}
    assert [delta.role for delta in deltas if delta.role] == ["assistant"]


async def test_usage_that_was_asked_for_comes_in_a_chunk_of_its_own(serve, official):
    async with official(await serve()) as client:
        options: Any = {"include_usage": True}
        stream = await client.chat.completions.create(**asking("你好"), stream=True, stream_options=options)
        chunks = [chunk async for chunk in stream]
    assert [bool(chunk.usage) for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert chunks[-1].choices == []


async def test_every_vendor_and_release_is_a_model_and_a_day_is_one_too(serve, official):
    async with official(await serve()) as client:
        listed = [model.id async for model in client.models.list()]
        day = await client.models.retrieve("yoyo@2025-02-08")
        reply = await client.chat.completions.create(**asking("你好", model="xiaoyi@2025-02-06"))
    assert {"xiaoyi", "xiaoyi@11.2.10.310", "xiaoyi@11.2.10.340", "yoyo", "breeno@2025-02-20"} <= set(listed)
    assert len(listed) == len(set(listed))
    assert (day.id, day.owned_by) == ("yoyo@2025-02-08", "yoyo")
    (started,) = [event for event in reply.x_simulator if event["event"] == "session_started"]
    assert (started["release"], started["phone"]["date"]) == ("11.2.10.310", "2025-02-06")


@pytest.mark.parametrize(
    ("model", "meant"),
    [
        ("xiaoyii", '"xiaoyi"'),
        ("小艺", '"xiaoyi"'),
        ("xiaoyi@11.2.10.311", '"xiaoyi@11.2.10.310"'),
        ("yoyo@2025-02-30", ""),
    ],
)
async def test_a_model_that_is_none_is_not_found_and_the_nearest_is_named(serve, official, model, meant):
    async with official(await serve()) as client:
        with pytest.raises(openai.NotFoundError) as missed:
            await client.chat.completions.create(**asking("你好", model=model))
        with pytest.raises(openai.NotFoundError):
            await client.models.retrieve(model)
    assert missed.value.code == "model_not_found"
    assert meant in missed.value.message


async def test_what_a_phone_cannot_take_is_named_and_changes_nothing(serve, official):
    async with official(await serve()) as client:
        plain = await client.chat.completions.create(**asking("你好"))
        body = asking("你好")
        body["messages"].insert(0, {"role": "system", "content": "Answer with OK only."})
        reply = await client.chat.completions.create(**body, temperature=0.1, max_tokens=5, tools=[TOOL])
    assert reply.choices[0].message == plain.choices[0].message
    assert reply.x_simulator[0] == {
        "event": "fields_ignored",
        "fields": ["messages.system", "max_tokens", "temperature", "tools"],
    }


async def test_a_server_with_keys_lets_nobody_else_in(serve, official):
    url = await serve(api_keys=frozenset({"sk-right", "sk-second"}))
    async with official(url, "sk-wrong") as client:
        with pytest.raises(openai.AuthenticationError):
            await client.models.list()
    for key in ("sk-right", "sk-second"):
        async with official(url, key) as client:
            assert (await client.chat.completions.create(**asking("你好"))).choices


async def test_a_vendor_of_ones_own_is_a_model(serve, official, simulator_vendor):
    async with official(await serve(vendors_paths=(simulator_vendor,))) as client:
        reply = await client.chat.completions.create(**asking("你好", model="acme"))
        assert "acme" in [model.id async for model in client.models.list()]
    assert reply.x_simulator[0]["vendor"] == "acme"
