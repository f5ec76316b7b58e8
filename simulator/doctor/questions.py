"""The few small requests of a probe: what a phone sends, with one thing changed. Sending them is `wire`'s."""

from __future__ import annotations

import json
from typing import Any

from simulator.dialects.request import RequestShape, request_body
from simulator.domain.completion import Message, Prompt, Tool

NO_MODEL = "simulator-doctor-no-such-model"
"""A model that no server has, so that it says what its errors look like."""

_MOST_TOKENS = 512
_FEW_TOKENS = 16

_SUM = Message("user", "1 加 1 等于几？只回答数字。")
_CALL = {
    "id": "call_doctor_1",
    "type": "function",
    "function": {"name": "get_weather", "arguments": '{"city": "北京"}'},
}
_WEATHER = Tool(
    "get_weather",
    "查询一个城市现在的天气 Gives the weather of a city",
    {"type": "object", "properties": {"city": {"type": "string", "description": "城市"}}, "required": ["city"]},
)

Fields = dict[str, Any]


def turn(model: str, shape: RequestShape) -> Fields:
    """Give a short question, asked as a phone would: a stream, with its usage."""
    return _fields(Prompt((_SUM,), _MOST_TOKENS), model, shape)


def whole_answer(model: str, shape: RequestShape) -> Fields:
    """Give the same question, the answer to come in one piece."""
    return {key: value for key, value in turn(model, shape).items() if key != "stream_options"} | {"stream": False}


def unknown_model(shape: RequestShape) -> Fields:
    """Give a question to a model that does not exist: most servers refuse it before anything costs."""
    return _fields(Prompt((_SUM,), 1), NO_MODEL, shape) | {"model": NO_MODEL}


def no_messages(model: str, shape: RequestShape) -> Fields:
    """Give a request whose messages are none, which no server can answer."""
    return turn(model, shape) | {"messages": "none"}


def tools(model: str, shape: RequestShape) -> Fields:
    """Give a question that a tool would answer."""
    return _fields(Prompt((Message("user", "北京现在天气怎么样？"),), _MOST_TOKENS, (_WEATHER,)), model, shape)


def thinking_returned(model: str, shape: RequestShape) -> Fields:
    """Give a second question, with the thinking of the first turn in the history."""
    said = {"role": "assistant", "content": "2", "reasoning_content": "1 加 1 是 2。"}
    return _with_history(model, shape, [_said(_SUM), said, {"role": "user", "content": "再加 1 呢？只回答数字。"}])


def call_returned(model: str, shape: RequestShape, *, with_thinking: bool) -> Fields:
    """Give a history that ends in a tool's result, the call with or without the thinking that led to it."""
    thinking = {"reasoning_content": "要查天气。"} if with_thinking else {}
    call = {"role": "assistant", "content": "", **thinking, "tool_calls": [_CALL]}
    result = {"role": "tool", "tool_call_id": _CALL["id"], "content": "晴，5 度"}
    asked = {"role": "user", "content": "北京现在天气怎么样？"}
    return _with_history(model, shape, [asked, call, result]) | {"tools": tools(model, shape)["tools"]}


def _with_history(model: str, shape: RequestShape, messages: list[Any]) -> Fields:
    return _fields(Prompt((_SUM,), _FEW_TOKENS), model, shape) | {"messages": messages}


def _said(message: Message) -> Fields:
    return {"role": message.role, "content": message.content}


def _fields(prompt: Prompt, model: str, shape: RequestShape) -> Fields:
    fields: Fields = json.loads(request_body(prompt, model, shape))
    return fields
