"""Certificates of one's own, and HTTP/2 where it was asked for, over a real TLS socket."""

from __future__ import annotations

import asyncio
import ssl

import pytest
import trustme

from simulator.backends.network import Network
from simulator.domain.completion import Failed, Finished

REPLY = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
    b'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
)


@pytest.fixture
def authority():
    return trustme.CA()


@pytest.fixture
async def secure(authority):
    """Give the address of a server whose certificate nobody else trusts."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(REPLY)
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


async def test_a_certificate_is_trusted_only_where_its_authority_was_named(secure, authority, client, prompt, tmp_path):
    pem = tmp_path / "公司.pem"
    authority.cert_pem.write_to_path(str(pem))
    for network, kind in ((Network(ca=pem), Finished), (Network(ca=pem, http2=True), Finished), (Network(), Failed)):
        last = [item async for item in client(secure, network=network).ask(prompt)][-1]
        assert isinstance(last, kind), last
