"""A question with several wishes that all fit a tool is answered with a call for each, and with one call else."""

from __future__ import annotations

import json

import pytest

from simulator.domain.completion import Message, Tool
from simulator.mock.brain.fixtures import bundled_replies
from simulator.mock.brain.think import Brain

BRAIN = Brain(bundled_replies())
TEXT = {"type": "string"}
TOOLS = tuple(
    Tool(name, description, {"type": "object", "properties": {key: TEXT}, "required": [key]})
    for name, description, key in (
        ("get_weather", "查询天气 Get the weather of a city", "city"),
        ("search_flights", "查询航班 Search flights", "destination"),
        ("calculate", "计算算式", "expression"),
    )
)


def calls(text: str) -> list[tuple[str, str]]:
    thought = BRAIN.answer([Message("user", text)], 1, tools=TOOLS)
    assert len({call.id for call in thought.calls}) == len(thought.calls)
    return [(call.name, *json.loads(call.arguments).values()) for call in thought.calls]


@pytest.mark.parametrize(
    ("question", "made"),
    [
        ("北京和上海的天气怎么样", [("get_weather", "北京"), ("get_weather", "上海")]),
        ("What's the weather in Paris and London?", [("get_weather", "Paris"), ("get_weather", "London")]),
        ("查一下北京的天气，再查一下去上海的航班", [("get_weather", "北京"), ("search_flights", "上海")]),
        ("计算 3+5 的算式，然后查杭州的天气", [("calculate", "3+5"), ("get_weather", "杭州")]),
    ],
)
def test_two_wishes_are_two_calls_with_ids_of_their_own(question, made):
    assert calls(question) == made


@pytest.mark.parametrize("question", ["北京天气怎么样", "查一下北京的天气，谢谢", "我在北京，今天天气怎么样"])
def test_one_wish_in_two_clauses_is_one_call(question):
    assert [name for name, _ in calls(question)] == ["get_weather"]
