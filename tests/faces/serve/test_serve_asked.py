"""What a chat client sends, as a phone takes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from simulator.faces.serve.asked import IMAGE_HEARD, LONGEST_SAID, read_asked
from simulator.faces.serve.refusal import Refused
from simulator.http.limits import USUAL


def read(*messages: Any, **fields: Any) -> Any:
    return read_asked(json.dumps({"model": "xiaoyi", "messages": list(messages)} | fields).encode())


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


def assistant(content: Any, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content} | more


def test_earlier_messages_are_turns_and_the_last_is_what_is_said():
    asked = read(user("一"), assistant("壹"), user("二"), assistant("贰"), user(" 三 "))
    assert (asked.utterance, asked.history) == ("三", (("一", "壹"), ("二", "贰")))


def test_a_question_without_an_answer_is_a_turn_and_a_greeting_is_none():
    asked = read(assistant("你好，我是小艺"), user("一"), user("二"), assistant("贰"), assistant("又"), user("三"))
    assert asked.history == (("一", ""), ("二", "贰\n又"))


def test_instructions_and_results_of_tools_are_left_out_and_named():
    calls = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    asked = read(
        {"role": "system", "content": "…"},
        {"role": "developer", "content": "…"},
        user("天气？"),
        assistant(None, tool_calls=calls),
        {"role": "tool", "tool_call_id": "c", "content": "晴"},
        user("好的"),
        top_p=1,
    )
    assert asked.history == (("天气？", ""),)
    assert asked.ignored == ("messages.developer", "messages.system", "messages.tool", "top_p")


def test_parts_are_one_text_and_a_picture_is_heard_as_one():
    parts = [{"type": "text", "text": "看，"}, {"type": "image_url", "image_url": {"url": "x"}}]
    assert read(user(parts)).utterance == f"看，{IMAGE_HEARD}"


def test_harmful_characters_are_left_out():
    assert read(user("你\x1b[31m好\ud800")).utterance == "你[31m好\ufffd"


@pytest.mark.parametrize(
    ("fields", "status", "named"),
    [
        ({"model": None}, 422, "model"),
        ({"model": 7}, 422, "model"),
        ({"messages": None}, 422, "messages"),
        ({"messages": "你好"}, 422, "messages"),
        ({"messages": []}, 400, "Empty input messages"),
        ({"messages": ["你好"]}, 422, "messages[0]"),
        ({"messages": [{"content": "你好"}]}, 422, "messages[0]: missing field `role`"),
        ({"messages": [{"role": "boss", "content": "你好"}]}, 422, "messages[0].role"),
        ({"messages": [user(None)]}, 422, "messages[0]: missing field `content`"),
        ({"messages": [user(7)]}, 422, "messages[0].content"),
        ({"messages": [user([{"type": "input_audio"}])]}, 422, "messages[0].content[0]"),
        ({"messages": [user("\x00 ")]}, 400, "says nothing"),
        ({"messages": [user("一"), assistant("壹")]}, 400, "the last one"),
        ({"messages": [{"role": "system", "content": "…"}]}, 400, "the last one"),
        ({"messages": [user("一")] * (USUAL.messages + 1)}, 400, "messages"),
        ({"messages": [user("长" * (LONGEST_SAID + 1))]}, 400, "messages[0].content"),
        ({"stream": 1}, 422, "stream"),
        ({"stream_options": {"include_usage": True}}, 400, "stream_options"),
        ({"stream": True, "stream_options": []}, 422, "stream_options"),
        ({"n": 2}, 400, "n value"),
        ({"n": True}, 400, "n value"),
    ],
)
def test_a_wrong_request_is_refused_with_its_field(fields, status, named):
    body = {"model": "xiaoyi", "messages": [user("你好")]} | fields
    with pytest.raises(Refused) as refused:
        read_asked(json.dumps(body).encode())
    assert refused.value.status == status
    assert named in refused.value.message


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"model": 1' + b"0" * 5_000])
def test_a_body_that_is_no_json_is_refused(body):
    with pytest.raises(Refused, match="JSON"):
        read_asked(body)


@pytest.mark.parametrize("body", [b"[]", b'"hi"', b"1", b"null"])
def test_a_body_that_is_no_object_is_refused(body):
    with pytest.raises(Refused, match="object"):
        read_asked(body)
