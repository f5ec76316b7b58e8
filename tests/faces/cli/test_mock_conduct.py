"""Faults and latency on the command line, of the embedded mock and of the mock as a server."""

from __future__ import annotations

import json

import pytest

from simulator.mock.faults.kinds import HTTP, KINDS
from simulator.mock.latencies import PROFILES


def test_a_busy_server_can_be_shown_without_one(simulator):
    """What a phone says then is its own; retries are struck too."""
    ran = simulator("ask", "你好", "--fault", "busy", "--json", "--clock", "virtual")
    (ended,) = ran.all("turn_ended")
    assert (ran.code, ended["outcome"], ended["fault"]["kind"]) == (1, "fault", "overloaded")
    assert {fault["status"] for fault in ran.all("backend_fault")} == {503}


def test_the_nth_request_of_a_conversation_is_cut(simulator):
    ran = simulator("ask", "我叫小明", "我叫什么？", "--fault", "cut@nth=2", "--json", "--clock", "virtual")
    first, second = ran.all("turn_ended")
    assert (first["outcome"], second["outcome"], second["fault"]["kind"]) == ("completed", "fault", "truncated")


def test_a_scaled_latency_is_that_much_of_the_named_one(simulator):
    options = ("--json", "--clock", "virtual", "--latency")
    whole, tenth = (
        simulator("ask", "你好", *options, name).all("turn_ended")[0]["first_token_seconds"]
        for name in ("deepseek-2025-02", "deepseek-2025-02/1000")
    )
    assert whole > 8.0
    assert tenth < whole / 2


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("ask", "你好", "--fault", "bsy"), 'did you mean "busy"?'),
        (("ask", "你好", "--fault", "busy", "--backend-url", "http://127.0.0.1:9"), "--fault is the embedded mock's"),
        (("mock", "--fault", "cut@at=middle"), "one of start, open, thinking, answer"),
        (("mock", "--fault-file", "/no/such.toml"), "--fault-file"),
        (("mock", "--latency", "deepseek-2025-2"), 'did you mean "deepseek-2025-02"?'),
        (("mock", "--keep-alive", "-1"), "should be a number of seconds"),
        (("mock", "--concurrency", "0"), "should be a number from 1"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(simulator, argv, said):
    ran = simulator(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_the_help_tells_every_kind_of_fault(simulator):
    ran = simulator("mock", "--help")
    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in KINDS if name != HTTP)


def test_latency_profiles_are_listed_with_their_sources(simulator):
    ran = simulator("mock", "--latency", "list")
    assert (ran.code, ran.err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in ran.out.splitlines())
    assert set(lines) == set(PROFILES)
    assert all(PROFILES[name].evidence in line for name, line in lines.items())


def test_a_recording_of_a_cut_wire_replays_the_cut(simulator, tmp_path):
    file = tmp_path / "cut.jsonl"
    options = ("--json", "--clock", "virtual")
    first = simulator("ask", "你好", "--fault", "cut", "--record-wire", str(file), *options)
    again = simulator("ask", "你好", "--replay-wire", str(file), *options)
    assert json.loads(file.read_text("utf-8").splitlines()[0])
    assert [ran.all("turn_ended")[0]["fault"]["kind"] for ran in (first, again)] == ["truncated", "truncated"]
