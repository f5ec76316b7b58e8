"""What a phone does beside its answer, as `x_simulator`: limits, gates, memory, routes, skills."""

from __future__ import annotations

import json

import pytest

from simulator.domain.phone import PhoneWishes
from tests.faces.serve.talk import answer_of, asking, events_of, streamed

SIX = tuple(text for number in range(1, 7) for text in (f"第{number}个问题是什么？", f"第{number}个回答。"))


async def ask(client, url, body, **headers):
    response = await client.post(f"{url}/v1/chat/completions", json=body, headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


async def test_the_seventh_question_of_a_conversation_is_limited_in_the_phones_words(serve, client):
    body = await ask(client, await serve(), asking(*SIX, "还有吗？", model="xiaoyi@11.2.10.310"))
    (limit,) = events_of(body, "limit_reached")
    assert answer_of(body) == limit["message"] == "本次对话已达 6 轮上限，请开启新对话。"
    assert (limit["limit"], limit["value"], limit["evidence"]) == ("turns_per_conversation", 6, "assumed")
    assert body["choices"][0]["finish_reason"] == "stop"
    assert events_of(body, "turn_ended")[0]["outcome"] == "limited"
    assert body["usage"]["total_tokens"] == 0


async def test_a_limit_is_streamed_as_an_answer_that_stops(serve, client):
    chunks = await streamed(client, await serve(), asking(*SIX, "还有吗？", model="xiaoyi@11.2.10.310"))
    assert chunks[-1] == "[DONE]"
    told = [chunk["x_simulator"]["event"] for chunk in chunks[:-1] if "x_simulator" in chunk]
    assert told == ["session_started", "heard", "routed", "limit_reached", "turn_ended"]
    text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks[:-1])
    assert text == "本次对话已达 6 轮上限，请开启新对话。"
    assert chunks[-2]["choices"][0]["finish_reason"] == "stop"


async def test_the_messages_of_a_request_are_what_the_phone_remembers(serve, client):
    body = await ask(client, await serve(), asking("我叫小明", "你好，小明！", "我叫什么？"))
    assert "小明" in answer_of(body)
    long = ("讲个很长的故事", "".join(chr(0x4E00 + number) for number in range(3_000)))
    body = await ask(
        client, await serve(), asking("我叫小明", "你好！", *long, "我叫什么？", model="xiaoyi@11.2.10.310")
    )
    (trimmed,) = events_of(body, "memory_trimmed")
    assert trimmed["dropped_turns"] >= 1
    assert "小明" not in answer_of(body)


async def test_a_gate_answers_in_the_phones_words(serve, client):
    url = await serve(wishes=PhoneWishes(os="MagicOS 7.2"))
    body = await ask(client, url, asking("你好", model="yoyo"))
    (gate,) = events_of(body, "gate_refused")
    assert gate["gate"] == "os"
    assert answer_of(body) == gate["message"]
    assert body["choices"][0]["finish_reason"] == "stop"


@pytest.mark.parametrize("said", ["看看这张图片", [{"type": "image_url", "image_url": {"url": "data:,"}}]])
async def test_a_picture_is_refused_as_the_phone_would(serve, client, said):
    body = asking("你好")
    body["messages"][0]["content"] = said
    reply = await ask(client, await serve(), body)
    assert events_of(reply, "limit_reached")[0]["limit"] == "modality"
    assert answer_of(reply) == "我现在只能进行文字对话，还不能看图或画图。"


async def test_the_assistant_itself_answers_where_turns_enter_there(serve, client):
    url = await serve(entry="assistant")
    own = await ask(client, url, asking("讲个笑话"))
    deepseek = await ask(client, url, asking("用DeepSeek讲个笑话"))
    assert [events_of(body, "routed")[0]["route"] for body in (own, deepseek)] == ["in_house", "agent"]
    assert "reasoning_content" not in own["choices"][0]["message"]


async def test_a_skill_that_acted_is_told(serve, client):
    body = await ask(client, await serve(), asking("明天早上七点叫我起床", model="nubia"))
    assert events_of(body, "skill_called")[0]["skill"] == "set_alarm"
    assert body["choices"][0]["finish_reason"] == "stop"
    assert "tool_calls" not in body["choices"][0]["message"]


async def test_the_end_of_a_turn_does_not_repeat_its_texts(serve, client):
    body = await ask(client, await serve(), asking("你好"))
    (ended,) = events_of(body, "turn_ended")
    assert {"answer", "thinking"}.isdisjoint(ended)
    assert ended["first_token_seconds"] > 0


async def test_the_reply_is_in_the_language_of_the_server(serve, client):
    body = await ask(client, await serve(lang="en"), asking("Describe this picture", model="xiaoyi"))
    assert answer_of(body).startswith("I can only chat in text")


async def test_a_stream_and_a_whole_reply_tell_the_same_events(serve, client):
    url = await serve()
    whole = await ask(client, url, asking("讲个笑话"))
    chunks = await streamed(client, url, asking("讲个笑话"))
    told = [chunk["x_simulator"] for chunk in chunks[:-1] if "x_simulator" in chunk]
    assert json.dumps(told) == json.dumps(whole["x_simulator"])
