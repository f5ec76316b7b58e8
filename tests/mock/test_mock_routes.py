"""Paths, methods and keys of the mock: M1 to M3 of the wire reference."""

from __future__ import annotations

import pytest

QUESTION = b'{"model":"deepseek-chat","messages":[{"role":"user","content":"hi"}]}'


@pytest.mark.parametrize("path", ["/chat/completions", "/v1/chat/completions", "/chat/completions/"])
async def test_both_paths_answer_alike(deepseek, path):
    """M1."""
    status, body, headers = await deepseek(answer="你好").send("POST", path, QUESTION)
    assert (status, body["choices"][0]["message"]["content"]) == (200, "你好")
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/models", "/v1/models", "/v1/models/"])
async def test_models_are_those_of_the_era(deepseek, path):
    """M1."""
    status, body, _ = await deepseek().send("GET", path)
    assert (status, body["object"]) == (200, "list")
    assert body["data"] == [
        {"id": id, "object": "model", "owned_by": "deepseek"} for id in ("deepseek-chat", "deepseek-reasoner")
    ]


@pytest.mark.parametrize("path", ["/", "/v1", "/v2/models", "/v1/v1/models", "/chat"])
async def test_an_unknown_path_is_a_json_error(deepseek, path):
    """M2."""
    status, body, _ = await deepseek().send("GET", path)
    assert status == 404
    assert body["error"].keys() == {"message", "type", "param", "code"}


@pytest.mark.parametrize(
    ("method", "path", "allowed"), [("GET", "/v1/chat/completions", "POST"), ("PUT", "/models", "GET")]
)
async def test_a_wrong_method_names_the_right_one(deepseek, method, path, allowed):
    """M2."""
    status, body, headers = await deepseek().send(method, path)
    assert (status, headers["allow"]) == (405, allowed)
    assert body["error"]["message"]


@pytest.mark.parametrize("path", ["/chat/completions", "/models", "/nowhere"])
async def test_a_missing_key_is_refused_before_anything_else(deepseek, path):
    """M3: the body is not JSON, the path may not exist, and still it is about the key."""
    server = deepseek(api_keys=frozenset({"sk-right"}))
    status, body, _ = await server.send("POST", path, b"{{{")
    assert status == 401
    assert body["error"]["type"] == "authentication_error"
    assert server.mind.heard == []


@pytest.mark.parametrize(
    ("authorization", "shown"),
    [("Bearer sk-wrong-1234", "****1234 "), ("Bearer 1234", "**** "), ("bearer sk-密钥密钥密钥", "****密钥密钥 ")],
)
async def test_a_wrong_key_is_named_by_its_last_four_characters(deepseek, authorization, shown):
    """M3."""
    server = deepseek(api_keys=frozenset({"sk-right"}))
    status, body, _ = await server.send("GET", "/models", authorization=authorization)
    message = body["error"]["message"]
    assert status == 401
    assert shown in message
    assert authorization.split()[1] not in message


@pytest.mark.parametrize("authorization", ["Bearer", "Bearer ", "Basic sk-right", "sk-right"])
async def test_a_header_without_a_bearer_key_is_refused(deepseek, authorization):
    """M3."""
    server = deepseek(api_keys=frozenset({"sk-right"}))
    status, body, _ = await server.send("GET", "/models", authorization=authorization)
    assert status == 401
    assert "auth header format" in body["error"]["message"]


async def test_any_of_the_accepted_keys_opens(deepseek):
    """M3."""
    server = deepseek(api_keys=frozenset({"sk-one", "sk-two"}))
    statuses = [(await server.send("GET", "/models", authorization=f"Bearer {key}"))[0] for key in ("sk-one", "sk-two")]
    assert statuses == [200, 200]


async def test_without_configured_keys_every_key_opens(deepseek):
    assert (await deepseek().send("GET", "/models", authorization="Bearer anything"))[0] == 200


async def test_health_needs_no_key(deepseek):
    assert (await deepseek(api_keys=frozenset({"sk-right"})).send("GET", "/healthz"))[0] == 200
