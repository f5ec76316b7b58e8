"""What is asked of a server."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from simulator.dialects.request import request_body
from simulator.domain.completion import Message, Prompt, Tool, ToolCall


def asked(text: str, max_tokens: int | None = None) -> dict[str, object]:
    body = request_body(Prompt((Message("system", "你是小艺"), Message("user", text)), max_tokens), "deepseek-reasoner")
    return json.loads(body)


def test_a_request_has_its_messages_in_order_and_no_unset_field() -> None:
    """W5."""
    assert asked("你好") == {
        "model": "deepseek-reasoner",
        "messages": [{"role": "system", "content": "你是小艺"}, {"role": "user", "content": "你好"}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_a_cap_on_the_answer_is_sent() -> None:
    assert asked("你好", max_tokens=512)["max_tokens"] == 512


def test_lone_surrogates_are_replaced_and_pairs_are_joined() -> None:
    """W2."""
    messages = asked("a\ud83db\ude00 \ud83d\ude00")["messages"]
    assert messages[1]["content"] == "a\ufffdb\ufffd 😀"


def test_tools_are_sent_only_where_there_are_any() -> None:
    """W5: a schema may be a mapping that cannot be changed."""
    schema = MappingProxyType({"type": "object", "properties": MappingProxyType({"time": {"type": "string"}})})
    prompt = Prompt((Message("user", "定个闹钟"),), tools=(Tool("set_alarm", "定闹钟", schema),))
    assert json.loads(request_body(prompt, "deepseek-reasoner"))["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "set_alarm",
                "description": "定闹钟",
                "parameters": {"type": "object", "properties": {"time": {"type": "string"}}},
            },
        }
    ]
    assert "tools" not in asked("你好")


@pytest.mark.parametrize("thinking", ["先看时间。", ""])
def test_a_call_goes_back_with_its_thinking_even_where_there_was_none(thinking: str) -> None:
    """W6."""
    call = Message("assistant", "", (ToolCall("call_0", "set_alarm", '{"time":"7\ud800"}'),), thinking=thinking)
    result = Message("tool", "定好了", tool_call_id="call_0")
    answer = Message("assistant", "定好了。", thinking="想")
    function = {"name": "set_alarm", "arguments": '{"time":"7\ufffd"}'}
    assert json.loads(request_body(Prompt((call, result, answer)), "r1"))["messages"] == [
        {
            "role": "assistant",
            "content": "",
            "reasoning_content": thinking,
            "tool_calls": [{"id": "call_0", "type": "function", "function": function}],
        },
        {"role": "tool", "content": "定好了", "tool_call_id": "call_0"},
        {"role": "assistant", "content": "定好了。"},
    ]
