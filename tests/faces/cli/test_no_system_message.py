"""No phone sends a system message, which R1 wants none of: what it would say stands in the user's message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces.cli.conftest import Simulator

CONTEXT, PAGES = "[system context begin]", "[webpage 1 begin]"


@pytest.mark.parametrize(
    ("vendor", "said"),
    [
        (("--vendor", "nubia"), ("帮我定个早上七点的闹钟", "我的闹钟是几点？")),
        (("--vendor", "xiaoyi", "--release", "11.2.10.340"), ("今天有什么新闻？", "再说一遍")),
    ],
)
def test_context_tools_and_pages_reach_the_model_without_a_system_message(
    vendor: tuple[str, ...], said: tuple[str, ...], simulator: Simulator, tmp_path: Path
) -> None:
    wire = tmp_path / "wire.jsonl"
    simulator("ask", *said, *vendor, "--clock", "virtual", "--record-wire", str(wire))
    lines = map(json.loads, wire.read_text("utf-8").splitlines())
    bodies = [json.loads(line["body"]) for line in lines if "body" in line and "method" in line]
    assert len(bodies) >= len(said)
    messages = [message for body in bodies for message in body["messages"]]
    assert {message["role"] for message in messages} <= {"user", "assistant", "tool"}
    assert any(mark in message["content"] for message in messages for mark in (CONTEXT, PAGES))
