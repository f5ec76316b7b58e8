"""`simulator ask` in conversation with `simulator mock` of each era, as two processes (W6, M9)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

ALARMS = ("明天早上七点叫我起床", "我有哪些闹钟？")


def ended(out: str) -> list[dict]:
    events = [json.loads(line) for line in out.splitlines()]
    return [event for event in events if event["event"] == "turn_ended"]


@pytest.mark.parametrize("era", ["2025-12", "2026-11"])
def test_a_phone_sets_an_alarm_in_every_era_that_has_tools(simulator, mock_url: Callable[..., str], era):
    url = mock_url("--era", era, "--api-key", "sk-right")
    options = ("--backend", f"deepseek@{era}", "--backend-url", url, "--api-key-env", "KEY", "--clock", "virtual")
    ran = simulator("ask", *ALARMS, "--vendor", "nubia", *options, "--json", KEY="sk-right")
    ends = ended(ran.out)
    assert [end["outcome"] for end in ends] == ["completed", "completed"], ran.err
    assert "07:00" in ends[-1]["answer"]


def test_todays_server_does_not_know_r1_and_an_empty_purse_is_told(simulator, mock_url: Callable[..., str]):
    url = mock_url("--era", "2026-11", "--balance", "0.01")
    options = ("--backend-url", url, "--api-key-env", "KEY", "--json")
    old = simulator("ask", "你好", "--backend", "deepseek@2025-02", *options, KEY="any")
    [end] = ended(old.out)
    assert (old.code, end["fault"]["kind"]) == (1, "bad_request")
    assert "Model Not Exist" in end["fault"]["message"]
    poor = simulator(
        "ask", "你好", "--backend", "deepseek", "--backend-url", mock_url("--balance", "0"), *options[2:], KEY="any"
    )
    [end] = ended(poor.out)
    assert (poor.code, end["fault"]["kind"]) == (1, "payment")
