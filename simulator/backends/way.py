"""The way of a request to its server: over the network, or straight to a transport. What is sent is not here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Protocol

from simulator.backends.http import httpx
from simulator.backends.network import Network

Extensions = Mapping[str, Any]

_OF_A_CLIENT = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
    "User-Agent": f"python-httpx/{httpx.__version__}",
}
"""What a client of httpx says where nobody says otherwise."""


class Way(Protocol):
    """Takes requests to one server."""

    def open(self) -> None:
        """Make sure that requests can be sent.

        Raises: ImportError, ValueError, httpx.InvalidURL or OSError where the way cannot be gone.
        """
        ...

    async def post(self, content: bytes, extensions: Extensions) -> httpx.Response:
        """Send a request, after `open`, and give the response, its body unread. Raises what httpx raises."""
        ...

    async def aclose(self) -> None:
        """Close what is open; a later request opens it again."""
        ...


class StraightWay:
    """Goes to a transport without a client between, which would cost as much as what the embedded mock says."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, url: httpx.URL, headers: httpx.Headers, timeout: httpx.Timeout
    ) -> None:
        """Take what all requests have in common; `headers` come after those of a client, and replace them."""
        self._transport, self._url, self._timeout = transport, url, timeout.as_dict()
        self._headers = httpx.Headers(_OF_A_CLIENT)
        self._headers.update(headers)

    def open(self) -> None:
        """Do nothing: a transport opens itself."""

    async def post(self, content: bytes, extensions: Extensions) -> httpx.Response:
        """Send a request."""
        told = {"timeout": self._timeout, **extensions}
        request = httpx.Request("POST", self._url, headers=self._headers, content=content, extensions=told)
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


class Clients:
    """Clients of the network that the backends of a run hand on to each other, so that a case need not connect anew.

    Each has one user at a time, since a client with many connections looks at all of them for every request. It lives
    as long as any backend uses one, in one event loop. It keeps no cookies unless it is told to: what a server tells
    one case is nobody else's business.
    """

    def __init__(self, *, keeps_cookies: bool = False) -> None:
        self._keeps_cookies = keeps_cookies
        self._idle: dict[object, list[httpx.AsyncClient]] = {}
        self._users = 0

    def take(self, key: object, make: Callable[[], httpx.AsyncClient]) -> httpx.AsyncClient:
        """Give a client of that key; `make` makes it if none is idle. Raises what `make` raises."""
        idle = self._idle.get(key)
        client = idle.pop() if idle else make()
        if not self._keeps_cookies:
            client.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._users += 1
        return client

    async def give_back(self, key: object, client: httpx.AsyncClient) -> None:
        """Take a client back; the last user's return closes all."""
        self._users -= 1
        self._idle.setdefault(key, []).append(client)
        if not self._users:
            idle, self._idle = self._idle, {}
            for clients in idle.values():
                for unused in clients:
                    await unused.aclose()


class NetworkWay:
    """Goes over the network by a client: its own, or one of those that are shared."""

    def __init__(
        self,
        url: httpx.URL,
        headers: httpx.Headers,
        timeout: httpx.Timeout,
        network: Network,
        clients: Clients | None,
        asks_environment: bool,
    ) -> None:
        """Take what all requests have in common, and whether the environment's proxies count; nothing is opened yet."""
        self._url, self._headers, self._timeout, self._network = url, headers, timeout, network
        self._asks_environment = asks_environment
        self._clients = Clients(keeps_cookies=True) if clients is None else clients
        self._key = (url.scheme, timeout.connect, network, self._asks_environment)
        self._client: httpx.AsyncClient | None = None

    async def post(self, content: bytes, extensions: Extensions) -> httpx.Response:
        """Send a request."""
        client = self._client or self._taken()
        request = client.build_request(
            "POST", self._url, content=content, headers=self._headers, extensions=dict(extensions)
        )
        return await client.send(request, stream=True)

    def open(self) -> None:
        """Make or share a client."""
        if self._client is None:
            self._taken()

    async def aclose(self) -> None:
        """Give the client back; its connections are closed unless others use some."""
        client, self._client = self._client, None
        if client is not None:
            await self._clients.give_back(self._key, client)

    def _taken(self) -> httpx.AsyncClient:
        self._client = client = self._clients.take(self._key, self._made)
        return client

    def _made(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            timeout=self._timeout,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            # Redirects are not followed, so that plain HTTP never needs a certificate.
            verify=self._network.verifying(is_secure=self._url.scheme == "https"),
            proxy=self._network.proxy_url,
            http2=self._network.http2,
            trust_env=self._asks_environment,
            follow_redirects=False,
        )
