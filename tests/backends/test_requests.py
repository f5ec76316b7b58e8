"""What the client sends; W numbers are those of the wire reference."""

from __future__ import annotations

import pytest

from simulator.domain.completion import AnswerText, Finished


@pytest.fixture
async def server(serve, stream_head, event):
    async def script(wire):
        data = event("stop", content="好") + b"data: [DONE]\n\n"
        await wire.write(stream_head)
        await wire.chunk(data)
        await wire.write(b"0\r\n\r\n")

    return await serve(script)


async def ask(backend, prompt):
    return [item async for item in backend.ask(prompt)]


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("", "/chat/completions"),
        ("/", "/chat/completions"),
        ("/v1//", "/v1/chat/completions"),
        ("/v1/?api-version=2025-01&x=%2F", "/v1/chat/completions?api-version=2025-01&x=%2F"),
        ("/a%2Fb/v3#part", "/a%2Fb/v3/chat/completions"),
    ],
)
async def test_the_path_is_extended_and_the_query_kept(base, target, server, client, prompt) -> None:
    """W1."""
    await ask(client(server.url + base), prompt)
    assert server.wires[0].line == f"POST {target} HTTP/1.1"


async def test_headers_say_what_is_sent_and_what_can_be_read(server, client, prompt) -> None:
    """W3, W8."""
    await ask(client(server.url, api_key=" sk-1\n", extra_headers={"X-Tenant": "a"}), prompt)
    wire = server.wires[0]
    assert wire.header("Authorization") == "Bearer sk-1"
    assert wire.header("Content-Type") == "application/json"
    assert wire.header("Accept-Encoding") == "identity"
    assert wire.header("X-Tenant") == "a"


async def test_without_a_key_no_authorization_is_sent(server, client, prompt) -> None:
    await ask(client(server.url), prompt)
    assert server.wires[0].header("Authorization") is None


async def test_loopback_asks_no_proxy_and_no_netrc(server, client, prompt, monkeypatch, tmp_path) -> None:
    """W9."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert (await ask(client(server.url), prompt))[-1] == Finished("stop")
    assert server.wires[0].header("Authorization") is None


async def test_a_sound_connection_serves_again(server, client, prompt) -> None:
    backend = client(server.url)
    for _ in range(3):
        assert await ask(backend, prompt) == [AnswerText("好"), Finished("stop")]
    assert (len(server.wires), server.connections) == (3, 1)


async def test_a_closed_client_opens_again(server, client, prompt) -> None:
    backend = client(server.url)
    await ask(backend, prompt)
    await backend.aclose()
    assert (await ask(backend, prompt))[-1] == Finished("stop")
    assert server.connections == 2


async def test_names_are_those_given(server, client) -> None:
    backend = client(server.url, name="work", model="r1")
    assert (backend.name, backend.model) == ("work", "r1")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8000",
        "ftp://a.example",
        "http://",
        "http://a:99999",
        "http://[::1",
        "https://a b/",
        "http://\x00",
    ],
)
def test_an_address_that_is_none_is_refused_with_the_remedy(url, client) -> None:
    with pytest.raises(ValueError, match=r"--backend-url .*write it like https://"):
        client(url)


def test_a_password_in_the_address_is_refused_and_not_shown(client) -> None:
    """W4."""
    with pytest.raises(ValueError, match="--api-key-env") as caught:
        client("https://me:geheim@a.example/v1")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("key", ["sk-1\nX: y", "sk-钥匙", "sk-\x00"])
def test_a_key_that_no_header_carries_is_refused_and_not_shown(key, client) -> None:
    """W4."""
    with pytest.raises(ValueError, match="DEEPSEEK_API_KEY") as caught:
        client("https://a.example", api_key=key, key_source="DEEPSEEK_API_KEY")
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize("headers", [{"X-A": "1\r\nX-B: 2"}, {"a b": "1"}, {"X-A": "值"}, {"": "1"}])
def test_a_header_that_cannot_be_sent_is_refused(headers, client) -> None:
    with pytest.raises(ValueError, match="header"):
        client("https://a.example", extra_headers=headers)
