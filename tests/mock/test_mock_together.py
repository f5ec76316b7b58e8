"""Mocks of several workers behind one port: what one is told over `/mock/`, all do."""

from __future__ import annotations

import copy
import json
from contextlib import closing

import pytest

from simulator.http.shared import SharedLog
from simulator.mock.exchange import Request
from simulator.mock.together import TogetherMock
from tests.mock.conftest import body_of


@pytest.fixture
def workers(deepseek):
    with closing(SharedLog()) as log:
        yield [TogetherMock(deepseek(answer="brain").mock, copy.copy(log)) for _ in range(3)]


async def send(worker, method, path, body=b"", query=""):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = await worker.respond(Request(method, path, {}, data, query=query))
    return response.status, json.loads(b"".join([piece async for piece in response.body]))


async def test_faults_that_one_is_told_all_commit(workers):
    one, two, three = workers
    assert (await send(one, "PUT", "/v1/mock/faults/", ["busy"]))[0] == 200
    assert (await send(two, "POST", "/chat/completions", body_of()))[0] == 503
    assert (await send(three, "GET", "/mock/faults"))[1]["faults"] == ["busy"]
    assert (await send(three, "DELETE", "/mock/faults"))[0] == 200
    assert (await send(one, "POST", "/chat/completions", body_of()))[0] == 200


async def test_replies_have_the_same_ids_and_order_everywhere(workers):
    one, two, three = workers
    await send(one, "POST", "/mock/replies", {"answer": "一"})
    await send(two, "POST", "/mock/replies", {"answer": "二"})
    assert (await send(three, "POST", "/mock/replies", {"when": 7}))[0] == 400
    assert (await send(three, "DELETE", "/mock/replies", query="id=added-1"))[0] == 200
    said = [(await send(worker, "GET", "/mock/replies"))[1]["replies"] for worker in workers]
    assert said == [[{"id": "added-2", "answer": "二", "given": 0}]] * 3


async def test_what_was_refused_is_told_to_nobody(workers):
    one, two, _ = workers
    assert (await send(one, "PUT", "/mock/faults", ["nonsense"]))[0] == 400
    assert (await send(one, "PUT", "/mock/none", []))[0] == 404
    assert (await send(two, "GET", "/mock/faults"))[1]["faults"] == []
