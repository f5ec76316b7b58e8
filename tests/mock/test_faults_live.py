"""Faults read and changed while the mock runs, over `/mock/faults`."""

from __future__ import annotations

import json

import pytest

from simulator.mock.faults.plan import FaultPlan
from tests.mock.conftest import body_of

PATH = "/mock/faults"


async def status_of_a_question(server):
    status, _, _ = await server.send("POST", "/chat/completions", body_of())
    return status


async def test_faults_can_be_read_replaced_and_ended(deepseek):
    server = deepseek(faults=FaultPlan.parse(["busy"]))
    assert await status_of_a_question(server) == 503
    assert (await server.send("GET", PATH))[:2] == (200, {"faults": ["busy"], "committed": {"busy": 1}})
    put = b'{"faults": [{"kind": "http500", "nth": 2}]}'
    assert (await server.send("PUT", PATH, put))[1]["faults"] == ["http500@nth=2"]
    assert [await status_of_a_question(server) for _ in range(3)] == [200, 500, 200]
    assert (await server.send("DELETE", f"/v1{PATH}/"))[1]["faults"] == []
    assert await status_of_a_question(server) == 200


async def test_what_was_read_can_be_put_back(deepseek):
    server = deepseek(faults=FaultPlan.parse(["cut:0.5@at=thinking", "http429@prompt=@@笑话"]))
    _, before, _ = await server.send("GET", PATH)
    status, after, _ = await server.send("PUT", PATH, json.dumps(before).encode())
    assert (status, after) == (200, before)


@pytest.mark.parametrize("body", [b"", b"busy", b"{}", b'["bsy"]', b"7", b'{"faults": {}}', b"[" * 100_000])
async def test_a_body_without_rules_changes_nothing_and_says_why(deepseek, body):
    server = deepseek(faults=FaultPlan.parse(["busy"]))
    status, value, _ = await server.send("PUT", PATH, body)
    assert status == 400
    assert "fault" in value["error"]["message"]
    assert await status_of_a_question(server) == 503


async def test_another_method_is_refused(deepseek):
    status, _, headers = await deepseek().send("POST", PATH)
    assert (status, headers["allow"]) == (405, "GET, PUT, DELETE")


async def test_the_key_is_needed_here_too(deepseek):
    """M3."""
    server = deepseek(api_keys=frozenset({"sk-right"}))
    assert (await server.send("PUT", PATH, b'["busy"]'))[0] == 401
    assert (await server.send("PUT", PATH, b'["busy"]', authorization="Bearer sk-right"))[0] == 200
