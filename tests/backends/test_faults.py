"""Servers that refuse and networks that fail: each a fault in words, never an exception."""

from __future__ import annotations

import asyncio
import logging
import socket
import traceback

import pytest

from simulator.domain.completion import AnswerText, Failed

KEY = "sk-0123456789abcdef"


def fault(items):
    assert len(items) == 1 and isinstance(items[0], Failed)
    return items[0].fault


def reply(status: int, body: bytes, headers: str = "") -> bytes:
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


@pytest.fixture
def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


async def test_a_refused_connection_says_how_to_start_a_server(client, prompt, free_port) -> None:
    found = fault([item async for item in client(f"http://127.0.0.1:{free_port}/v1").ask(prompt)])
    assert (found.kind, found.status) == ("connection", None)
    assert found.message == (
        f"no server answers at 127.0.0.1:{free_port} (connection refused); "
        f"start one with `simulator mock --port {free_port}`, or check --backend-url"
    )


async def test_a_host_that_does_not_exist_is_named(client, prompt, monkeypatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for host in ("nowhere.invalid", f"{'a' * 70}.invalid"):
        found = fault([item async for item in client(f"http://{host}").ask(prompt)])
        assert found.kind == "connection"
        assert host in found.message


async def test_a_server_without_tls_is_no_https_server(client, prompt) -> None:
    def greet(_, writer):
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found = fault([item async for item in client(f"https://127.0.0.1:{port}").ask(prompt)])
    server.close()
    assert found.kind == "connection"
    assert "https or http" in found.message


@pytest.mark.parametrize("data", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 2"])
async def test_what_is_not_http_is_a_connection_fault(data, answered) -> None:
    """Part 9."""
    assert fault(await answered(data)).kind == "connection"


async def test_a_proxy_that_cannot_be_used_is_no_crash_and_not_shown(client, prompt, monkeypatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "quux://me:geheim@proxy.invalid")
    found = fault([item async for item in client("https://a.invalid").ask(prompt)])
    assert found.kind == "connection"
    assert "geheim" not in found.message


async def test_missing_certificates_are_no_crash(client, prompt, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    assert fault([item async for item in client("https://a.invalid").ask(prompt)]).kind == "connection"


async def test_a_wrong_key_names_the_variable(answered) -> None:
    body = (
        b'{"error":{"message":"Authentication Fails, Your api key: ****cdef is invalid","type":"authentication_error"}}'
    )
    found = fault(await answered(reply(401, body), api_key=KEY, key_source="DEEPSEEK_API_KEY"))
    assert (found.kind, found.status) == ("auth", 401)
    assert "Authentication Fails" in found.message
    assert "DEEPSEEK_API_KEY" in found.message


async def test_a_missing_key_says_how_to_give_one(answered) -> None:
    assert "--api-key-env" in fault(await answered(reply(401, b"{}"))).message


async def test_a_wrong_path_shows_where_the_request_went(answered) -> None:
    assert "/chat/completions" in fault(await answered(reply(404, b"<html>nginx</html>"))).message


async def test_retry_after_is_kept(answered) -> None:
    """W18."""
    found = fault(await answered(reply(429, b'{"error":"slow down"}', "retry-AFTER: 7\r\n")))
    assert (found.kind, found.retry_after, found.retryable) == ("rate_limited", 7.0, True)
    assert "in 7 s" in found.message


async def test_a_redirect_is_not_followed_and_gives_the_host_only(serve, client, prompt) -> None:
    """W3, W15."""

    async def never(wire):
        raise AssertionError

    other = await serve(never)
    location = f"{other.url}/login?token=geheim"

    async def redirect(wire):
        await wire.write(reply(307, b"", f"Location: {location}\r\n"))

    server = await serve(redirect)
    found = fault([item async for item in client(server.url, api_key=KEY).ask(prompt)])
    assert (found.kind, found.status) == ("malformed", 307)
    assert "127.0.0.1" in found.message
    assert "geheim" not in found.message and "login" not in found.message
    assert other.connections == 0


async def test_a_redirect_on_the_same_server_gives_the_address_to_ask(serve, client, prompt) -> None:
    """W15: it is not followed, but whoever reads it knows where to."""

    async def redirect(wire):
        await wire.write(reply(308, b"", "Location: /v1/chat/completions?token=geheim\r\n"))

    server = await serve(redirect)
    found = fault([item async for item in client(server.url, api_key=KEY).ask(prompt)])
    assert (found.kind, found.status) == ("malformed", 308)
    assert found.message.endswith(f"so give --backend-url {server.url}/v1") and "geheim" not in found.message


@pytest.mark.parametrize("location", ["", "http://[", "/relative"])
async def test_an_odd_location_is_no_crash(location, answered) -> None:
    assert fault(await answered(reply(302, b"", f"Location: {location}\r\n"))).kind == "malformed"


async def test_an_endless_error_page_is_cut(answered, quick) -> None:
    """W16, by size."""

    async def script(wire):
        await wire.write(b"HTTP/1.1 500 X\r\n\r\n<title>Down</title>")
        while not wire.writer.is_closing():
            await wire.write(b"x" * 65536)

    assert "Down" in fault(await answered(script, timeouts=quick())).message


async def test_a_trickling_error_body_hangs_nobody(answered, quick) -> None:
    """W16, by time: what has come is used."""

    async def script(wire):
        await wire.write(b"HTTP/1.1 503 X\r\n\r\nbusy")
        await wire.gone()

    found = fault(await answered(script, timeouts=quick(idle=0.1)))
    assert found.kind == "overloaded"
    assert "busy" in found.message


async def test_the_connection_of_a_fault_is_not_used_again(serve, client, prompt, stream_head, event) -> None:
    """W20, also where its body ended cleanly."""

    async def script(wire):
        await wire.write(stream_head)
        await wire.chunk(event(content="好"))
        await wire.write(b"0\r\n\r\n")

    server = await serve(script)
    backend = client(server.url)
    for _ in range(2):
        items = [item async for item in backend.ask(prompt)]
        assert isinstance(items[-1], Failed) and items[-1].fault.kind == "truncated"
    assert server.connections == 2


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 429, 500])
@pytest.mark.parametrize("as_event", [True, False])
async def test_the_key_never_leaks(status, as_event, serve, client, prompt, caplog) -> None:
    """W4: not from a server that echoes it, nor in logs, nor in a traceback, nor in a repr."""

    async def echo(wire):
        said = wire.header("Authorization").encode()
        text = b'{"error":{"message":"%s%s","code":"%s"}}' % (b"x" * 490, said, said)
        await wire.write(reply(status, b"data: " + text + b"\n\n" if as_event else text))

    caplog.set_level(logging.DEBUG)
    server = await serve(echo)
    backend = client(server.url, api_key=KEY, key_source="DEEPSEEK_API_KEY")
    items = [item async for item in backend.ask(prompt)]
    shown = [repr(items), repr(backend), str(backend), caplog.text]
    try:
        raise RuntimeError from ValueError(backend)
    except RuntimeError as error:
        shown += traceback.TracebackException.from_exception(error, capture_locals=True).format()
    assert server.wires[0].header("Authorization") == f"Bearer {KEY}"
    assert not [text for text in shown if KEY[:6] in text]


async def test_turns_at_the_same_time_do_not_mix(serve, client, prompt, stream_head, event) -> None:
    """W89."""
    number = 0
    all_asked = asyncio.Event()

    async def script(wire):
        nonlocal number
        number += 1
        own = str(number)
        if number == 5:
            all_asked.set()
        await wire.write(stream_head)
        half = event(content=own * 3)
        await wire.chunk(half[:40])
        await all_asked.wait()
        await wire.chunk(half[40:] + event("stop") + b"data: [DONE]\n\n")
        await wire.write(b"0\r\n\r\n")

    server = await serve(script)
    backend = client(server.url)

    async def ask() -> str:
        return "".join([item.text async for item in backend.ask(prompt) if isinstance(item, AnswerText)])

    assert sorted(await asyncio.gather(*(ask() for _ in range(5)))) == ["111", "222", "333", "444", "555"]
