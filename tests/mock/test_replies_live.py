"""Replies read, added and taken away while the mock runs, over `/mock/replies`."""

from __future__ import annotations

import json

import pytest

from simulator.mock.exchange import Request
from tests.mock.conftest import body_of

PATH = "/mock/replies"


async def asked(server, method: str, query: str = "", body: object = None):
    data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    response = await server.mock.respond(Request(method, PATH, {}, data, query=query))
    return response.status, json.loads(b"".join([piece async for piece in response.body]))


async def answer(server):
    _, value, _ = await server.send("POST", "/chat/completions", body_of())
    return value["choices"][0]["message"]["content"]


async def test_a_reply_can_be_added_read_and_taken_away(deepseek):
    server = deepseek(answer="brain")
    assert await asked(server, "GET") == (200, {"replies": []})
    status, value = await asked(server, "POST", body={"when": "9.8", "answer": "live"})
    assert (status, value["replies"][0]["id"]) == (200, "added-1")
    assert await answer(server) == "live"
    assert (await asked(server, "GET"))[1]["replies"] == [
        {"id": "added-1", "when": "9.8", "answer": "live", "given": 1}
    ]
    assert await asked(server, "DELETE") == (200, {"replies": []})
    assert await answer(server) == "brain"


async def test_the_newest_comes_first_and_an_id_is_replaced(deepseek):
    server = deepseek()
    await asked(server, "POST", body={"id": "a", "answer": "1"})
    await asked(server, "POST", body={"replies": [{"id": "b", "answer": "2"}, {"id": "c", "answer": "3"}]})
    assert await answer(server) == "2"
    await asked(server, "POST", body={"id": "a", "answer": "4"})
    assert await answer(server) == "4"
    status, value = await asked(server, "DELETE", "id=a")
    assert (status, [reply["id"] for reply in value["replies"]]) == (200, ["b", "c"])
    assert (await asked(server, "DELETE", "id=a"))[0] == 404


async def test_what_was_read_can_be_sent_back(deepseek):
    server = deepseek()
    sent = {"replies": [{"id": "a", "when": {"turn": 1}, "sequence": ["1", {"answer": "2", "fault": "slow"}]}]}
    await asked(server, "POST", body=sent)
    _, read = await asked(server, "GET")
    assert await asked(server, "POST", body=read) == (200, read)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no object"),
        ({"replies": {}}, "replies should be a list"),
        ({"replies": [7]}, "replies[1] is 7"),
        ({"when": "x"}, "says nothing"),
        ({"when": {"contians": "x"}, "answer": "a"}, 'when.contians is unknown; did you mean "contains"?'),
        ({"when": {"regex": "("}, "answer": "a"}, "the regular expression is wrong"),
        ({"answer": "a", "fault": "bsy"}, 'did you mean "busy"?'),
    ],
)
async def test_a_wrong_body_adds_nothing_and_says_what_is_meant(deepseek, body, said):
    server = deepseek()
    status, value = await asked(server, "POST", body=body)
    assert status == 400
    assert said in value["error"]["message"]
    assert await asked(server, "GET") == (200, {"replies": []})


async def test_another_method_and_an_unknown_filter_are_refused(deepseek):
    server = deepseek()
    response = await server.mock.respond(Request("PUT", PATH, {}))
    assert (response.status, response.headers["allow"]) == (405, "GET, POST, DELETE")
    status, value = await asked(server, "DELETE", "ids=a")
    assert (status, value["error"]["message"]) == (400, "no such filter: 'ids'; did you mean 'id'? (known: id)")


async def test_the_key_is_needed_for_replies_too(deepseek):
    server = deepseek(api_keys=frozenset({"sk-right"}))
    assert (await server.send("POST", PATH, b'{"answer": "a"}'))[0] == 401
    assert (await server.send("POST", PATH, b'{"answer": "a"}', authorization="Bearer sk-right"))[0] == 200
