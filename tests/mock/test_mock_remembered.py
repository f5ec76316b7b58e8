"""What is remembered of requests that come again, and that nobody can tell."""

from __future__ import annotations

import json

import pytest

from simulator.domain.completion import Message, Tool, ToolCall
from simulator.mock.brain.thought import Thought
from simulator.mock.era import FEBRUARY_2025
from simulator.mock.late_mind import LateMind
from simulator.mock.refusal import Refused
from simulator.mock.remembered import LARGEST, RememberedAsks, RememberedMind

ASKED = (Message("user", "你好"),)
TOOL = Tool("get_weather", "Tells the weather.", {"type": "object"})


class Counting:
    """A mind that says how often it has thought."""

    def __init__(self) -> None:
        self.times = 0

    def answer(self, messages, seed, *, thinks=True, tools=(), must_call=False):
        self.times += 1
        return Thought("thinking" if thinks else "", f"{messages[-1].content} {seed} {len(tools)} {must_call}")


def body(**fields: object) -> bytes:
    return json.dumps({"model": "deepseek-chat", "messages": [{"role": "user", "content": "hi"}], **fields}).encode()


def test_the_same_prompt_is_thought_about_once():
    counting = Counting()
    mind = RememberedMind(counting)
    assert mind.answer(ASKED, 0) == mind.answer(list(ASKED), 0) == Thought("thinking", "你好 0 0 False")
    assert counting.times == 1


@pytest.mark.parametrize(
    ("messages", "options"),
    [
        (ASKED, {"thinks": False}),
        (ASKED, {"tools": (TOOL,), "must_call": True}),
        ((Message("user", "您好"),), {}),
        ((Message("user", "x" * (LARGEST + 1)),), {}),
        ((Message("assistant", "", (ToolCall("1", "get_weather", "{}"),)), Message("tool", "晴", (), "1")), {}),
    ],
)
def test_another_prompt_gets_its_own_thought(messages, options):
    mind = RememberedMind(Counting())
    mind.answer(ASKED, 0)
    assert mind.answer(messages, 1, **options) == Counting().answer(messages, 1, **options)


def test_the_same_body_is_read_once_for_each_path():
    asks = RememberedAsks(FEBRUARY_2025)
    first = asks.read(body(), is_beta=False)
    assert asks.read(body(), is_beta=False) is first
    assert asks.read(body(), is_beta=True) is not first
    assert asks.read(body(max_tokens=5), is_beta=False).max_tokens == 5


def test_a_body_that_is_refused_is_refused_again():
    asks = RememberedAsks(FEBRUARY_2025)
    for _ in range(2):
        with pytest.raises(Refused, match="Model Not Exist"):
            asks.read(body(model="r9"), is_beta=False)


def test_large_bodies_are_not_kept():
    asks = RememberedAsks(FEBRUARY_2025)
    large = body(user="x" * LARGEST)
    assert asks.read(large, is_beta=False) is not asks.read(large, is_beta=False)


def test_a_late_mind_is_made_once_whoever_asks_first():
    made: list[Counting] = []

    def make() -> Counting:
        made.append(Counting())
        return made[-1]

    mind = LateMind(make)
    mind.prepare()
    assert mind.answer(ASKED, 0) == Counting().answer(ASKED, 0)
    assert mind.answer(ASKED, 1, thinks=False) == Counting().answer(ASKED, 1, thinks=False)
    assert len(made) == 1
