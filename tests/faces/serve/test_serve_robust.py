"""No request gets a 500, whatever is in it; paths, methods and sizes have their own statuses."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.http.limits import MEBIBYTE as BODY_CAP
from tests.faces.serve.talk import asking

HARD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20))
ANY = st.recursive(
    HARD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner), max_leaves=6
)
MODELS = st.sampled_from(["xiaoyi", "xiaoyi@11.2.10.310", "yoyo@2025-02-08", "nubia", "apple", "x@", "@", "xiaoyi@"])
ROLES = st.sampled_from(["system", "developer", "user", "assistant", "tool", "function", "boss"])
PART = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "image_url", "file"])}, optional={"text": st.text() | ANY}
)
MESSAGE = st.fixed_dictionaries(
    {"role": ROLES | ANY, "content": st.text() | st.lists(PART | ANY, max_size=3) | ANY},
    optional={"tool_calls": ANY, "tool_call_id": ANY, "name": ANY},
)
BODY = st.fixed_dictionaries(
    {"model": MODELS | ANY, "messages": st.lists(MESSAGE, max_size=5) | ANY},
    optional={
        "stream": st.booleans() | ANY,
        "stream_options": st.fixed_dictionaries({"include_usage": st.booleans() | ANY}) | ANY,
        "n": st.integers(0, 2) | ANY,
        "temperature": ANY,
        "tools": ANY,
        "metadata": ANY,
    },
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "X-Simulator-Session": st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=70).map(str.strip),
        "X-Simulator-Conversation": st.sampled_from(["new", "", "old"]),
        "X-Simulator-Backend": st.sampled_from(["mock", "deepseek", "nothing", "../x"]),
        "Authorization": st.sampled_from(["", "Bearer", "Bearer x", "Basic x"]),
    },
)


async def test_no_body_and_no_header_gets_a_500(serve, client):
    url = await serve()
    loop = asyncio.get_running_loop()

    async def post(content: bytes, headers: dict[str, str]) -> httpx.Response:
        return await client.post(f"{url}/v1/chat/completions", content=content, headers=headers)

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(body=BODY | ANY, headers=HEADERS)
    def holds(body: Any, headers: dict[str, str]) -> None:
        content = json.dumps(body).encode("utf-8", "surrogatepass")
        response = asyncio.run_coroutine_threadsafe(post(content, headers), loop).result(30)
        assert response.status_code in (200, 400, 404, 422), (response.status_code, response.text)
        if response.status_code != 200:
            assert response.json()["error"]["message"]

    await asyncio.to_thread(holds)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{" * 50_000, b'{"model": "xiaoyi"', b"NaN", b"\x00"])
async def test_a_body_that_is_no_request_is_a_400_or_422(serve, client, body):
    response = await client.post(f"{await serve()}/v1/chat/completions", content=body)
    assert response.status_code in (400, 422)


async def test_a_body_over_the_cap_is_a_413_and_the_connection_stays_usable(serve, client):
    url = await serve()
    assert (await client.post(f"{url}/chat/completions", content=b" " * (BODY_CAP + 1))).status_code == 413
    assert (await client.post(f"{url}/chat/completions", json=asking("你好"))).status_code == 200


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/chat/completions", "POST"),
        ("/chat/completions", "POST"),
        ("/v1/models", "GET"),
        ("/models/", "GET"),
        ("/v1/models/xiaoyi", "GET"),
        ("/healthz", "GET"),
        ("/v1/events", "GET"),
        ("/metrics", "GET"),
    ],
)
async def test_another_method_is_a_405_that_says_which(serve, client, path, allowed):
    response = await client.request("DELETE", f"{await serve()}{path}")
    assert (response.status_code, response.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/nothing", "/v1/v1/models", "/v1/chat/completions/more"])
async def test_a_path_that_is_none_is_a_404(serve, client, path):
    response = await client.get(f"{await serve()}{path}")
    assert (response.status_code, set(response.json())) == (404, {"error"})


@pytest.mark.parametrize(("origin", "status"), [("http://evil.example", 403), ("null", 403), (None, 200)])
async def test_a_web_page_of_elsewhere_is_not_answered(serve, client, origin, status):
    headers = {"Content-Type": "text/plain"} | ({"Origin": origin} if origin else {})
    response = await client.post(f"{await serve()}/v1/chat/completions", json=asking("你好"), headers=headers)
    assert response.status_code == status


def broken_configuration(environ: dict[str, str]) -> Path:
    folder = Path(environ["SIMULATOR_CONFIG_DIR"])
    folder.mkdir()
    (folder / "simulator.toml").write_text("backend = [")
    return folder


async def test_a_configuration_that_breaks_meanwhile_is_told_without_its_place(serve, client, environ, caplog):
    url = await serve()
    folder = broken_configuration(environ)
    response = await client.post(f"{url}/v1/chat/completions", json=asking("你好"))
    assert response.status_code == 503
    assert str(folder) not in response.text
    assert str(folder) in caplog.text
