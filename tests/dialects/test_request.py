"""What is asked of a server."""

from __future__ import annotations

import json

from simulator.dialects.request import request_body
from simulator.domain.completion import Message, Prompt


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
