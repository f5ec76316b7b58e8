"""How the way to a server may be other than usual: a proxy, certificates, HTTP/2. The requests are not made here."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from simulator.backends.http import httpx

DIRECT = "none"
"""The proxy's name for no proxy, whatever the environment says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a user set of the way to a server.

    `proxy` is the URL of one, "none" for none at all, and None leaves it to the environment. `ca` is a PEM file of
    certificates to trust beside the usual ones. `http2` offers HTTP/2 where the server is reached by TLS.
    """

    proxy: str | None = None
    ca: Path | None = None
    http2: bool = False

    @property
    def proxy_url(self) -> str | None:
        """The URL of the proxy that was set."""
        return None if self.proxy == DIRECT else self.proxy

    @property
    def asks_environment(self) -> bool:
        """Say whether the environment's proxies count."""
        return self.proxy is None

    def verifying(self, *, is_secure: bool) -> ssl.SSLContext:
        """Give what checks the server's certificate; loading takes 20 ms, which plain HTTP has no use for.

        All phones of a run share it, unless they trust a `ca`.
        """
        if self.ca is None or not is_secure:
            return _shared(is_secure, self.http2)
        context = httpx.create_ssl_context()
        context.load_verify_locations(self.ca)
        return context


@cache
def _shared(is_secure: bool, http2: bool) -> ssl.SSLContext:
    """Give a context of its own for HTTP/2, since what is offered to a server is set on the context."""
    return httpx.create_ssl_context(verify=is_secure)


USUAL = Network()


def checked(network: Network) -> Network:
    """Give `network` back. Raises: ValueError with the remedy if a part of it cannot be used here."""
    if network.http2 and find_spec("h2") is None:
        raise ValueError("http2 needs the extra http2; pip install 'phone-assistant-simulator[http2]'")
    if network.proxy_url is not None:
        try:
            httpx.Proxy(network.proxy_url)
        except (ValueError, httpx.InvalidURL):
            raise ValueError("proxy: cannot be used; write it like http://127.0.0.1:3128") from None
        if network.proxy_url.startswith("socks") and find_spec("socksio") is None:
            raise ValueError("proxy: a socks proxy needs the package socksio; pip install 'httpx[socks]'")
    if network.ca is not None:
        try:
            ssl.create_default_context(cafile=network.ca)
        except (OSError, ssl.SSLError):
            raise ValueError(f"ca {network.ca}: no file of PEM certificates; check the path") from None
    return network
