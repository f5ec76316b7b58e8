"""The network as a transport that another can wrap, proxies included. What is sent over it is not here."""

from __future__ import annotations

from simulator.backends.address import place_of
from simulator.backends.http import httpx
from simulator.backends.network import Network
from simulator.backends.network_faults import KnownFault
from simulator.domain.faults import Fault


class NetworkTransport(httpx.AsyncBaseTransport):
    """Sends requests as a client without a transport of its own would.

    httpx uses the environment's proxies only where nobody gives it a transport, so this one is a client inside.
    """

    def __init__(self, network: Network) -> None:
        """Take what the user set of the way to the server."""
        self._network = network
        self._client: httpx.AsyncClient | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; its clocks are those that it brings along. Raises what httpx raises."""
        if self._client is None:
            self._client = _client_for(request.url, self._network)
        return await self._client.send(request, stream=True)

    async def aclose(self) -> None:
        """Close all connections; a later request opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()


def _client_for(url: httpx.URL, network: Network) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            verify=network.verifying(is_secure=url.scheme == "https"),
            proxy=network.proxy_url,
            http2=network.http2,
            trust_env=network.asks_environment and not place_of(url).is_loopback,
            follow_redirects=False,
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        # Their texts would show the proxy's password.
        fault = Fault("connection", "the proxy cannot be used; correct or unset it")
        raise KnownFault(fault) from None
