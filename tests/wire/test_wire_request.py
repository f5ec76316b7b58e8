"""What the client sends, over a real socket: W1 to W10 of the wire reference."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest

from simulator.dialects.request import PLAIN, RequestShape
from simulator.domain.completion import Message, Prompt, Tool, ToolCall
from tests.wire.server import DONE, RESET, STOP, STREAM, delta, reply

GOOD = STREAM + delta("好") + STOP + DONE
KEY = "sk-wire-0123456789abcdef"


@pytest.mark.parametrize(
    ("base", "line"),
    [
        ("", "/chat/completions"),
        ("///", "/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/api/v3?api-version=2024-05-01&a=%2F", "/api/v3/chat/completions?api-version=2024-05-01&a=%2F"),
        ("/a//b/%E4%BD%A0/", "/a//b/%E4%BD%A0/chat/completions"),
    ],
)
async def test_w1_the_address_is_extended_and_never_rewritten(base, line, serve, client, prompt) -> None:
    server = await serve(GOOD)
    _ = [item async for item in client(server.url + base).ask(prompt)]
    assert server.requests[0].line == f"POST {line} HTTP/1.1"


async def test_w2_a_lone_surrogate_is_replaced_in_a_utf8_body(serve, client) -> None:
    server = await serve(GOOD)
    odd = Prompt((Message("user", "好\ud83d\ude00 \ud800 \udfff x"),))
    _ = [item async for item in client(server.url, model="型\udc80").ask(odd)]
    body = server.requests[0].body.decode("utf-8", "strict")
    assert json.loads(body)["messages"][0]["content"] == "好😀 \ufffd \ufffd x"
    assert "\\u" not in body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_w3_a_redirect_elsewhere_never_gets_the_key(status, serve, client, prompt) -> None:
    other = await serve(GOOD, host="127.0.0.2")
    server = await serve(reply(status, b"", f"Location: {other.url}/v1/chat/completions"))
    _ = [item async for item in client(server.url, api_key=KEY).ask(prompt)]
    assert [request.header("authorization") for request in server.requests] == [f"Bearer {KEY}"]
    assert other.connections == 0


async def test_w4_the_key_is_in_no_output_log_or_error(serve, ask, client, prompt, caplog, tmp_path) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {"error": {"message": f"Incorrect API key provided: Bearer {KEY}", "code": KEY, "type": KEY}}
    event = STREAM + b"event: error\ndata: " + json.dumps(echo).encode() + b"\n\n"
    for script in (reply(401, echo), event, reply(302, b"", "Location: http://a.example/")):
        server = await serve(script)
        _ = [item async for item in client(server.url, api_key=KEY).ask(prompt)]
        asked = await ask(server.url, "--api-key-env", "WIRE_KEY", "--session", "kept", env={"WIRE_KEY": KEY})
        assert asked.end["fault"] and asked.code == 1
        assert server.requests[-1].header("authorization") == f"Bearer {KEY}"
        assert KEY not in asked.out + asked.err
    assert KEY not in caplog.text
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept and not any(KEY.encode() in content for content in kept)


async def test_w5_what_is_not_set_is_not_sent(serve, client, prompt) -> None:
    server = await serve(GOOD)
    _ = [item async for item in client(server.url).ask(prompt)]
    assert server.requests[0].json == {
        "model": "deepseek-reasoner",
        "messages": [{"role": "user", "content": "9.8 和 9.11 哪个大？"}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize("thinking", ["想", ""])
async def test_w6_thinking_goes_back_only_where_a_tool_was_called(thinking, serve, client) -> None:
    called = Message("assistant", "", tool_calls=(ToolCall("c1", "f", "{}"),), thinking=thinking)
    said = Message("assistant", "好", thinking="想过")
    asked = Prompt((Message("user", "a"), said, called, Message("tool", "1", tool_call_id="c1")))
    server = await serve(GOOD)
    for shape in (PLAIN, RequestShape(returns_thinking=False)):
        _ = [item async for item in client(server.url, shape=shape).ask(asked)]
    first, second = ([*request.json["messages"]] for request in server.requests)
    assert "reasoning_content" not in first[1]
    assert first[2]["reasoning_content"] == thinking
    assert all("reasoning_content" not in message for message in second)


async def test_w7_thinking_is_switched_as_the_dialect_does_and_else_not(serve, client, prompt) -> None:
    server = await serve(GOOD)
    switch = {"chat_template_kwargs": {"thinking": False}}
    for shape in (PLAIN, RequestShape(extra=switch)):
        _ = [item async for item in client(server.url, shape=shape).ask(prompt)]
    plain, switched = (request.json for request in server.requests)
    assert set(plain) == {"model", "messages", "stream", "stream_options"}
    assert switched == plain | switch


async def test_w8_only_codings_that_can_be_read_piece_by_piece_are_offered(serve, client, prompt) -> None:
    server = await serve(GOOD)
    _ = [item async for item in client(server.url).ask(prompt)]
    offered = (server.requests[0].header("accept-encoding") or "").replace(" ", "").split(",")
    assert set(offered) <= {"identity", "gzip", "deflate"}


async def test_w9_loopback_needs_no_proxy_and_no_netrc(serve, ask, tmp_path) -> None:
    trap, server = await serve(reply(500, b"trap")), await serve(GOOD)
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    netrc.chmod(0o600)
    others = {"OPENAI_BASE_URL": trap.url, "OPENAI_API_KEY": "x", "NO_PROXY": "", "no_proxy": ""}
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), trap.url)
    asked = await ask(server.url, env={**proxies, "NETRC": str(netrc), "HOME": str(tmp_path), **others})
    assert asked.end["answer"] == "好" and asked.code == 0
    assert server.requests[0].header("authorization") is None
    assert trap.connections == 0


@pytest.mark.parametrize(
    "broken",
    [
        [STREAM + delta("半")],
        [STREAM + delta("半"), 0.05, RESET],
        [STREAM + b": keep-alive\n\n"],
        [STREAM],
        [STREAM + delta("", "insufficient_system_resource") + DONE],
        [STREAM + b'data: {"error":{"message":"busy","code":503}}\n\n'],
        [reply(200, {"error": {"message": "slow down", "code": 429}})],
    ],
)
async def test_w10_nothing_is_asked_twice_once_a_body_began(broken, serve, tell) -> None:
    server = await serve(broken, GOOD)
    assert (await tell(server.url)).outcome == "fault"
    assert len(server.requests) == 1


async def test_w10_a_tool_layer_has_no_hidden_request_either(serve, client, prompt) -> None:
    server = await serve(STREAM + delta(tool_calls=[{"index": 0, "id": "a", "function": {"name": "f"}}]) + STOP)
    offered = Prompt(prompt.messages, tools=(Tool("f", "", {"type": "object"}),))
    _ = [item async for item in client(server.url).ask(offered)]
    await asyncio.sleep(0)
    assert len(server.requests) == 1
