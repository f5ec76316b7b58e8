"""How requests go: straight to a transport as a client would send them, and by clients that several backends share."""

from __future__ import annotations

import httpx

from simulator.backends.way import Clients, StraightWay
from simulator.domain.completion import Finished

URL = httpx.URL("http://mock.invalid/chat/completions?a=1")
HEADERS = httpx.Headers({"Content-Type": "application/json", "Accept": "text/event-stream"})
TIMEOUT = httpx.Timeout(None, connect=3.0)


class Seen(httpx.AsyncBaseTransport):
    """Keeps requests and answers them."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, headers={"set-cookie": "a=b"}, text="{}")


async def test_a_request_without_a_client_is_the_one_that_a_client_sends():
    seen = Seen()
    async with httpx.AsyncClient(transport=seen, timeout=TIMEOUT) as client:
        await client.send(client.build_request("POST", URL, content=b"{}", headers=HEADERS, extensions={"trace": None}))
    await StraightWay(seen, URL, HEADERS, TIMEOUT).post(b"{}", {"trace": None})
    by_client, straight = seen.requests
    assert straight.headers.multi_items() == by_client.headers.multi_items()
    assert (straight.method, straight.url, straight.content) == (by_client.method, by_client.url, by_client.content)
    assert straight.extensions == by_client.extensions


async def test_backends_hand_on_connections_but_no_cookies_and_the_last_closes_them(serve, client, prompt):
    answer = b'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nset-cookie: a=b\r\ncontent-length: %d\r\n\r\n"

    async def script(wire) -> None:
        await wire.write(head % len(answer) + answer)

    server, clients = await serve(script), Clients()
    held, one, next_one = (client(server.url, clients=clients) for _ in range(3))
    for backend in (held, one, one):
        assert isinstance([item async for item in backend.ask(prompt)][-1], Finished)
    await one.aclose()
    assert isinstance([item async for item in next_one.ask(prompt)][-1], Finished)
    assert server.connections == 2
    assert [wire.header("cookie") for wire in server.wires] == [None] * 4
    for backend in (next_one, held):
        await backend.aclose()
    assert isinstance([item async for item in one.ask(prompt)][-1], Finished)
    assert server.connections == 3
