"""Tries the way to a server below HTTP: its name, its port, its certificate. What that means is `judge_network`'s."""

from __future__ import annotations

import asyncio
import socket
import ssl
import urllib.request
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from simulator.backends.http import httpx
from simulator.backends.network import Network
from simulator.backends.network_faults import Place
from simulator.ports import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T]):
    """What was tried: its result, or the error; and the seconds that it took."""

    seconds: float
    result: T | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A connection's TLS version and what the server's certificate says; None where it says nothing."""

    version: str
    issuer: str | None = None
    expires: float | None = None
    protocol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """The proxy in use and who named it; a password in its address is not kept."""

    host: str
    port: int
    named_by: str


@dataclass(frozen=True, slots=True)
class Line:
    """Tries one place, each step for `patience` seconds at most."""

    clock: Clock
    patience: float

    async def resolve(self, host: str, port: int) -> Attempt[tuple[str, ...]]:
        """Ask for the addresses of a name."""
        return await self._try(lambda: _addresses(host, port))

    async def connect(self, host: str, port: int) -> Attempt[str]:
        """Open a connection and close it; gives the address that answered."""
        return await self._try(lambda: _connected(host, port))

    async def shake_hands(self, place: Place, network: Network) -> Attempt[Certificate]:
        """Open a safe connection and close it."""
        return await self._try(lambda: _certificate(place, network))

    async def _try(self, step: Callable[[], Awaitable[T]]) -> Attempt[T]:
        begun = self.clock.now()
        try:
            async with asyncio.timeout(self.patience):
                result = await step()
        except (OSError, UnicodeError, TimeoutError) as error:
            return Attempt(self.clock.now() - begun, error=error)
        return Attempt(self.clock.now() - begun, result)


def proxy_for(place: Place, network: Network, scheme: str) -> Proxy | None:
    """Give the proxy that requests to a place go through, as httpx chooses it; None for the direct way."""
    if network.proxy_url is not None:
        return _proxy(network.proxy_url, "proxy")
    if not network.asks_environment or place.is_loopback or urllib.request.proxy_bypass(place.host):
        return None
    proxies = urllib.request.getproxies()
    return next((_proxy(proxies[key], f"{key}_proxy") for key in (scheme, "all") if proxies.get(key)), None)


def _proxy(url: str, named_by: str) -> Proxy | None:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port or {"https": 443, "socks5": 1080, "socks5h": 1080}.get(parts.scheme, 80)
    except ValueError:
        return None
    return Proxy(host=parts.hostname or "", port=port, named_by=named_by)


async def _addresses(host: str, port: int) -> tuple[str, ...]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def _connected(host: str, port: int) -> str:
    _, writer = await asyncio.open_connection(host, port)
    peer = writer.get_extra_info("peername")
    writer.transport.abort()
    return str(peer[0]) if peer else host


async def _certificate(place: Place, network: Network) -> Certificate:
    context = network.verifying(is_secure=True)
    if not isinstance(context, ssl.SSLContext):
        context = httpx.create_ssl_context()
    context.set_alpn_protocols(["h2", "http/1.1"] if network.http2 else ["http/1.1"])
    _, writer = await asyncio.open_connection(place.host, place.port, ssl=context, server_hostname=place.host)
    secure: ssl.SSLObject = writer.get_extra_info("ssl_object")
    said: Mapping[str, Any] = writer.get_extra_info("peercert") or {}
    writer.transport.abort()
    return Certificate(
        version=secure.version() or "?",
        issuer=_issuer(said.get("issuer", ())),
        expires=ssl.cert_time_to_seconds(said["notAfter"]) if "notAfter" in said else None,
        protocol=secure.selected_alpn_protocol(),
    )


def _issuer(names: Any) -> str | None:
    """Give who signed a certificate, by organisation or else by name."""
    said = {key: value for group in names for key, value in group}
    return said.get("organizationName") or said.get("commonName")
