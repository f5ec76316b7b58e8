"""Servers good and bad over real sockets, and what the doctor says of each."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import pytest
import trustme

from simulator.backends.network import Network
from simulator.backends.timeouts import Timeouts
from simulator.dialects.request import RequestShape
from simulator.dialects.shapes import SHAPES
from simulator.mock.era import SELF_HOSTED_R1
from simulator.settings.presets import find_era
from tests.doctor.conftest import Reply, examined, refusal, statuses, streamed, texts

KEY = "sk-very-secret-0123456789"


async def test_a_sound_server_passes_every_check(mock):
    found = await examined(await mock(era=SELF_HOSTED_R1), era=find_era("deepseek@2025-02"))
    assert set(statuses(found)) == {"ok", "skipped"}
    assert [id for id, finding in found.items() if finding.status == "skipped"] == ["tls"]
    assert found["stream"].facts["finish"] == "stop"
    assert found["errors"].facts["shape"] == "E1"
    assert found["history"].facts["rule"] == "beside_calls"


@pytest.mark.parametrize("name", ["vllm", "ollama", "siliconflow", "gateway-parts", "sglang-without-parser"])
async def test_a_look_alike_is_recognised_over_a_socket(mock, name):
    found = await examined(await mock(shape=SHAPES[name]))
    assert name in found["dialect"].facts["nearest"]
    assert found["errors"].facts["shape"] == SHAPES[name].errors
    assert found["usage"].facts["present"] is (SHAPES[name].usage != "absent")


async def test_a_refused_key_is_told_with_its_variable_and_never_shown(mock):
    url = await mock(api_keys=frozenset({"sk-another"}))
    found = await examined(url, api_key=KEY, key_source="MY_KEY")
    assert statuses(found, "key", "key_accepted", "stream", "dialect", "history") == [
        "ok",
        "fail",
        "fail",
        "skipped",
        "skipped",
    ]
    assert "MY_KEY" in found["key_accepted"].remedy.en
    assert found["errors"].facts["kind"] == "auth"
    assert KEY not in texts(found)


async def test_a_dead_port_fails_where_the_way_ends():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = await examined(f"http://127.0.0.1:{port}")
    assert statuses(found) == ["ok", "ok", "ok", "fail", *["skipped"] * 12]
    assert str(port) in found["tcp"].remedy.en


async def test_a_name_that_nobody_has_fails_at_its_resolution():
    found = await examined("http://nobody.invalid:8000", network=Network(proxy="none"))
    assert found["dns"].status == "fail"
    assert "nobody.invalid" in found["dns"].detail.en


async def test_an_unknown_authority_names_the_setting_that_trusts_it(scripted, tmp_path):
    authority, context = trustme.CA(organization_name="艾克"), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    url = await scripted(lambda path, asked: streamed({"content": "2"}), tls=context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    stranger = await examined(url)
    assert stranger["tls"].status == "fail"
    assert "ca = " in stranger["tls"].remedy.zh
    friend = await examined(url, network=Network(ca=tmp_path / "ca.pem", http2=True))
    assert friend["tls"].facts["issuer"] == "艾克"
    assert statuses(friend, "tls", "stream", "http") == ["ok", "ok", "warn"]


async def test_a_certificate_for_another_host_is_told_apart(scripted, tmp_path):
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.example").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    url = await scripted(lambda path, asked: streamed({"content": "2"}), tls=context)
    found = await examined(url, network=Network(ca=tmp_path / "ca.pem"))
    assert "127.0.0.1" in found["tls"].detail.en
    assert "name on the certificate" in found["tls"].remedy.en


async def test_tls_on_a_plain_port_asks_for_http(mock):
    url = (await mock()).replace("http:", "https:")
    assert "http://" in (await examined(url))["tls"].remedy.en


async def test_a_login_page_is_no_model_server(scripted):
    page = (200, "text/html", b"<html><head><title>Wi-Fi login</title></head><body>\x1b[31mpay</body></html>")
    found = await examined(await scripted(lambda path, asked: page))
    assert statuses(found, "models", "stream", "errors") == ["warn", "fail", "skipped"]
    assert "login page" in found["stream"].remedy.en


async def test_a_silent_server_takes_no_longer_than_its_clock(scripted):
    hasty = Timeouts(connect=1.0, idle=0.1, event=1.0, total=0.2)
    found = await examined(await scripted(None), timeouts=hasty)
    assert statuses(found, "models", "stream", "usage") == ["warn", "fail", "skipped"]
    assert found["stream"].facts["fault"] == "timeout"


async def test_nothing_begins_after_the_deadline(scripted):
    found = await examined(await scripted(None), deadline=0.2)
    assert statuses(found, "models", "stream") == ["warn", "skipped"]
    assert "--deadline" in found["stream"].detail.en


async def test_a_server_without_model_list_and_usage_serves_a_phone(scripted):
    def answers(path: str, asked: Any) -> Reply:
        return (404, "text/plain", b"no") if path == "/models" else streamed({"role": "assistant"}, {"content": "2"})

    found = await examined(await scripted(answers))
    assert "fail" not in statuses(found)
    assert statuses(found, "models", "stream", "usage", "errors", "tools") == ["ok", "ok", "warn", "warn", "warn"]


async def test_a_model_that_is_not_listed_brings_up_the_nearest(mock):
    found = await examined(await mock(), model="deepseek-reasonr")
    assert statuses(found, "models", "stream") == ["warn", "fail"]
    assert "deepseek-reasoner" in found["models"].remedy.en


async def test_what_a_server_writes_can_neither_drive_a_terminal_nor_show_the_key(scripted):
    def answers(path: str, asked: Any) -> Reply:
        if path == "/models":
            return 200, "application/json", b'{"data": [{"id": "\\u001b[2Jevil"}, {"id": "%s"}]}' % KEY.encode()
        return refusal(f"\x1b]0;title\x07 your key {KEY} \u202e is wrong")

    found = await examined(await scripted(answers), api_key=KEY, key_source="MY_KEY")
    said = "".join(text for finding in found.values() for text in (finding.detail.zh, finding.detail.en))
    assert not set("\x1b\x07\u202e") & set(said)
    assert KEY not in texts(found)


@pytest.mark.parametrize(
    ("history", "rule", "asks_for_preset"),
    [("forbidden", "forbidden", True), ("required", "required", False), ("ignored", "ignored", False)],
)
async def test_history_rules_are_told_by_what_is_refused(scripted, history, rule, asks_for_preset):
    def answers(path: str, asked: Any) -> Reply:
        if path == "/models" or asked["model"] == "simulator-doctor-no-such-model":
            return refusal("Not Found", 404)
        messages = asked["messages"]
        has_thinking = any("reasoning_content" in message for message in messages)
        is_bare = any("tool_calls" in message and "reasoning_content" not in message for message in messages)
        if (history == "forbidden" and has_thinking) or (history == "required" and is_bare):
            return refusal("The reasoning_content in the thinking mode must be passed back to the API.")
        call = {"index": 0, "id": "c1", "function": {"name": "get_weather", "arguments": '{"city": "北京"}'}}
        return streamed({"tool_calls": [call]} if "tools" in asked else {"content": "2"})

    url = await scripted(answers)
    found = await examined(url)
    assert found["tools"].status == "ok"
    assert found["history"].facts["rule"] == rule
    assert (found["history"].status == "warn") is asks_for_preset
    if asks_for_preset:
        mended = await examined(url, shape=RequestShape(returns_thinking=False))
        assert mended["history"].status == "ok"


async def test_a_switch_that_does_nothing_is_told(scripted):
    found = await examined(
        await scripted(lambda path, asked: streamed({"reasoning_content": "1+1"}, {"content": "2"})),
        era=find_era("deepseek"),
    )
    assert found["thinking"].status == "warn"
    assert '"disabled"' in found["thinking"].detail.en


async def test_a_server_that_never_streams_is_told_so_and_serves_all_the_same(scripted):
    body = b'{"choices": [{"message": {"content": "2"}, "finish_reason": "stop"}]}'
    found = await examined(await scripted(lambda path, asked: (200, "application/json", body)))
    assert statuses(found, "stream", "dialect", "whole_answer") == ["ok", "warn", "ok"]
    assert found["stream"].detail.en.startswith("all at once")
